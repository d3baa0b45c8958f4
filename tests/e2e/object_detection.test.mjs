// Things in pictures: boxes where the things are, photos of every shape, sliders, kinds, one box alone, both networks.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { colours, detection, found, known, open, overlap, placed } from './detection.mjs';
import { action, answer, desktop, look, phone, ready, result, says, scene, stage, useBrowser } from './harness.mjs';
import { examplePhoto, framed } from './photos.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./detection.mjs').Thing} Thing */

useBrowser();

const bus = 'example-2';
const bearsBlue = [0x00, 0x72, 0xb2];

/** @param {Page} page @param {string} id @param {string} value of a slider */
const slide = (page, id, value) =>
  page.locator(`[data-field="${id}"]`).evaluate((input, wanted) => {
    /** @type {HTMLInputElement} */ (input).value = wanted;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);

look('an example’s things are counted, listed and told with their boxes', { route: detection }, async (page) => {
  await ready(page);
  await says(page, /^Use the camera, open a picture or take an example/);
  const { value, things } = await found(page, () => action(page, bus).click());
  assert.match(value, /bus/);
  assert.ok(things.length > 0 && things.length <= 10);
  things.forEach(({ p, box: [x, y, w, h] }, i) => {
    assert.ok(p > 0 && p < 1 && (i === 0 || p <= (things[i - 1]?.p ?? 0)));
    assert.ok(x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= 1.000001 && y + h <= 1.000001);
  });
  const listed = await page.locator('[data-action^="thing-"]').allTextContents();
  assert.ok(
    listed.some((text) => /^a bus, [a-z ]+, \d+ % sure$/.test(text)),
    listed.join('; '),
  );
});

for (const [name, context] of /** @type {const} */ ([
  ['360 pixels, three device pixels each', phone],
  ['1440 pixels', desktop],
  ['1440 pixels, three device pixels each', { ...desktop, deviceScaleFactor: 3 }],
])) {
  const sentence = `boxes lie where COCO’s people drew them, and are drawn there: ${name}`;
  if (known.missing) {
    test(sentence, { skip: known.missing });
    continue;
  }
  scene(sentence, { route: detection, context }, async (page) => {
    await ready(page);
    const { things } = await found(page, () => open(page, known.bytes(), 'bears.jpg'));
    const bears = things.filter(({ label }) => label === known.label);
    for (const truth of known.boxes)
      assert.ok(Math.max(...bears.map(({ box }) => overlap(box, truth))) > 0.7, JSON.stringify(bears));
    // Alone, so that no other box or label lies over its edges.
    await action(page, 'next-thing').click();
    const alone = (await answer(page)).text;
    assert.match(alone, /bears?\. An? /);
    const best = /** @type {Thing} */ (things[0]);
    await stage(page).evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
    await page.waitForTimeout(500);
    const picture = await placed(page, known.width, known.height);
    const [x, y, w, h] = best.box;
    const row = async (/** @type {number} */ at) => {
      const left = picture.x + (x + 0.2 * w) * picture.w;
      return colours(page, left, at, 0.6 * w * picture.w);
    };
    const bottom = picture.y + (y + h) * picture.h;
    const edge = await row(bottom - 2);
    const inside = await row(bottom - 0.5 * h * picture.h);
    // Dotted in a bear’s blue: on the edge, and nowhere inside.
    const share = (/** @type {number[][]} */ pixels) =>
      pixels.filter((colour) => colour.every((v, i) => Math.abs(v - (bearsBlue[i] ?? 0)) <= 16)).length / pixels.length;
    assert.ok(share(edge) > 0.2 && share(edge) < 0.8, `at the lower edge: ${share(edge)}`);
    assert.ok(share(inside) < 0.02, `inside: ${share(inside)}`);
  });
}

look('portrait, landscape and panorama: the bus is found where it was put', { route: detection }, async (page) => {
  await ready(page);
  const plain = await found(page, () => open(page, examplePhoto('bus'), 'bus.jpg'));
  const [bx, by, bw, bh] = /** @type {Thing} */ (plain.things.find(({ label }) => label === 'bus')).box;
  const size = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    return { width, height };
  }, examplePhoto('bus').toString('base64'));
  for (const [width, height] of /** @type {const} */ ([
    [500, 900],
    [900, 600],
    [1600, 500],
  ])) {
    const sheet = await framed(page, 'bus', width, height);
    const { things } = await found(page, () => open(page, sheet, `${width}x${height}.jpg`));
    // The photo lies in the middle, as high or as wide as the sheet’s shorter side allows.
    const scale = Math.min(width, height) / Math.min(size.width, size.height);
    const [w, h] = [(size.width * scale) / width, (size.height * scale) / height];
    const truth = /** @type {[number, number, number, number]} */ ([
      (1 - w) / 2 + bx * w,
      (1 - h) / 2 + by * h,
      bw * w,
      bh * h,
    ]);
    const buses = things.filter(({ label }) => label === 'bus' || label === 'truck' || label === 'car');
    assert.ok(
      Math.max(...buses.map(({ box }) => overlap(box, truth))) > 0.5,
      `${width} × ${height}: ${JSON.stringify(things)} is not at ${JSON.stringify(truth)}`,
    );
  }
});

