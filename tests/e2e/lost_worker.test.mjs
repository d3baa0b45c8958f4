// A worker that ends without an event, and links that are too much.
import assert from 'node:assert/strict';
import { digits, drawStrokes, places } from './draw.mjs';
import { answer, cnn, ready, scene, shakespeare, stage, useBrowser } from './harness.mjs';

useBrowser();

const middle = places['large in the middle'] ?? assert.fail();

scene('a worker that is gone without a word is replaced, and asked again', { route: cnn }, async (page) => {
  await ready(page);
  assert.equal((await drawStrokes(page, digits['6'] ?? [], middle)).value, '6');
  const [worker] = page.workers();
  await worker?.evaluate(() => globalThis.close());
  await page.locator('[data-action="clear"]').click();
  assert.equal((await drawStrokes(page, digits['2'] ?? [], middle)).value, '2');
  assert.equal(await page.getByTestId('stage-error').isVisible(), false);
});

scene('a prompt of a million characters in a link is not read, and the page says so', { route: '' }, async (page) => {
  await page.evaluate((to) => (location.hash = `${to}?prompt=${'a'.repeat(1_000_000)}`), shakespeare);
  await ready(page);
  assert.match(await page.getByTestId('warning').innerText(), /longer than any that this page makes/);
  assert.equal(await stage(page).getAttribute('data-state'), 'ready');
  assert.equal(
    await page
      .locator('[data-field="prompt"]')
      .inputValue()
      .then((text) => text.length < 1000),
    true,
  );
  await page.evaluate((to) => (location.hash = `#/nothing/${to}`), 'a'.repeat(1_000_000));
  const notice = page.locator('#gallery .notice');
  await notice.waitFor();
  assert.ok(((await notice.textContent()) ?? '').length < 300);
});

scene('after a lost pointer and Clear the pad draws again', { route: cnn }, async (page) => {
  await ready(page);
  await page.evaluate(() => {
    const pad = document.querySelector('[data-area="pad"]');
    const { left = 0, top = 0 } = pad?.getBoundingClientRect() ?? {};
    const at = { pointerId: 77, pointerType: 'touch', isPrimary: false, bubbles: true };
    pad?.dispatchEvent(new PointerEvent('pointerdown', { ...at, clientX: left + 50, clientY: top + 50 }));
    pad?.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: left + 80, clientY: top + 90 }));
  });
  await page.locator('[data-action="clear"]').click();
  assert.equal((await answer(page)).value, '');
  assert.equal((await drawStrokes(page, digits['1'] ?? [], middle)).value, '1');
});
