// What the tests of image classification share: the site's example photos, in the shapes that photos have.
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';

/** @typedef {import('playwright-core').Page} Page */

export const classification = '#/experiments/ImageClassificationMobilenetV2';

/** @param {string} name of one of the site's example photos */
export const examplePhoto = (name) => readFileSync(new URL(`../../web/examples/photos/${name}.jpg`, import.meta.url));

/**
 * The photo in the middle of a larger sheet, so that its shape is another: the browser makes it, as it would be taken.
 * @param {Page} page @param {string} name @param {number} width @param {number} height
 */
export async function framed(page, name, width, height) {
  const base64 = await page.evaluate(
    async ([photo, w, h]) => {
      const bytes = Uint8Array.from(atob(String(photo)), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const canvas = Object.assign(document.createElement('canvas'), { width: Number(w), height: Number(h) });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      // What lies beside the middle is stretched: the network must not look at it.
      context.drawImage(bitmap, 0, 0, Number(w), Number(h));
      const side = Math.min(Number(w), Number(h));
      const [pw, ph] = [bitmap.width, bitmap.height].map((l) => (l / Math.min(bitmap.width, bitmap.height)) * side);
      context.drawImage(bitmap, (Number(w) - (pw ?? 0)) / 2, (Number(h) - (ph ?? 0)) / 2, pw ?? 0, ph ?? 0);
      return canvas.toDataURL('image/jpeg', 0.95).split(',')[1] ?? '';
    },
    [examplePhoto(name).toString('base64'), width, height],
  );
  return Buffer.from(base64, 'base64');
}

/** @param {string} name @param {Buffer} buffer */
export const jpegFile = (name, buffer) => ({ name, mimeType: 'image/jpeg', buffer });
