// Drawings of the test split of Quick, Draw!, drawn with the mouse on the real page at a free place and size, whole and
// with 60 % of their ink: what a visitor gets. Needs the data set (docs/data.md); says so where it is missing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { firstPart } from '../e2e/draw.mjs';
import { dataFolder, padBox, placed, random, settled, sketchRoutes } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {[number, number][]} Stroke */
/** @typedef {{ word: string, strokes: Stroke[] }} Sketch */

const folder = join(dataFolder, 'quickdraw');
const perCategory = 1; // of 30: some minutes for all categories

const mask = (1n << 64n) - 1n;
/** @param {bigint} z */
function mixed(z) {
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}

/** The place of a key in the line for being held out, as training/recipes/sketches/data/split.hpp says. @param {bigint} key */
function rank(key) {
  const state = [1n, 2n, 3n, 4n].map((i) => mixed((key + i * 0x9e3779b97f4a7c15n) & mask));
  const sum = ((state[0] ?? 0n) + (state[3] ?? 0n)) & mask;
  return (((sum << 23n) | (sum >> 41n)) + (state[0] ?? 0n)) & mask;
}

/** The first test drawings of a category. @param {string} word @returns {Sketch[]} */
function testDrawings(word) {
  const packed = join(folder, 'simplified', `${word}.ndjson.gz`);
  const text = existsSync(packed)
    ? gunzipSync(readFileSync(packed)).toString()
    : readFileSync(packed.slice(0, -3), 'utf8');
  const list = join(folder, 'bitmap_key_ids', `${word}.txt`);
  const known = new Set(
    existsSync(list)
      ? readFileSync(list, 'utf8')
          .split('\n')
          .filter((key) => key !== '' && key !== '0')
      : [],
  );
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ key_id: key }) => known.size === 0 || known.has(key))
    .map((drawing) => ({ drawing, place: rank(BigInt(drawing.key_id)) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, perCategory)
    .map(({ drawing }) => ({
      word,
      strokes: drawing.drawing.map((/** @type {[number[], number[]]} */ [xs, ys]) => xs.map((x, i) => [x, ys[i] ?? 0])),
    }));
}

/** @param {Site} site @returns {Promise<Figure[]>} */
export async function sketches(site) {
  if (!existsSync(join(folder, 'simplified'))) {
    console.log(`(sketches on the page: skipped, ${folder} is not here)`);
    return [];
  }
  const words = readdirSync(join(folder, 'simplified'))
    .map((file) => file.replace(/\.ndjson(\.gz)?$/, ''))
    .sort();
  const drawings = words.flatMap(testDrawings);
  /** @type {Figure[]} */
  const figures = [];
  for (const [model, route] of Object.entries(sketchRoutes)) {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(site.url + route);
    await settled(page);
    const pad = await padBox(page);
    for (const share of [1, 0.6]) {
      const next = random(20);
      const right = { first: 0, three: 0 };
      for (const { word, strokes } of drawings) {
        for (const [first, ...rest] of placed(firstPart(strokes, share), pad, next)) {
          if (!first) continue;
          await page.mouse.move(...first);
          await page.mouse.down();
          await Promise.all(rest.map((point) => page.mouse.move(...point)));
          await page.mouse.up();
        }
        await settled(page);
        /** @type {{ label: string }[]} */
        const top = JSON.parse((await page.getByTestId('result').getAttribute('data-top')) ?? '[]');
        right.first += top[0]?.label === word ? 1 : 0;
        right.three += top.slice(0, 3).some(({ label }) => label === word) ? 1 : 0;
        await page.locator('[data-action="clear"]').click();
        await settled(page);
      }
      const what = `${model}: test drawings on the page, ${share === 1 ? 'whole' : 'with 60 % of the ink'}`;
      figures.push(
        {
          what: `${what}, first guess right`,
          value: (100 * right.first) / drawings.length,
          unit: '%',
          note: `${right.first} of ${drawings.length}`,
        },
        {
          what: `${what}, right within three guesses`,
          value: (100 * right.three) / drawings.length,
          unit: '%',
          note: `${right.three} of ${drawings.length}`,
        },
      );
    }
    await page.close();
  }
  return figures;
}
