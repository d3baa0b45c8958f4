// A drawing as the short text that src/ink/stroke_text.hpp reads: for the light pad, whose strokes a stage takes over.

/** @typedef {[x: number, y: number, ms: number]} Point x and y in shares of the pad's side, time since the first point */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const grid = 1024; // steps along a side
const latest = 60_000; // of 10 ms

/** Five bits a character, the lowest first; the sixth says that more follow. @param {number} number */
function digits(number) {
  let text = '';
  let left = number;
  for (; left > 31; left >>>= 5) text += alphabet[(left & 31) | 32];
  return text + alphabet[left];
}

/** @param {number} number */
const signed = (number) => digits(number < 0 ? -number * 2 - 1 : number * 2);

/** @param {number} share */
const step = (share) => Math.round(Math.min(1, Math.max(0, share)) * grid);

/** @param {Point[][]} strokes @returns {string} empty for an empty drawing */
export function textOf(strokes) {
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  if (drawn.length === 0) return '';
  let text = 'a';
  let [beforeX, beforeY, beforeTime] = [0, 0, 0];
  for (const stroke of drawn) {
    text += digits(stroke.length);
    for (const [shareX, shareY, ms] of stroke) {
      const [x, y, time] = [step(shareX), step(shareY), Math.max(beforeTime, Math.min(latest, Math.round(ms / 10)))];
      text += signed(x - beforeX) + signed(y - beforeY) + digits(time - beforeTime);
      [beforeX, beforeY, beforeTime] = [x, y, time];
    }
  }
  return text;
}
