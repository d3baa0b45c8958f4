// What the benches of what sees show: a clip for Chromium's pretended camera, and a picture as large as a phone's photo.
// Both are made of the site's examples.
import { readFileSync, writeFileSync } from 'node:fs';
import { clip } from '../web/support/clips.mjs';

/** @typedef {import('playwright-core').Browser} Browser */

export const camera = { width: 640, height: 480, framesPerSecond: 30 };
export const photo = { width: 4000, height: 3000 };

const framesEach = 15; // half a second: things come, move and go
/** Larger than the camera's frame by what moves. */
const scene = { width: 720, height: 540 };

/** @param {string} name below the examples: `photos/dog` @returns {string} JPEG */
const example = (name) => readFileSync(new URL(`../../web/examples/${name}.jpg`, import.meta.url), 'base64');

/**
 * @param {Browser} browser decodes the examples
 * @param {string} file to be written: half a second of each, which Chromium plays round and round
 * @param {string[]} shown examples
 */
export async function writeClip(browser, file, shown) {
  const page = await browser.newPage();
  const decoded = await page.evaluate(
    ({ jpegs, width, height }) =>
      Promise.all(
        jpegs.map(async (base64) => {
          const image = Object.assign(new Image(), { src: `data:image/jpeg;base64,${base64}` });
          await image.decode();
          const context = /** @type {CanvasRenderingContext2D} */ (
            Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
          );
          context.drawImage(image, 0, 0, width, height);
          const { data } = context.getImageData(0, 0, width, height);
          return new Promise((resolve) => {
            const reader = new FileReader();
            reader.onload = () => resolve(String(reader.result).replace(/^.*,/, ''));
            reader.readAsDataURL(new Blob([data]));
          });
        }),
      ),
    { jpegs: shown.map(example), ...scene },
  );
  await page.close();
  const pictures = decoded.map((base64) => Buffer.from(/** @type {string} */ (base64), 'base64'));
  const frames = shown.length * framesEach;
  const place = (/** @type {number} */ room, /** @type {number} */ turn) => Math.round((room / 2) * (1 + turn));
  const content = clip({ ...camera, frames }, (x, y, frame) => {
    const picture = pictures[Math.floor(frame / framesEach)];
    if (!picture) throw new Error(`there is no picture for frame ${frame}`);
    const angle = (2 * Math.PI * frame) / frames;
    const left = place(scene.width - camera.width, Math.sin(angle));
    const top = place(scene.height - camera.height, Math.cos(angle));
    const at = 4 * ((top + y) * scene.width + left + x);
    return [picture[at] ?? 0, picture[at + 1] ?? 0, picture[at + 2] ?? 0];
  });
  writeFileSync(file, content);
}

/**
 * An example as a phone's camera would take it: 12 megapixels, with the noise that makes such files large.
 * @param {Browser} browser draws and encodes it
 * @param {string} file to be written, JPEG
 * @param {string} shown the example
 * @returns {Promise<number>} its bytes
 */
export async function writePhoto(browser, file, shown) {
  const page = await browser.newPage();
  const base64 = await page.evaluate(
    async ({ jpeg, width, height }) => {
      const image = Object.assign(new Image(), { src: `data:image/jpeg;base64,${jpeg}` });
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
      context.drawImage(image, 0, 0, width, height);
      const pixels = context.getImageData(0, 0, width, height);
      let state = 1;
      for (let i = 0; i < pixels.data.length; i += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        if (i % 4 !== 3) pixels.data[i] = (pixels.data[i] ?? 0) + (state >>> 28) - 7.5;
      }
      context.putImageData(pixels, 0, 0);
      return canvas.toDataURL('image/jpeg', 0.9).replace(/^.*,/, '');
    },
    { jpeg: example(shown), ...photo },
  );
  await page.close();
  const content = Buffer.from(base64, 'base64');
  writeFileSync(file, content);
  return content.length;
}
