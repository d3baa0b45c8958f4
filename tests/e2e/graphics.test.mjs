// WebGL that is lost: every experiment draws again when it comes back, and says so where it does not.
import assert from 'node:assert/strict';
import { action, cnn, scene, stage, useBrowser } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

useBrowser();

/** What is lost can be given back only once the page has heard of it. @param {Page} page @param {'lost' | 'restored'} what */
const graphics = (page, what) =>
  page.evaluate(async (event) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
    // A context that is lost gives no extensions.
    const switches = /** @type {{ context?: WEBGL_lose_context | null | undefined }} */ (globalThis);
    if (event === 'lost') switches.context = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    if (!switches.context) throw new Error('these graphics have no switch: they were lost before');
    const heard = new Promise((done, fail) => {
      canvas.addEventListener(`webglcontext${event}`, done, { once: true });
      setTimeout(() => fail(new Error(`graphics were not ${event} within a minute`)), 60_000);
    });
    if (event === 'lost') switches.context.loseContext();
    else switches.context.restoreContext();
    await heard;
  }, what);

/** How many different colours the canvas shows, read inside a frame that it draws. @param {Page} page */
const colours = (page) =>
  page.evaluate(async () => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
    for (let frames = 0; frames < 300; ++frames) {
      dispatchEvent(new Event('resize')); // asks for frames
      // Frames run in the order in which they were asked for: the page has asked for its next one by then.
      await new Promise((goOn) => setTimeout(goOn));
      await new Promise((next, fail) => {
        requestAnimationFrame(next);
        setTimeout(() => fail(new Error('no frame for a minute')), 60_000);
      });
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d'));
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const seen = new Set(new Uint32Array(data.buffer)).size;
      if (seen > 1) return seen;
    }
    const { width, height, isConnected } = canvas;
    throw new Error(`the canvas, ${width} × ${height}, ${isConnected ? '' : 'not '}in the page, stays empty`);
  });

scene('in every experiment graphics that are lost and given back show what was there', {}, async (page) => {
  const routes = await page.$$eval('#gallery [data-key]', (cards) => [
    ...new Set(cards.map((card) => /** @type {HTMLElement} */ (card).dataset['key'] ?? '')),
  ]);
  assert.ok(routes.length > 6);
  /** @type {Set<string>} */
  const seen = new Set();
  for (const key of routes) {
    await page.evaluate((to) => (location.hash = to), `#/experiments/${key}`);
    await page.locator('[data-testid="stage"]:is([data-state="ready"], [data-state="busy"])').waitFor();
    const experiment = (await stage(page).getAttribute('data-experiment')) ?? '';
    if (seen.has(experiment)) continue; // another model on the same stage
    seen.add(experiment);
    const example = page.locator('[data-action^="example-"]:enabled').first();
    if ((await example.count()) > 0) await example.click();
    const before = await colours(page);
    await graphics(page, 'lost');
    await graphics(page, 'restored');
    const after = await colours(page);
    assert.ok(after > before / 2, `${experiment}: ${after} colours after ${before}`);
    assert.notEqual(await stage(page).getAttribute('data-state'), 'error', experiment);
  }
  assert.ok(seen.size > 4, [...seen].join());
});

scene('graphics that do not come back are said, with a way on that keeps the drawing', { route: cnn }, async (page) => {
  await page.locator('[data-testid="stage"][data-state="ready"]').waitFor();
  await action(page, 'example-4').click();
  await page.locator('[data-testid="result"][data-value="4"]').waitFor();
  await page.locator('[data-testid="stage"][data-state="ready"]').waitFor();
  await graphics(page, 'lost');
  await page.locator('[data-testid="stage"][data-state="error"]').waitFor();
  const error = page.getByTestId('stage-error');
  assert.match((await error.textContent()) ?? '', /taken the stage’s graphics away/);
  await error.getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-testid="stage"][data-state="ready"]').waitFor();
  await page.locator('[data-testid="result"][data-value="4"]').waitFor();
  assert.equal(await error.isVisible(), false);
});