look('sliders and kinds change what is shown without asking again', { route: detection }, async (page) => {
  await ready(page);
  await found(page, () => action(page, bus).click());
  const count = () => page.locator('[data-action^="thing-"]').count();
  const usual = await count();
  await slide(page, 'score', '5');
  await page.waitForFunction((before) => document.querySelectorAll('[data-action^="thing-"]').length > before, usual);
  await slide(page, 'score', '95');
  await page.waitForFunction((before) => document.querySelectorAll('[data-action^="thing-"]').length < before, usual);
  await slide(page, 'score', '35');
  await page.getByTestId('categories').locator('summary').click();
  await page.getByTestId('category-search').fill('zebra');
  await page.keyboard.press('Enter');
  await says(page, /^No zebras here\.$/);
  await action(page, 'all-kinds').click();
  await says(page, /bus/);
});

scene('one box after the other by keyboard, and all again', { route: detection }, async (page) => {
  await ready(page);
  await found(page, () => action(page, bus).click());
  await slide(page, 'score', '5');
  const pressed = () => page.locator('[data-action^="thing-"][aria-pressed="true"]').count();
  await action(page, 'next-thing').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await pressed(), 1);
  const first = await page.locator('[data-action^="thing-"][aria-pressed="true"]').getAttribute('data-action');
  await page.keyboard.press('ArrowRight');
  assert.notEqual(
    await page.locator('[data-action^="thing-"][aria-pressed="true"]').getAttribute('data-action'),
    first,
  );
  await page.keyboard.press('Escape');
  assert.equal(await pressed(), 0);
  await page.locator('[data-action^="thing-"]').first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await pressed(), 1);
  await says(page, /\. An? [a-z ]+, [a-z ]+, \d+ % sure\.$/);
});

scene('the picture is saved with its boxes', { route: detection }, async (page) => {
  await ready(page);
  assert.equal(await action(page, 'save-picture').isEnabled(), false);
  await found(page, () => action(page, bus).click());
  const download = page.waitForEvent('download');
  await action(page, 'save-picture').click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), 'objects.png');
  const bytes = await readFile(await saved.path());
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  assert.ok(bytes.readUInt32BE(16) >= 480 || bytes.readUInt32BE(20) >= 480);
});

look('other sizes, another network, and a look inside each', { route: detection, context: phone }, async (page) => {
  await ready(page);
  await found(page, () => action(page, bus).click());
  assert.equal(await action(page, 'side-512').getAttribute('aria-pressed'), 'true');
  await action(page, 'side-320').click();
  assert.match((await answer(page)).value, /bus/);
  await action(page, 'look-inside').click();
  const inside = () =>
    page.waitForFunction(() =>
      (document.querySelector('[data-testid="stage"]')?.getAttribute('data-areas') ?? '').includes('inside'),
    );
  await inside();
  const ssd = action(page, 'model-detection_ssd_mobilenet_v2');
  if ((await ssd.count()) === 0) return; // built without it
  await ssd.click();
  await page.locator('[data-testid="stage"][data-model="detection_ssd_mobilenet_v2"][data-state="ready"]').waitFor();
  await answer(page);
  await inside();
  assert.equal(await action(page, 'side-320').count(), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  assert.ok(((await result(page).textContent()) ?? '').length > 0);
});
