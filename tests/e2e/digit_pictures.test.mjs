// Pictures of digits: what the page made of one, turning and cropping it, and what is wrong with it in words.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import {
  action,
  answer,
  cnn,
  coarsePhone,
  look,
  mlp,
  phone,
  ready,
  revision,
  scene,
  stage,
  useBrowser,
} from './harness.mjs';
import { newer, open, sheet, threeAndSeven } from './sheets.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const error = (/** @type {Page} */ page) => page.getByTestId('stage-error');

/** @param {Page} page @returns {Promise<Record<string, [number, number, number, number]>>} */
const areas = async (page) => JSON.parse((await stage(page).getAttribute('data-areas')) ?? '{}');

look('a digit on its side is turned by hand, and undone', { route: cnn }, async (page) => {
  await ready(page);
  await open(
    page,
    await sheet(page, [{ digit: '7', x: 100, y: 120, size: 220 }], { width: 400, height: 400, turned: true }),
  );
  assert.notEqual((await answer(page)).value, '7');
  assert.equal(await action(page, 'eraser').count(), 0, 'a picture has no eraser');
  const before = await revision(page);
  await action(page, 'turn-left').click();
  await newer(page, before);
  assert.equal((await answer(page)).value, '7');
  await action(page, 'undo').click();
  assert.notEqual((await answer(page)).value, '7');
});

look('of two digits one is cropped out with the mouse', { route: cnn }, async (page) => {
  await ready(page);
  await open(page, await threeAndSeven(page));
  const both = await answer(page);
  assert.equal(both.value, '');
  assert.match(both.text, /crop the picture/i);
  await action(page, 'crop').click();
  const box = /** @type {{ x: number, y: number }} */ (await stage(page).boundingBox());
  const [x, y, width, height] = /** @type {[number, number, number, number]} */ ((await areas(page))['pad']);
  const at = (/** @type {number} */ u, /** @type {number} */ v) =>
    /** @type {const} */ ([box.x + x + u * width, box.y + y + v * height]);
  await page.mouse.move(...at(0.55, 0.25));
  await page.mouse.down();
  await page.mouse.move(...at(0.75, 0.5), { steps: 4 });
  await page.mouse.move(...at(0.95, 0.75), { steps: 4 });
  await page.mouse.up();
  const before = await revision(page);
  await action(page, 'crop-keep').click();
  await newer(page, before);
  assert.equal((await answer(page)).value, '7');
});

look('a crop by keys alone', { route: mlp }, async (page) => {
  await ready(page);
  await open(page, await threeAndSeven(page));
  await answer(page);
  await action(page, 'crop').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-area="pad"]').focus();
  const moved = /of its width from the left/;
  for (let i = 0; i < 12; i += 1) await page.keyboard.press('Shift+ArrowLeft');
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector('[data-testid="result"]')?.textContent ?? ''),
    moved.source,
  );
  await page.keyboard.press('Escape');
  assert.equal(await action(page, 'crop').getAttribute('aria-pressed'), 'false');
});

look(
  'a picture’s way to its answer is on the stage, on a phone too',
  { route: cnn, context: coarsePhone },
  async (page) => {
    await ready(page);
    assert.equal((await areas(page))['steps'], undefined);
    await open(page, await sheet(page, [{ digit: '5', x: 180, y: 80, size: 240 }]));
    assert.equal((await answer(page)).value, '5');
    await page.waitForFunction(() =>
      (document.querySelector('[data-testid="stage"]')?.getAttribute('data-areas') ?? '').includes('"steps"'),
    );
    const [x, , width] = /** @type {[number, number, number, number]} */ ((await areas(page))['steps']);
    assert.ok(x >= 0 && x + width <= 360, `${x} + ${width}`);
  },
);

look('an empty sheet is told so, and not to draw', { route: cnn }, async (page) => {
  await ready(page);
  await open(page, await sheet(page, []));
  const { text, value } = await answer(page);
  assert.equal(value, '');
  assert.match(text, /nothing written in this picture/);
  assert.doesNotMatch(text, /Draw a digit/);
});

scene(
  'what is wrong with a file comes into sight, wherever the visitor looks',
  { route: cnn, context: phone },
  async (page) => {
    await ready(page);
    await action(page, 'open-picture').scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByTestId('picture-file').setInputFiles({
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('Dear all'),
    });
    await error(page).waitFor();
    await page.waitForFunction(() => {
      const { top, bottom } = /** @type {Element} */ (
        document.querySelector('[data-testid="stage-error"]')
      ).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  },
);
