// Rock, paper, scissors against the camera: whole games with a clip of an example hand, and cameras that go away.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cameraThatPlays, lights, noteStreams } from '../web/support/cameras.mjs';
import { exampleHand, outcome, rockPaperScissors, roundTold, sees } from './hands.mjs';
import { action, cnn, desktop, ready, result, says, scene, stage, useBrowser } from './harness.mjs';
import { until } from './kept.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser({ chromium: cameraThatPlays('clip.mjpeg', exampleHand('paper-1')) });

const options = { route: rockPaperScissors, before: noteStreams };

/** @param {Page} page */
async function useCamera(page) {
  await ready(page);
  await action(page, 'camera').click();
  await sees(page, 'paper');
}

/** Plays until the round counts; on a slow machine too few pictures may come in time. @param {Page} page */
async function playRound(page) {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await action(page, 'play').click();
    await says(page, /^Three, two, one/);
    await says(page, /^You: |does not count/);
    if (((await result(page).textContent()) ?? '').startsWith('You: ')) return roundTold(page);
  }
  return assert.fail(`no round counted: ${await result(page).textContent()}`);
}

const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');

scene('nobody is asked for a camera before a press, and why is said beside the button', options, async (page) => {
  await ready(page);
  assert.equal(await page.evaluate('streams.length'), 0);
  assert.match((await page.getByTestId('source-note').textContent()) ?? '', /Nothing is recorded or sent/);
  await useCamera(page);
  assert.equal(await lights(page), 1);
  await says(page, /^Paper \(/);
  await action(page, 'camera').click();
  assert.equal(await lights(page), 0);
  await sees(page, '');
});

scene(
  'a whole match against the camera: its score follows from the hands, and every round can be checked',
  { ...options, context: { ...desktop, permissions: ['camera', 'clipboard-read', 'clipboard-write'] } },
  async (page) => {
    await useCamera(page);
    const score = { win: 0, lose: 0, draw: 0 };
    for (let rounds = 1; Math.max(score.win, score.lose) < 2; rounds += 1) {
      assert.ok(rounds < 40, 'a match of three that does not end');
      const round = await playRound(page);
      assert.equal(round.you, 'paper');
      score[outcome(round)] += 1;
      const over = Math.max(score.win, score.lose) === 2;
      assert.ok(
        round.text.includes(`${score.win} to ${score.lose}.`),
        `${round.text} is not ${score.win} : ${score.lose}`,
      );
      assert.equal(/ the match, /.test(round.text), over);
      await action(page, 'copy-proof').click();
      const proof = await page.evaluate(() => navigator.clipboard.readText());
      const [, seal = '', opening = ''] = /seal ([0-9a-f]{64})\. .*?“([^”]+)”/.exec(proof) ?? [];
      assert.equal(sha256(opening), seal);
      const [secret = '', number = '', hand = ''] = opening.split('/');
      assert.match(secret, /^[0-9a-f]{32}$/);
      assert.equal(Number(number), rounds);
      assert.equal(hand, round.computer);
      // The fair computer’s lot, drawn again.
      const byte = [...createHash('sha256').update(`${secret}/${number}`).digest()].find((value) => value < 255) ?? 0;
      assert.equal(['rock', 'paper', 'scissors'][byte % 3], hand);
    }
    assert.equal(await action(page, 'play').textContent(), 'Rematch');
    await action(page, 'play').click();
    await says(page, /^Three, two, one/);
    await action(page, 'play').click();
    await says(page, /^Stopped/);
  },
);

scene('a camera that is lost in mid-game ends the round, and the game goes on by buttons', options, async (page) => {
  await useCamera(page);
  await action(page, 'play').click();
  await page.evaluate('streams[0].getTracks()[0].dispatchEvent(new Event("ended"))');
  await says(page, /^The camera stopped, so the round does not count/);
  assert.equal(await lights(page), 0);
  assert.match((await page.getByTestId('source-note').textContent()) ?? '', /The camera is gone/);
  await action(page, 'hand-scissors').click();
  assert.equal((await roundTold(page)).you, 'scissors');
  await useCamera(page);
  assert.equal((await playRound(page)).you, 'paper');
});

scene('a hidden page has no light, ends the round, and sees again when it is seen', options, async (page) => {
  await useCamera(page);
  await action(page, 'play').click();
  await page.evaluate('hide(true)');
  assert.equal(await lights(page), 0);
  await says(page, /does not count/);
  await page.evaluate('hide(false)');
  await page.waitForFunction(() => /** @type {any} */ (globalThis).lights() === 1);
  await sees(page, 'paper');
});

scene('another experiment puts the light out', options, async (page) => {
  await useCamera(page);
  await page.evaluate((route) => {
    location.hash = route;
  }, cnn);
  await page.locator('[data-testid="stage"][data-experiment="digits"]').waitFor();
  assert.equal(await lights(page), 0);
  await page.goBack();
  await ready(page);
  assert.equal(await lights(page), 0, 'nobody pressed');
});

scene('the other network answers about the same camera, and the look inside shows its maps', options, async (page) => {
  await useCamera(page);
  await action(page, 'model-rock_paper_scissors_cnn').click();
  await page.locator('[data-testid="stage"][data-model="rock_paper_scissors_cnn"]').waitFor();
  await sees(page, 'paper');
  await action(page, 'look-inside').click();
  await page.waitForFunction(
    () => JSON.parse(document.querySelector('[data-testid="stage"]')?.getAttribute('data-areas') ?? '{}')['inside'],
  );
  assert.equal(await lights(page), 1);
});

scene('Enter plays where nothing else has the focus', options, async (page) => {
  await useCamera(page);
  await page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
  await page.keyboard.press('Enter');
  await says(page, /^Three, two, one/);
  assert.equal(await stage(page).getAttribute('data-state'), 'ready');
});

scene(
  'while somebody looks through a camera nothing is kept for visits without a network; then it is',
  { ...options, context: { ...desktop, serviceWorkers: 'allow' } },
  async (page) => {
    // The page counts from the end of its loading: an image of the test's keeps that back until the camera is on.
    /** @type {() => void} */
    let arrives = () => {};
    const held = new Promise((done) => (arrives = () => done(undefined)));
    await page.route('**/held.svg', async (request) => {
      await held;
      await request.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    });
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () =>
        document.body.append(Object.assign(new Image(), { src: 'held.svg', alt: '' })),
      ),
    );
    await page.evaluate(async () => {
      for (const early of await navigator.serviceWorker.getRegistrations()) await early.unregister();
    });
    await page.reload({ waitUntil: 'commit' });
    await useCamera(page);
    const loaded = page.waitForLoadState('load');
    arrives();
    await loaded;
    const workers = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    await page.waitForTimeout(4500);
    assert.equal(await workers(), 0);
    await page.evaluate('hide(true)'); // the camera is off, and waits to go on
    await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 1, undefined);
  },
);
