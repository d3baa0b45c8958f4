// What the tests of object detection share: what was found and where, a photo whose things are known, and where a
// picture lies on the stage.
import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { action, answer, stage } from './harness.mjs';
import { jpegFile } from './photos.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {[x: number, y: number, w: number, h: number]} Box in 0 to 1 of the picture */
/** @typedef {{ label: string, p: number, box: Box }} Thing */

export const detection = '#/experiments/ObjectsDetectionSSDLiteMobilenetV2';

const data =
  process.env['MLLAB_DATA'] ?? path.join(fileURLToPath(new URL('../../', import.meta.url)), '..', 'shared', 'data');
const photo = path.join(data, 'coco_sample', 'val2017', '000000318080.jpg');

/** Two bears, as COCO's annotations have them. */
export const known = {
  missing: existsSync(photo) ? '' : `needs a file that is not here: ${photo}`,
  width: 640,
  height: 480,
  label: 'bear',
  boxes: /** @type {Box[]} */ ([
    [58 / 640, 135 / 480, 316 / 640, 204 / 480],
    [355 / 640, 124 / 480, 285 / 640, 200 / 480],
  ]),
  bytes: () => readFileSync(photo),
};

/** Intersection over union. @param {Box} a @param {Box} b */
export function overlap([ax, ay, aw, ah], [bx, by, bw, bh]) {
  const across = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const down = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  const both = Math.max(across, 0) * Math.max(down, 0);
  return both / (aw * ah + bw * bh - both);
}

/** Waits for the answer about what `change` puts on. @param {Page} page @param {() => Promise<unknown>} change */
export async function found(page, change) {
  const before = Number(await stage(page).getAttribute('data-input-revision'));
  await change();
  await page.waitForFunction(
    (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
    before,
  );
  const { value, text, top } = await answer(page);
  return { value, text, things: /** @type {Thing[]} */ (/** @type {unknown} */ (top)) };
}

/** @param {Page} page @param {Buffer} bytes @param {string} name */
export async function open(page, bytes, name) {
  const chooser = page.waitForEvent('filechooser');
  await action(page, 'open-picture').click();
  await (await chooser).setFiles(jpegFile(name, bytes));
}

/**
 * Where a picture of this size lies in the page: whole in the middle of the viewfinder.
 * @param {Page} page @param {number} width @param {number} height
 */
export async function placed(page, width, height) {
  const areas = JSON.parse((await stage(page).getAttribute('data-areas')) ?? '{}');
  const [x, y, w, h] = /** @type {Box} */ (areas.viewfinder);
  const box = await stage(page).boundingBox();
  const scale = Math.min(w / width, h / height);
  return {
    x: (box?.x ?? 0) + x + (w - width * scale) / 2,
    y: (box?.y ?? 0) + y + (h - height * scale) / 2,
    w: width * scale,
    h: height * scale,
  };
}

/**
 * The colours of the page on a line of CSS pixels from left to right, from a screenshot.
 * @param {Page} page @param {number} x @param {number} y @param {number} length
 * @returns {Promise<number[][]>}
 */
export async function colours(page, x, y, length) {
  const clip = { x: Math.round(x), y: Math.round(y), width: Math.max(Math.round(length), 1), height: 1 };
  const shot = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return Array.from({ length: bitmap.width * bitmap.height }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
  }, shot);
}
