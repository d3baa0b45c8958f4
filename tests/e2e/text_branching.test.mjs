// What could come at a place of the text: bars that settings reshape, and candidates that go on with the text from there.
import assert from 'node:assert/strict';
import {
  action,
  coarsePhone,
  desktop,
  look,
  ready,
  revisit,
  shakespeare,
  stage,
  useBrowser,
  wikipedia,
} from './harness.mjs';
import { field, finished, passage, set, text, write } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const given = 'ROMEO:\n';
const candidates = (/** @type {Page} */ page) => page.locator('.actions-branch .action');
const labels = (/** @type {Page} */ page) => candidates(page).allTextContents();
/** The one that stands there. @param {Page} page */
const standing = (page) => page.locator('.actions-branch .action[aria-pressed="true"]');

/** Until the candidates are those of the text's end. @param {Page} page */
const atTheEnd = (page) =>
  page.waitForFunction(
    () =>
      document.querySelectorAll('.actions-branch .action').length === 8 &&
      document.querySelectorAll('.actions-branch .action[aria-pressed]').length === 0,
  );

/** Holds a character that was written, by keyboard. @param {Page} page @param {number} at */
async function hold(page, at) {
  await passage(page).focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < given.length + at; i += 1) await page.keyboard.press('ArrowRight');
  await standing(page).waitFor();
}

/** The character that a candidate's button stands for. @param {string | null} label */
const characterOf = (label) => {
  const name = (label ?? '').replace(/ (?:[<>] )?[\d.]+\u00a0%$| left out$/, '');
  return { space: ' ', 'new line': '\n' }[name] ?? name;
};

for (const [id, route] of /** @type {const} */ ([
  ['shakespeare', shakespeare],
  ['wikipedia', wikipedia],
])) {
  look(`temperature, top-k and top-p reshape the candidates at once: ${id}`, { route }, async (page) => {
    await ready(page);
    const written = await write(page, { prompt: given, length: '60', seed: '3' });
    await atTheEnd(page);
    const usual = await labels(page);
    await set(page, 'temperature', '1.6');
    await page.waitForFunction(
      (old) => document.querySelector('.actions-branch .label')?.textContent !== old,
      usual[0],
    );
    assert.notDeepEqual(await labels(page), usual);
    await set(page, 'top-k', '2');
    await candidates(page).nth(7).getByText('left out').waitFor();
    assert.equal((await labels(page)).filter((label) => label.endsWith('left out')).length, 6);
    await set(page, 'top-k', '0');
    await set(page, 'temperature', '0.8');
    await page.waitForFunction(
      (old) => document.querySelector('.actions-branch .label')?.textContent === old,
      usual[0],
    );
    assert.deepEqual(await labels(page), usual);
    assert.equal(await text(page), written, 'the text stays');
  });
}

look(
  'a candidate goes on with the text from its place, and the text before comes back',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    const written = await write(page, { prompt: given, length: '80', seed: '3' });
    await hold(page, 30);
    const other = page.locator('.actions-branch .action[aria-pressed="false"]').first();
    const character = characterOf(await other.textContent());
    await other.focus();
    await page.keyboard.press('Enter');
    await atTheEnd(page);
    const branched = await finished(page);
    const kept = given.length + 30;
    assert.equal(branched.slice(0, kept), written.slice(0, kept));
    assert.equal(branched.slice(kept, kept + character.length), character);
    assert.equal(branched.length, kept + 80);
    assert.equal(
      await passage(page).evaluate((element) => element === document.activeElement),
      true,
      'focus is in the text',
    );
    await action(page, 'former').click();
    await page.waitForFunction(
      (length) => document.querySelector('[data-testid="passage"]')?.textContent?.length === length,
      written.length,
    );
    assert.equal(await finished(page), written);
    await action(page, 'former').click();
    await page.waitForFunction(
      (length) => document.querySelector('[data-testid="passage"]')?.textContent?.length === length,
      branched.length,
    );
    assert.equal(await finished(page), branched);
  },
);

