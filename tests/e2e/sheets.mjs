// Sheets of paper with digits on them, and how a test gives them to the page.
import { Buffer } from 'node:buffer';
import { digits } from './draw.mjs';
import { revision } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Digits as somebody writes them on a sheet.
 * @param {Page} page
 * @param {{ digit: string, x: number, y: number, size: number }[]} written
 * @param {{ width?: number, height?: number, turned?: boolean }} [sheet] turned: on its right side
 * @returns {Promise<Buffer>} PNG
 */
export async function sheet(page, written, { width = 600, height = 400, turned = false } = {}) {
  const base64 = await page.evaluate(
    ({ all, width, height, turned }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      pen.fillStyle = '#f2f0ea';
      pen.fillRect(0, 0, width, height);
      Object.assign(pen, { strokeStyle: '#1c2340', lineCap: 'round', lineJoin: 'round' });
      if (turned) {
        pen.translate(width, 0);
        pen.rotate(Math.PI / 2);
      }
      for (const { strokes, x, y, size } of all) {
        pen.lineWidth = size / 14;
        for (const stroke of strokes) {
          pen.beginPath();
          stroke.forEach(([u, v], i) => (i === 0 ? pen.moveTo : pen.lineTo).call(pen, x + u * size, y + v * size));
          pen.stroke();
        }
      }
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    { all: written.map(({ digit, ...place }) => ({ ...place, strokes: digits[digit] ?? [] })), width, height, turned },
  );
  return Buffer.from(base64, 'base64');
}

/** A 3 on the left and a 7 on the right. @param {Page} page */
export const threeAndSeven = (page) =>
  sheet(page, [
    { digit: '3', x: 60, y: 100, size: 180 },
    { digit: '7', x: 370, y: 100, size: 180 },
  ]);

/** Gives a picture to the page and waits until it is taken. @param {Page} page @param {Buffer} buffer @param {string} [name] */
export async function open(page, buffer, name = 'sheet.png') {
  const before = await revision(page);
  await page.getByTestId('picture-file').setInputFiles({ name, mimeType: `image/${name.split('.').pop()}`, buffer });
  await newer(page, before);
}
/** @param {Page} page @param {number} before */
export const newer = (page, before) =>
  page.waitForFunction(
    (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
    before,
  );
