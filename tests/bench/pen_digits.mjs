// Real pen digits of the test writers, drawn with the mouse on the real page at a free place and size: what a visitor
// gets. Needs the data set (docs/data.md); says so where it is missing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, digitRoutes, padBox, placed, random, settled } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {{ label: string, writer: number, strokes: [number, number][][] }} PenDigit */

const testWriters = [2, 10, 22, 25, 27]; // training/datasets/splits.hpp
const every = 4; // of the 1,249 digits, every fourth: some minutes

/** UNIPEN as training/datasets/unipen.hpp reads it. @param {string} text @returns {PenDigit[]} */
function parse(text) {
  /** @type {PenDigit[]} */
  const digits = [];
  let down = false;
  for (const line of text.split('\n')) {
    const digit = digits.at(-1);
    const segment = /^\.SEGMENT DIGIT .*"(\d)"/.exec(line);
    const comment = /^\.COMMENT\s+\d+\s+(\d+)/.exec(line);
    const point = /^\s*(-?\d+)\s+(-?\d+)\s*$/.exec(line);
    if (segment) digits.push({ label: segment[1] ?? '', writer: 0, strokes: [] });
    else if (comment && digit) digit.writer = Number(comment[1]);
    else if (line.startsWith('.PEN_DOWN') && digit) {
      down = true;
      digit.strokes.push([]);
    } else if (line.startsWith('.PEN_UP')) down = false;
    else if (point && down && digit) digit.strokes.at(-1)?.push([Number(point[1]), -Number(point[2])]);
  }
  return digits;
}

/** @param {Site} site @returns {Promise<Figure[]>} */
export async function penDigits(site) {
  const file = join(dataFolder, 'pendigits', 'pendigits-orig.tra');
  if (!existsSync(file)) {
    console.log(`(pen digits on the page: skipped, ${file} is not here)`);
    return [];
  }
  const digits = parse(readFileSync(file, 'latin1'))
    .filter(({ writer }) => testWriters.includes(writer))
    .filter((_, i) => i % every === 0);
  /** @type {Figure[]} */
  const figures = [];
  for (const [model, route] of Object.entries(digitRoutes)) {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(site.url + route);
    await settled(page);
    const pad = await padBox(page);
    const next = random(20);
    let right = 0;
    for (const digit of digits) {
      for (const stroke of placed(digit.strokes, pad, next)) {
        const [first, ...rest] = stroke;
        if (!first) continue;
        await page.mouse.move(...first);
        await page.mouse.down();
        for (const point of rest) await page.mouse.move(...point);
        await page.mouse.up();
      }
      await settled(page);
      const value = await page.evaluate(
        () => /** @type {HTMLElement} */ (document.querySelector('[data-testid="result"]')).dataset['value'],
      );
      if (value === digit.label) right += 1;
      await page.locator('[data-action="clear"]').click();
      await settled(page);
    }
    figures.push({
      what: `${model}: pen digits of other writers drawn on the page, answered right`,
      value: (100 * right) / digits.length,
      unit: '%',
      atLeast: model === 'digits_cnn' ? 98 : 97,
      note: `${right} of ${digits.length}`,
    });
    await page.close();
  }
  return figures;
}
