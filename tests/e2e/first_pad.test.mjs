// The gallery's first thing: a pad that answers.
import assert from 'node:assert/strict';
import { digits } from './draw.mjs';
import { phone, result, scene, stage, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

/** @param {Page} page */
const lightPad = (page) => page.getByTestId('light-pad');
/** @param {Page} page @param {string} digit */
const answered = (page, digit) => page.locator(`[data-testid="result"][data-value="${digit}"]`).waitFor();

/** On the light pad, or on what has taken its place. @param {Page} page @param {string} digit */
async function draw(page, digit) {
  await lightPad(page).scrollIntoViewIfNeeded();
  const box = await lightPad(page).boundingBox();
  assert.ok(box);
  for (const stroke of digits[digit] ?? []) {
    const points = stroke.map(([x, y]) => ({
      x: box.x + box.width * (0.25 + 0.5 * x),
      y: box.y + box.height * (0.15 + 0.7 * y),
    }));
    await page.mouse.move(points[0]?.x ?? 0, points[0]?.y ?? 0);
    await page.mouse.down();
    for (const { x, y } of points) await page.mouse.move(x, y, { steps: 2 });
    await page.mouse.up();
  }
}

/** Only what is fetched once the pad is touched. @param {Page} page */
const heavy = (page) =>
  page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => /\.(wasm|onnx)$/.test(name)).length,
  );

scene('a pad that nobody touches draws an example once, and costs nothing', {}, async (page) => {
  await page.locator('[data-testid="light-pad"][data-example="drawn"]').waitFor();
  assert.equal(await lightPad(page).locator('polyline').count(), 1);
  assert.equal(await heavy(page), 0);
  assert.equal(await stage(page).count(), 0);
});

scene('with reduced motion an idle pad stays as it is', { context: { reducedMotion: 'reduce' } }, async (page) => {
  await page.clock.install();
  await page.reload();
  await lightPad(page).waitFor();
  await page.clock.runFor(10_000);
  assert.equal(await lightPad(page).locator('polyline').count(), 0);
});

scene('a digit drawn in the gallery is answered in the gallery', {}, async (page) => {
  // One of a single stroke: another one might fall on the stage, which is as good.
  await draw(page, '3');
  await answered(page, '3');
  await page.locator('[data-testid="first-pad"][data-stage="shown"]').waitFor();
  assert.doesNotMatch(page.url(), /experiments/);
  assert.match((await result(page).textContent()) ?? '', /3/);
  assert.equal(await lightPad(page).isVisible(), false);

  // The way to the whole experiment leads the drawing along.
  await page.getByRole('link', { name: 'Open it with everything around' }).click();
  await page.getByRole('heading', { level: 1, name: 'Digits, convolutional network' }).waitFor();
  await answered(page, '3');
  assert.equal(await stage(page).count(), 1, 'the gallery’s stage is closed');

  await page.goBack();
  await lightPad(page).waitFor();
  assert.equal(await stage(page).count(), 0);
  await draw(page, '2');
  await answered(page, '2');
});

scene('what is drawn while the network is on its way is all read', {}, async (page) => {
  /** @type {() => void} */
  let go = () => {};
  const held = new Promise((resolve) => (go = () => resolve(undefined)));
  await page.route(/digits_cnn\.onnx$/, async (route) => {
    await held;
    await route.continue();
  });
  await draw(page, '4');
  await page.getByText('The network is on its way').waitFor();
  assert.ok(await lightPad(page).isVisible());
  assert.equal(await lightPad(page).locator('polyline').count(), digits['4']?.length);
  go();
  await answered(page, '4');
});

scene(
  'a network that does not arrive is told, and comes again when asked',
  { tolerates: /ERR_FAILED/ },
  async (page) => {
    let broken = true;
    await page.route(/digits_cnn\.onnx$/, (route) => (broken ? route.abort() : route.continue()));
    await draw(page, '3');
    await page.locator('.first-pad').getByTestId('stage-error').waitFor();
    broken = false;
    await page.locator('.first-pad [data-action="retry"]').click();
    await answered(page, '3');
  },
);

scene('without JavaScript there is no pad', { js: false }, async (page) => {
  assert.equal(await page.getByTestId('first-pad').isVisible(), false);
});

scene('on a phone the pad is as wide as the screen, and a finger draws on it', { context: phone }, async (page) => {
  await lightPad(page).scrollIntoViewIfNeeded();
  const box = await lightPad(page).boundingBox();
  assert.ok(box && box.width > 280, `${box?.width}`);
  await draw(page, '3');
  await answered(page, '3');
});
