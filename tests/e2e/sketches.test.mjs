// Sketches, as a visitor makes them: drawings that no network has learned from, whole and unfinished.
import assert from 'node:assert/strict';
import { drawStrokes, firstPart, sketchDrawings } from './draw.mjs';
import {
  action,
  answer,
  coarsePhone,
  desktop,
  look,
  ready,
  revision,
  says,
  scene,
  sketches,
  sketchesMlp,
  stage,
  useBrowser,
} from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

/** Bars that jump to their lengths: these scenes draw a lot, and look at the answers. @param {typeof desktop | typeof coarsePhone} screen */
const calm = (screen) => /** @type {const} */ ({ ...screen, reducedMotion: 'reduce' });

const middle = { x: 0.15, y: 0.15, w: 0.7, h: 0.7 };

/** @param {string} word */
const drawing = (word) =>
  sketchDrawings.find((one) => one.word === word)?.strokes ?? assert.fail(`no drawing of ${word}`);

/**
 * Draws them all and says which were not among the first guesses.
 * @param {Page} page @param {number} share of the ink @param {number} places that count @param {typeof middle} place @param {'mouse' | 'touch'} how
 */
async function missed(page, share, places, place, how = 'mouse') {
  /** @type {string[]} */
  const wrong = [];
  for (const { word, strokes } of sketchDrawings) {
    const { top, value } = await drawStrokes(page, firstPart(strokes, share), place, how);
    assert.equal(top[0]?.label, value, 'the answer is the best guess');
    if (!top.slice(0, places).some(({ label }) => label === word))
      wrong.push(
        `${word}: ${top
          .slice(0, places)
          .map(({ label }) => label)
          .join(', ')}`,
      );
    await action(page, 'clear').click();
    await answer(page);
  }
  return wrong;
}

for (const [how, context, place] of /** @type {const} */ ([
  ['mouse', calm(desktop), middle],
  ['touch', calm(coarsePhone), middle],
])) {
  look(
    `eight of ten drawings are recognised within three guesses, with ${how}`,
    { route: sketches, context },
    async (page) => {
      await ready(page);
      const wrong = await missed(page, 1, 3, place, how);
      assert.ok(wrong.length <= 2, wrong.join('; '));
    },
  );
}

look(
  'the perceptron has six of ten drawings among its five guesses',
  { route: sketchesMlp, context: calm(desktop) },
  async (page) => {
    await ready(page);
    assert.equal(await stage(page).getAttribute('data-model'), 'sketches_mlp');
    const wrong = await missed(page, 1, 5, middle);
    assert.ok(wrong.length <= 4, wrong.join('; '));
  },
);

look('switching the model keeps the drawing, and comparing says what both see', { route: sketches }, async (page) => {
  await ready(page);
  const first = await drawStrokes(page, drawing('star'), middle);
  await action(page, 'model-sketches_mlp').click();
  await page.locator('[data-testid="stage"][data-model="sketches_mlp"][data-state="ready"]').waitFor();
  await page.waitForURL(/SketchRecognitionMLP$/);
  const second = await answer(page);
  assert.equal(second.revision, first.revision);
  assert.notDeepEqual(second.top, first.top);
  await action(page, 'compare').click();
  await says(page, /^MLP: .+ CNN: .+/);
});

look(
  'six of ten unfinished drawings are recognised within five guesses',
  { route: sketches, context: calm(desktop) },
  async (page) => {
    await ready(page);
    const wrong = await missed(page, 0.6, 5, middle);
    assert.ok(wrong.length <= 4, wrong.join('; '));
  },
);

look('guesses come with probabilities, best first, and follow the drawing', { route: sketches }, async (page) => {
  await ready(page);
  assert.deepEqual((await answer(page)).top, []);
  const { top, value, text } = await drawStrokes(page, drawing('star'), middle);
  assert.equal(top.length, 10);
  top.forEach(({ p }, i) => assert.ok(p >= 0 && p <= 1 && p <= (top[i - 1]?.p ?? 1), `place ${i}`));
  assert.ok(text.includes(value), text);
  await says(page, /\d %/);
  await action(page, 'undo').click();
  const before = await answer(page);
  assert.notDeepEqual(before.top, top);
  await action(page, 'redo').click();
  assert.deepEqual((await answer(page)).top, top);
});

look('each example draws itself and is recognised within three guesses', { route: sketches }, async (page) => {
  await ready(page);
  const ids = await page
    .locator('[data-action^="example-"]')
    .evaluateAll((buttons) =>
      buttons.map((button) => [button.getAttribute('data-action') ?? '', button.textContent ?? '']),
    );
  assert.equal(ids.length, 10);
  /** @type {string[]} */
  const wrong = [];
  for (const [id = '', word = ''] of ids) {
    const before = await revision(page);
    await action(page, id).click();
    await page.waitForFunction(
      (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
      before,
    );
    const { top } = await answer(page);
    if (!top.slice(0, 3).some(({ label }) => label === word))
      wrong.push(
        `${word}: ${top
          .slice(0, 3)
          .map(({ label }) => label)
          .join(', ')}`,
      );
  }
  assert.ok(wrong.length <= 1, wrong.join('; '));
});

look('look inside shows more, and goes away again', { route: sketches }, async (page) => {
  await ready(page);
  const height = async () => (await stage(page).boundingBox())?.height ?? 0;
  await drawStrokes(page, drawing('flower'), middle);
  const closed = await height();
  await action(page, 'look-inside').click();
  await page.locator('[data-action="look-inside"][aria-pressed="true"]').waitFor();
  await answer(page);
  await page.waitForFunction(
    (old) => (document.querySelector('[data-testid="stage"]')?.getBoundingClientRect().height ?? 0) > old + 200,
    closed,
  );
  await action(page, 'look-inside').click();
  await page.waitForFunction(
    (old) => document.querySelector('[data-testid="stage"]')?.getBoundingClientRect().height === old,
    closed,
  );
});

const broken = /Failed to load resource|ERR_FAILED|ERR_CONNECTION|Fetch API cannot load/;

scene(
  'without its model the stage says so, keeps the drawing, and “Try again” brings the answer',
  {
    route: sketches,
    tolerates: broken,
    before: async (page) => {
      await page.context().route(/sketches_cnn\.onnx/, (route) => route.abort('connectionfailed'));
    },
  },
  async (page) => {
    await page.getByTestId('stage-error').waitFor();
    assert.equal(await action(page, 'game').isDisabled(), true, 'no game without a network');
    const categories = page.getByTestId('categories');
    await categories.locator('summary').click();
    await page.getByRole('button', { name: 'octopus, draws itself' }).click();
    await page.context().unroute(/sketches_cnn\.onnx/);
    await page.getByTestId('stage-error').getByRole('button', { name: 'Try again' }).click();
    await ready(page);
    assert.ok((await answer(page)).top.length > 0, 'the drawing is still there');
  },
);
