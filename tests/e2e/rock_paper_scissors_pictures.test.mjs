// Rock, paper, scissors without a camera: refused, absent, examples, pictures, buttons.
import assert from 'node:assert/strict';
import { exampleHand, outcome, rockPaperScissors, rockPaperScissorsCnn, roundTold, sees } from './hands.mjs';
import { action, answer, look, phone, ready, result, says, scene, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser({ chromium: ['--deny-permission-prompts', '--use-fake-device-for-media-stream'] });

const note = (/** @type {Page} */ page) => page.getByTestId('source-note');

scene(
  'a visitor who says no is told what to do, and plays with pictures',
  { route: rockPaperScissors },
  async (page) => {
    await ready(page);
    await action(page, 'camera').click();
    await page.waitForFunction(() =>
      document
        .querySelector('[data-testid="source-note"]')
        ?.textContent?.startsWith('This page may not use the camera'),
    );
    await action(page, 'example-0').click();
    await sees(page, 'rock');
  },
);

scene('a machine without a camera says so', { route: rockPaperScissors }, async (page) => {
  await ready(page);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
  });
  await action(page, 'camera').click();
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="source-note"]')?.textContent?.startsWith('No camera was found'),
  );
  assert.equal(await action(page, 'camera').getAttribute('aria-pressed'), 'false');
});

for (const route of [rockPaperScissors, rockPaperScissorsCnn]) {
  look(`every example is recognised: ${route}`, { route }, async (page) => {
    await ready(page);
    const hands = ['rock', 'paper', 'scissors', 'rock', 'paper', 'scissors', ''];
    for (const [number, hand] of hands.entries()) {
      await action(page, `example-${number}`).click();
      await sees(page, hand);
      const { top } = await answer(page);
      assert.equal(top.length, 4);
      assert.ok(Math.abs(top.reduce((sum, { p }) => sum + p, 0) - 1) < 1e-4);
      assert.equal(top[0]?.label, hand || 'no hand');
    }
    await says(page, /^No hand in the square\.$/);
  });
}

scene('a game by examples, from the countdown to the outcome', { route: rockPaperScissors }, async (page) => {
  await ready(page);
  await action(page, 'play').click();
  await says(page, /^Now! Pick a picture/);
  await action(page, 'example-2').click();
  const round = await roundTold(page);
  assert.equal(round.you, 'scissors');
  assert.ok(round.text.includes({ win: '1 to 0', lose: '0 to 1', draw: '0 to 0' }[outcome(round)]));
  // A picture of no hand is no move.
  await action(page, 'play').click();
  await action(page, 'example-6').click();
  await says(page, /^No hand was seen, so the round does not count/);
});

scene('a picture from a file is the hand', { route: rockPaperScissors }, async (page) => {
  await ready(page);
  const chooser = page.waitForEvent('filechooser');
  await action(page, 'open-picture').click();
  await (await chooser).setFiles({ name: 'hand.jpg', mimeType: 'image/jpeg', buffer: exampleHand('paper-2') });
  await sees(page, 'paper');
  await action(page, 'play').click();
  assert.equal((await roundTold(page)).you, 'paper');
});

scene('buttons play a match by keyboard alone; settings are remembered', { route: rockPaperScissors }, async (page) => {
  await ready(page);
  await action(page, 'best-of').click();
  await action(page, 'learner').click();
  await action(page, 'hand-rock').focus();
  for (let round = 0; round < 60; round += 1) {
    await page.keyboard.press('Enter');
    const { text } = await roundTold(page);
    if (/ the match, /.test(text)) break;
  }
  assert.match(
    (await result(page).textContent()) ?? '',
    /(You win|The computer wins) the match, (3 to [012]|[012] to 3)\./,
  );
  await page.reload();
  await ready(page);
  assert.equal(await action(page, 'best-of').textContent(), 'Best of 5');
  assert.equal(await action(page, 'learner').getAttribute('aria-pressed'), 'true');
  assert.equal(await action(page, 'sound').getAttribute('aria-pressed'), 'false');
  assert.match((await note(page).textContent()) ?? '', /Nothing is recorded or sent/);
});

look(
  'on a phone the page is no wider than the screen, also after a round',
  { route: rockPaperScissors, context: phone },
  async (page) => {
    await ready(page);
    await action(page, 'hand-paper').click();
    await roundTold(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    assert.ok(wide, 'the page is wider than the phone');
  },
);
