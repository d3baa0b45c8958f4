// Examples while the model is on its way: a stored answer, marked, until the network answers itself.
import assert from 'node:assert/strict';
import { action, answer, cnn, phone, ready, result, scene, sketches, stage, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const hands = '#/experiments/RockPaperScissorsCNN';
const note = (/** @type {Page} */ page) => page.getByTestId('stored-note');

/**
 * Holds the models back until they are let go, and notes what a screen reader is told.
 * @param {(page: Page, go: () => Promise<void>) => Promise<void>} body
 */
function withoutModels(body) {
  /** @type {() => void} */
  let open = () => {};
  const held = new Promise((resolve) => (open = () => resolve(undefined)));
  return {
    before: async (/** @type {Page} */ page) => {
      await page.route(/\.onnx$/, async (route) => {
        await held;
        await route.continue();
      });
    },
    body: (/** @type {Page} */ page) =>
      body(page, async () => {
        open();
        await ready(page);
      }),
  };
}

/** Notes every text that the live regions of the page get from now on. @param {Page} page */
const listen = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const heard = [];
    Object.assign(globalThis, { heard });
    for (const id of ['result', 'stored-note']) {
      const region = document.querySelector(`[data-testid="${id}"]`);
      if (!region) throw new Error(id);
      new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
const heard = (/** @type {Page} */ page) => page.evaluate(() => /** @type {any} */ (globalThis).heard);

/** Waits for a stored answer, and gives it. @param {Page} page */
async function storedAnswer(page) {
  await page.locator('[data-testid="result"][data-stored][aria-busy="false"]').waitFor();
  return {
    value: await result(page).getAttribute('data-value'),
    text: await result(page).textContent(),
    /** @type {{ label: string, p: number }[]} */
    top: JSON.parse((await result(page).getAttribute('data-top')) ?? ''),
  };
}

const digit = withoutModels(async (page, go) => {
  await action(page, 'example-3').waitFor();
  await listen(page);
  await action(page, 'example-3').click();
  const stored = await storedAnswer(page);
  assert.equal(stored.value, '3');
  assert.equal(await stage(page).getAttribute('data-state'), 'loading');
  assert.match((await note(page).textContent()) ?? '', /Stored answer.*on its way/);
  assert.ok(await note(page).isVisible());
  const mark = await result(page).evaluate((element) => getComputedStyle(element, '::after').content);
  assert.match(mark, /stored answer/);
  const place = await stage(page).boundingBox();

  await go();
  const live = await answer(page);
  assert.equal(await result(page).getAttribute('data-stored'), null);
  assert.equal(await note(page).textContent(), '');
  assert.equal(live.value, '3');
  assert.equal(live.text, stored.text);
  for (const { label, p } of stored.top) {
    const same = live.top.find((one) => one.label === label);
    assert.ok(same && Math.abs(same.p - p) < 0.002, `${label}: ${p} stored, ${same?.p} now`);
  }
  assert.deepEqual(await stage(page).boundingBox(), place, 'the stage stays where it is');
  const texts = /** @type {string[]} */ (await heard(page));
  assert.equal(texts.filter((text) => text === stored.text).length, 1, texts.join('\n'));
  assert.equal(texts.filter((text) => /Stored answer/.test(text)).length, 1, texts.join('\n'));
});
scene(
  'an example has a stored answer before the network is there, and the network’s own after that',
  { route: cnn, before: digit.before },
  digit.body,
);

const changed = withoutModels(async (page, go) => {
  await action(page, 'example-7').click();
  assert.equal((await storedAnswer(page)).value, '7');
  await action(page, 'clear').click();
  await page.locator('[data-testid="result"]:not([data-stored])').waitFor();
  assert.equal(await result(page).getAttribute('data-value'), '');
  assert.equal(await note(page).textContent(), '');
  await action(page, 'example-5').click();
  assert.equal((await storedAnswer(page)).value, '5');
  await action(page, 'model-digits_mlp').click();
  assert.equal((await storedAnswer(page)).value, '5');
  await go();
  assert.equal((await answer(page)).value, '5');
});
scene(
  'with less motion an example stands there at once, and so does its stored answer; Clear takes it away',
  { route: cnn, before: changed.before, context: { reducedMotion: 'reduce' } },
  changed.body,
);

const sketch = withoutModels(async (page, go) => {
  const button = action(page, 'example-0');
  await button.waitFor();
  const label = await button.textContent();
  await button.scrollIntoViewIfNeeded();
  const before = await button.boundingBox();
  await button.click();
  const stored = await storedAnswer(page);
  assert.ok(stored.top.length >= 5);
  assert.ok(stored.top.some((guess) => guess.label === label));
  assert.equal((await button.boundingBox())?.height, before?.height);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  assert.ok(wide, 'the page is wider than the phone');
  await go();
  assert.equal((await answer(page)).value, stored.value);
});
scene(
  'a sketch has a stored answer on a phone',
  { route: sketches, before: sketch.before, context: phone },
  sketch.body,
);

const picture = withoutModels(async (page, go) => {
  await action(page, 'example-2').click();
  const stored = await storedAnswer(page);
  assert.equal(stored.value, 'scissors');
  assert.match((await note(page).textContent()) ?? '', /Stored answer/);
  await go();
  assert.equal((await answer(page)).value, 'scissors');
  assert.equal(await result(page).getAttribute('data-stored'), null);
});
scene('an example picture has a stored answer', { route: hands, before: picture.before }, picture.body);

scene(
  'without stored answers, or with damaged ones, examples wait for the network',
  {
    route: cnn,
    tolerates: /404|Failed to load/,
    before: async (page) => {
      await page.route(/answers\/digits_cnn\.json$/, (route) => route.fulfill({ body: '{"sha256": "half' }));
      await page.route(/answers\/digits_mlp\.json$/, (route) => route.fulfill({ status: 404 }));
    },
  },
  async (page) => {
    await ready(page);
    await action(page, 'example-3').click();
    assert.equal((await answer(page)).value, '3');
    assert.equal(await result(page).getAttribute('data-stored'), null);
  },
);

scene('the gallery fetches no stored answers', {}, async (page) => {
  await page.getByTestId('light-pad').waitFor();
  const fetched = await page.evaluate(() =>
    performance.getEntriesByType('resource').filter(({ name }) => /\/answers\//.test(name)),
  );
  assert.equal(fetched.length, 0);
});
