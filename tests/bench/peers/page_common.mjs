// What both sides are measured with, in the browser.

/** @typedef {{ id: string, input: { name: string, type: string, shape: number[], numbers: number[] } }} Case numbers: pictures in NCHW */
/** @typedef {(data: Float32Array) => Promise<Float32Array>} Answer from the input's numbers to the logits */
/** @typedef {{ answer: Answer, ordered?: (logits: Float32Array) => Float32Array }} Opened ordered: as our files have them */

const script = /** @type {HTMLScriptElement} */ (document.querySelector('script[data-build]'));
export const build = script.dataset['build'] ?? '';

/**
 * Offers `open` and what is measured with it to the driver.
 * @param {(id: string, card: any) => Promise<Opened>} open fetches everything and gives what answers
 */
export function offer(open) {
  /** @type {Answer} */
  let answer;
  /** @type {Float32Array} */
  let input;
  const peer = {
    /** From nothing to the first logits. @param {string} id @param {number[]} numbers */
    async open(id, numbers) {
      const card = await (await fetch(`${build}/models/${id}.json`)).json();
      const opened = await open(id, card);
      answer = opened.answer;
      input = Float32Array.from(numbers);
      const logits = await answer(input);
      const ms = performance.now();
      return { logits: Array.from(opened.ordered?.(logits) ?? logits), ms };
    },
    /** Milliseconds of each of `count` runs, a frame's worth of them at a time. @param {number} count */
    async runs(count) {
      /** @type {number[]} */
      const times = [];
      let longestGap = 0;
      let last = performance.now();
      let watching = true;
      const frame = () => {
        const now = performance.now();
        longestGap = Math.max(longestGap, now - last);
        last = now;
        if (watching) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      for (let i = 0; i < count; i += 1) {
        const started = performance.now();
        await answer(input);
        times.push(performance.now() - started);
        // As between two inputs of a visitor: the page has its turn.
        await new Promise((resolve) => setTimeout(resolve));
      }
      watching = false;
      return { times, longestGap };
    },
  };
  Object.assign(globalThis, { peer });
}

/** Each of `rows` rows becomes a column. @param {Float32Array} data @param {number} rows */
export function transposed(data, rows) {
  if (rows <= 1) return data;
  const columns = data.length / rows;
  const out = new Float32Array(data.length);
  for (let r = 0; r < rows; r += 1) for (let i = 0; i < columns; i += 1) out[i * rows + r] = data[r * columns + i] ?? 0;
  return out;
}