for (const temperature of ['0', '0.9'])
  look(
    `a branch with what stands there anyway is the same text at temperature ${temperature}`,
    { route: shakespeare },
    async (page) => {
      await ready(page);
      const written = await write(page, { prompt: given, length: '150', seed: '4', temperature });
      await hold(page, 40);
      await standing(page).click();
      await atTheEnd(page);
      const branched = await finished(page);
      assert.equal(branched.length, given.length + 40 + 150);
      assert.ok(branched.startsWith(written), branched);
    },
  );

/** Where the bar number `row` is on the page. @param {Page} page @param {number} row */
async function bar(page, row) {
  const areas = JSON.parse((await stage(page).getAttribute('data-areas')) ?? '{}');
  const [x, y, w, h] = areas.candidates;
  await stage(page).scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number }} */ (await stage(page).boundingBox());
  // A title, two lines and half an em stand above; two lines or four below.
  return { x: box.x + x + w / 2, y: box.y + y + h * 0.25 + row * 28 };
}

for (const [name, context] of /** @type {const} */ ([
  ['a click', desktop],
  ['a tap', coarsePhone],
]))
  look(`${name} on a bar goes on with the text`, { route: shakespeare, context }, async (page) => {
    await ready(page);
    const written = await write(page, { prompt: given, length: '40', seed: '3' });
    await atTheEnd(page);
    const shown = (await labels(page)).map(characterOf);
    await page.waitForTimeout(300); // the frame that has the bars of the end
    const at = await bar(page, 2);
    if (context === desktop) await page.mouse.click(at.x, at.y);
    else await page.touchscreen.tap(at.x, at.y);
    await page.waitForFunction(
      (length) => (document.querySelector('[data-testid="passage"]')?.textContent ?? '').length > length,
      written.length,
    );
    await atTheEnd(page);
    const branched = await finished(page);
    assert.ok(branched.startsWith(written));
    assert.equal(branched.length, written.length + 40);
    assert.ok(shown.includes(branched.slice(written.length, written.length + 1)), 'one of those that were shown');
  });

look(
  'a click holds a character while the pointer goes elsewhere, and Escape leaves it',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    await write(page, { prompt: given, length: '200', seed: '3' });
    await atTheEnd(page);
    await passage(page).evaluate((element) => {
      element.scrollTop = 0;
    });
    const one = passage(page).locator('[class^="sure-"]').first();
    await one.hover();
    await standing(page).waitFor();
    await page.mouse.move(2, 2);
    await atTheEnd(page);
    await one.click();
    await standing(page).waitFor();
    const held = await labels(page);
    await page.mouse.move(2, 2);
    await page.waitForTimeout(300);
    assert.deepEqual(await labels(page), held);
    await page.keyboard.press('Escape');
    await atTheEnd(page);
  },
);

revisit(
  'a branched text and the one before it survive a reload, and a link has it',
  { route: shakespeare, context: { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] } },
  async (page) => {
    await ready(page);
    const written = await write(page, { prompt: given, length: '80', seed: '3' });
    await hold(page, 30);
    await set(page, 'temperature', '1.1');
    await page.locator('.actions-branch .action[aria-pressed="false"]').nth(1).click();
    await atTheEnd(page);
    const branched = await finished(page);
    await page.reload();
    await ready(page);
    assert.equal(await finished(page), branched);
    await action(page, 'share').click();
    await page.getByText('The link is copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await action(page, 'former').click();
    await page.waitForFunction(
      (length) => document.querySelector('[data-testid="passage"]')?.textContent?.length === length,
      written.length,
    );
    assert.equal(await finished(page), written);
    assert.equal(await field(page, 'temperature').inputValue(), '0.8');
    // In this tab the text went on from that link; in another one it is what the link says.
    const other = await page.context().newPage();
    await other.goto(link);
    assert.equal(await finished(other), branched);
    await other.close();
  },
);
