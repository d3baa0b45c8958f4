// Everything by keyboard alone.
import assert from 'node:assert/strict';
import { action, answer, cnn, ready, revision, revisit, stage, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

/** Where the focus is: inside the stage, on an action, or elsewhere. @param {Page} page */
const focus = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at?.closest('[data-testid="stage"]')) return 'stage';
    return at?.getAttribute('data-action') ?? at?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
  });

/** Presses Tab until the focus is where it should be. @param {Page} page @param {string} wanted */
async function tabTo(page, wanted) {
  for (let i = 0; i < 60; i += 1) {
    const at = await focus(page);
    if (at === wanted || at.startsWith(`${wanted} `)) return; // a network's link goes on with its figures
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never reaches ${wanted}`);
}

revisit('from the gallery to a drawn digit and back without a mouse', {}, async (page) => {
  await tabTo(page, 'Digits, Convolutional network');
  await page.keyboard.press('Enter');
  await ready(page);

  await tabTo(page, 'stage');
  const before = await revision(page);
  await page.keyboard.press('Space'); // pen down
  for (let i = 0; i < 30; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space'); // pen up
  assert.ok((await revision(page)) > before, 'arrow keys draw');
  assert.equal((await answer(page)).value, '1');

  await page.keyboard.press('Control+z');
  assert.equal((await answer(page)).value, '');
  await page.keyboard.press('Control+Shift+z');
  assert.equal((await answer(page)).value, '1');

  await tabTo(page, 'example-0');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '0',
  );
});

revisit('the focus never falls off a button that its own action changed', { route: cnn }, async (page) => {
  await ready(page);
  await action(page, 'example-4').click();
  await answer(page);
  await action(page, 'model-digits_mlp').focus();
  await page.keyboard.press('Space');
  await page.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
  assert.equal(await focus(page), 'model-digits_mlp');
});

revisit('the keyboard is no trap: Tab leaves the stage', { route: cnn }, async (page) => {
  await ready(page);
  await tabTo(page, 'stage');
  for (let i = 0; i < 8 && (await focus(page)) === 'stage'; i += 1) await page.keyboard.press('Tab');
  assert.notEqual(await focus(page), 'stage');
  assert.equal(await stage(page).count(), 1);
});
