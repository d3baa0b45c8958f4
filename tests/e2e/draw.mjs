// Drawing on the pad as a person does: with a mouse or a finger, stroke after stroke.
import { readFileSync } from 'node:fs';
import { answer, stage } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {[x: number, y: number][]} Stroke points of a polyline, in a box of 1 × 1 */
/** @typedef {{ x: number, y: number, w: number, h: number }} Place part of the pad, in shares of its sides */

/** Digits in the handwriting of this project's authors. @type {Record<string, Stroke[]>} */
export const digits = JSON.parse(readFileSync(new URL('strokes.json', import.meta.url), 'utf8'));

/**
 * Sketches that no network has learned from: word and strokes, the longer side 1. See the file for where they are from.
 * @type {{ word: string, strokes: Stroke[] }[]}
 */
export const sketchDrawings = JSON.parse(readFileSync(new URL('sketches.json', import.meta.url), 'utf8')).drawings.map(
  (/** @type {{ word: string, strokes: Stroke[] }} */ { word, strokes }) => ({
    word,
    strokes: strokes.map((stroke) => stroke.map(([x, y]) => [x / 255, y / 255])),
  }),
);

/** The first part of the ink, as core::first_part cuts it. @param {Stroke[]} strokes @param {number} share @returns {Stroke[]} */
export function firstPart(strokes, share) {
  /** @param {[number, number]} a @param {[number, number]} b */
  const length = ([x1, y1], [x2, y2]) => Math.hypot(x2 - x1, y2 - y1);
  /** @param {Stroke} stroke */
  const ink = (stroke) =>
    stroke.slice(1).reduce((sum, point, i) => sum + length(/** @type {[number, number]} */ (stroke[i]), point), 0);
  let left = share * strokes.reduce((sum, stroke) => sum + ink(stroke), 0);
  /** @type {Stroke[]} */
  const part = [];
  for (const stroke of strokes) {
    if (left <= 0) break;
    /** @type {Stroke} */
    const cut = stroke.slice(0, 1);
    stroke.slice(1).forEach((to, i) => {
      const from = /** @type {[number, number]} */ (stroke[i]);
      const d = length(from, to);
      if (left > 0)
        cut.push(left >= d ? to : [from[0] + ((to[0] - from[0]) * left) / d, from[1] + ((to[1] - from[1]) * left) / d]);
      left -= d;
    });
    part.push(cut);
  }
  return part;
}

/** Where and how large: what a person does, not what a data set holds. @type {Record<string, Place>} */
export const places = {
  'large in the middle': { x: 0.2, y: 0.12, w: 0.6, h: 0.76 },
  'small in the upper left corner': { x: 0.06, y: 0.06, w: 0.2, h: 0.24 },
  'middling at the lower right': { x: 0.55, y: 0.5, w: 0.36, h: 0.44 },
};

/**
 * The pad in the viewport's pixels, scrolled to where all of it is seen. A page that still scrolls smoothly or grows would
 * carry the pad away from under the pen: only one that has stood still for a while is drawn on, as a person would.
 * @param {Page} page
 */
export async function padBox(page) {
  await page.waitForFunction(() => {
    const areas = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'))?.dataset['areas'];
    return areas !== undefined && 'pad' in JSON.parse(areas);
  });
  return page.evaluate(async () => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('[data-testid="stage"]'));
    const box = () => {
      const [x, y, width, height] = JSON.parse(stage.dataset['areas'] ?? '{}').pad;
      const { left, top } = stage.getBoundingClientRect();
      return { x: left + x, y: top + y, width, height };
    };
    const stillness = async () => {
      let last = '';
      for (let frames = 0; frames < 15; frames += 1) {
        await new Promise((next) => requestAnimationFrame(next));
        const now = JSON.stringify(box());
        if (now !== last) frames = 0;
        last = now;
      }
    };
    await stillness();
    const { y, height } = box();
    const scrolled = window.scrollY;
    window.scrollBy({ top: y - Math.max(0, (innerHeight - height) / 2), behavior: 'instant' });
    if (window.scrollY !== scrolled) await stillness();
    return box();
  });
}

/** Points on the way, as a pointer reports them: at most `step` pixels apart. @param {Stroke} stroke @param {number} step @returns {Stroke} */
function dense(stroke, step) {
  /** @type {Stroke} */
  const points = [];
  stroke.forEach(([x, y], i) => {
    const [fromX, fromY] = stroke[i - 1] ?? [x, y];
    const n = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / step));
    for (let k = 1; k <= n; k += 1) points.push([fromX + ((x - fromX) * k) / n, fromY + ((y - fromY) * k) / n]);
  });
  return points;
}

/**
 * Draws strokes into a part of the pad and waits for the answer to them.
 * @param {Page} page
 * @param {Stroke[]} strokes
 * @param {Place} place
 * @param {'mouse' | 'touch'} pointer
 */
export async function drawStrokes(page, strokes, place, pointer = 'mouse') {
  const pad = await padBox(page);
  /** @param {[number, number]} point @returns {[number, number]} */
  const at = ([x, y]) => [pad.x + (place.x + x * place.w) * pad.width, pad.y + (place.y + y * place.h) * pad.height];
  const before = await stage(page).getAttribute('data-input-revision');
  const pen = pointer === 'mouse' ? mousePen(page) : await fingerPen(page);
  for (const stroke of strokes) {
    const points = dense(stroke.map(at), 12);
    const [first = [0, 0], ...rest] = points;
    await pen.down(first);
    // Sent without waiting for one another, as a quick hand does: the browser gathers them into frames.
    await Promise.all(rest.map(pen.move));
    await pen.up(points.at(-1) ?? first);
  }
  try {
    await page.waitForFunction(
      (old) => document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision') !== old,
      before,
    );
  } catch (error) {
    throw new Error(`The pad did not notice the pen: ${await underThePen(page, pad, at(strokes[0]?.[0] ?? [0, 0]))}`, {
      cause: error,
    });
  }
  return answer(page);
}

/** For a failed test: what is where the pad was thought to be. @param {Page} page @param {object} pad @param {[number, number]} pen */
const underThePen = (page, pad, pen) =>
  page.evaluate(([was, [x, y]]) => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('[data-testid="stage"]'));
    const { left, top } = stage.getBoundingClientRect();
    const under = document.elementFromPoint(x, y)?.outerHTML.slice(0, 200);
    return JSON.stringify({ was, pen: [x, y], under, stage: { left, top, ...stage.dataset }, scrollY: window.scrollY });
  }, /** @type {const} */ ([pad, pen]));

/** @typedef {(point: [number, number]) => Promise<void>} Move */

/** @param {Page} page @returns {{ down: Move, move: Move, up: Move }} */
const mousePen = (page) => ({
  down: async ([x, y]) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
  },
  move: ([x, y]) => page.mouse.move(x, y),
  up: () => page.mouse.up(),
});

/** @param {Page} page @returns {Promise<{ down: Move, move: Move, up: Move }>} */
async function fingerPen(page) {
  const session = await page.context().newCDPSession(page);
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {[number, number][]} points */
  const send = async (type, points) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  };
  return {
    down: (point) => send('touchStart', [point]),
    move: (point) => send('touchMove', [point]),
    up: () => send('touchEnd', []),
  };
}
