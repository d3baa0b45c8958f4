// Mouse, finger and pen.
import assert from 'node:assert/strict';
import { at, heard, said, scene, until } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

/** @param {Page} page */
const pointers = async (page) => (await said(page)).filter((line) => line.startsWith('pointer '));

/**
 * A finger through the browser's own input pipeline.
 * @param {Page} page @param {{ x: number, y: number }[]} path
 */
async function drag(page, path) {
  const session = await page.context().newCDPSession(page);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {object[]} */ touchPoints) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: /** @type {any} */ (touchPoints) });
  await touch('touchStart', [path[0] ?? {}]);
  for (const point of path.slice(1)) await touch('touchMove', [point]);
  await touch('touchEnd', []);
  await session.detach();
}

for (const ratio of [1, 1.5, 2, 3]) {
  scene(`mouse positions are exact at pixel ratio ${ratio}`, { deviceScaleFactor: ratio }, async (page) => {
    const from = await at(page, 60, 70);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 50);
    await page.mouse.up();
    await heard(page, /^pointer up mouse/);
    const seen = await pointers(page);
    assert.deepEqual(seen.slice(-3), [
      'pointer down mouse 60.00 70.00 pad',
      'pointer move mouse 100.00 120.00 pad',
      'pointer up mouse 100.00 120.00 pad',
    ]);
  });
}

scene('a press on the pad keeps its pointer outside of it; a press elsewhere is not the pad’s', {}, async (page) => {
  const inside = await at(page, 100, 100);
  const outside = await at(page, 400, 300);
  await page.mouse.move(inside.x, inside.y);
  await page.mouse.down();
  await page.mouse.move(outside.x, outside.y);
  await page.mouse.up();
  assert.match(await heard(page, /^pointer up mouse/), /400.00 300.00 pad$/);
  await page.mouse.down();
  await page.mouse.move(inside.x, inside.y);
  await page.mouse.up();
  assert.match(await heard(page, /^pointer down mouse 400/), /400.00 300.00 $/);
});

for (const [when, steps] of /** @type {const} */ ([
  ['while it is held', 2],
  ['before the browser tells that it is held', 0],
])) {
  scene(`a pointer that is lost ${when} lets go of the pad`, {}, async (page) => {
    const { x, y } = await at(page, 100, 100);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= steps; step += 1) await page.mouse.move(x + step, y);
    await page.evaluate(`document.querySelector('[data-area="pad"]').releasePointerCapture(1)`);
    await page.mouse.move(x + 5, y); // a browser tells of a lost capture with the pointer's next event
    assert.match(await heard(page, /^pointer cancel mouse/), / pad$/);
    await page.mouse.up();
    await page.mouse.move(x + 10, y);
    await page.mouse.down();
    await heard(page, /^pointer down mouse 110/);
    assert.equal((await pointers(page)).filter((line) => line.includes(' up ')).length, 0, 'the press had ended');
  });
}

scene('a first finger ends what is thought to be still down', {}, async (page) => {
  await page.evaluate(`
    (() => {
      const pad = document.querySelector('[data-area="pad"]');
      const { left, top } = pad.getBoundingClientRect();
      for (const pointerId of [5, 6]) {
        const place = { clientX: left + 10 * pointerId, clientY: top + 20, bubbles: true };
        pad.dispatchEvent(new PointerEvent('pointerdown', { pointerId, pointerType: 'touch', isPrimary: true, ...place }));
      }
    })()`);
  await heard(page, /^pointer down touch/);
  const phases = (await pointers(page)).map((line) => line.split(' ')[1]);
  assert.deepEqual(phases.slice(-3), ['down', 'cancel', 'down']);
});

scene('only the main button presses', {}, async (page) => {
  const { x, y } = await at(page, 100, 100);
  await page.mouse.click(x, y, { button: 'middle' });
  await page.mouse.click(x, y, { button: 'left' });
  await heard(page, /^pointer up/);
  assert.equal((await pointers(page)).filter((line) => line.includes(' down ')).length, 1);
});

scene('samples that the browser bundles into one event all arrive, in order', {}, async (page) => {
  const { x, y } = await at(page, 30, 100);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await Promise.all(Array.from({ length: 60 }, (_, i) => page.mouse.move(x + i + 1, y)));
  await page.mouse.up();
  await heard(page, /^pointer up/);
  const places = (await pointers(page))
    .filter((line) => line.includes('move mouse'))
    .map((line) => Number(line.split(' ')[3]));
  const drawn = places.filter((place) => place > 30);
  assert.deepEqual(
    [...drawn].sort((a, b) => a - b),
    drawn,
  );
  assert.equal(new Set(drawn).size, 60);
});

const phone = { hasTouch: true, isMobile: true, viewport: { width: 400, height: 700 }, deviceScaleFactor: 2 };

scene('a finger draws on the pad, and the page stays where it is', phone, async (page) => {
  const { x, y } = await at(page, 100, 180);
  await drag(
    page,
    Array.from({ length: 20 }, (_, i) => ({ x, y: y - i * 7 })),
  );
  await heard(page, /^pointer up touch/);
  const seen = await pointers(page);
  assert.match(seen[0] ?? '', /^pointer down touch 100.00 180.00 pad$/);
  assert.ok(!seen.some((line) => line.includes('cancel')));
  assert.equal(seen.filter((line) => line.includes(' down ')).length, 1, 'a tap is one press');
  assert.equal(await page.evaluate('scrollY'), 0);
});

scene('a finger beside the pad scrolls the page', phone, async (page) => {
  const { x, y } = await at(page, 300, 500);
  await drag(
    page,
    Array.from({ length: 20 }, (_, i) => ({ x, y: y - i * 15 })),
  );
  await until(page, 'scrollY > 50');
  assert.ok((await pointers(page)).some((line) => line.includes('cancel')));
});

scene('the wheel scrolls the page, also over the stage', {}, async (page) => {
  const { x, y } = await at(page, 100, 330);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 80);
  await until(page, 'scrollY > 0');
});
