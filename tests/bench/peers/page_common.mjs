// What both sides are measured with, in the browser.

/** @typedef {{ id: string, input: { name: string, type: string, shape: number[], numbers: number[] } }} Case numbers: pictures in NCHW */
/** @typedef {(data: Float32Array) => Promise<Float32Array>} Answer from the input's numbers to the logits */
/** @typedef {{ coldMs: number, prepare: () => Promise<Answer>, logits: Float32Array }} Opened */

const script = /** @type {HTMLScriptElement} */ (document.querySelector('script[data-build]'));
export const build = script.dataset['build'] ?? '';

/**
 * Offers `open` and what is measured with it to the driver.
 * @param {(id: string, card: any) => Promise<Answer>} open fetches everything and gives what answers
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
      answer = await open(id, card);
      input = Float32Array.from(numbers);
      const logits = await answer(input);
      return { logits: Array.from(logits), ms: performance.now() };
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

/** NCHW to NHWC. @param {Float32Array} data @param {number[]} shape */
export function nhwc(data, [, channels = 1, height = 1, width = 1]) {
  if (channels === 1) return data;
  const size = height * width;
  const out = new Float32Array(data.length);
  for (let c = 0; c < channels; c += 1)
    for (let i = 0; i < size; i += 1) out[i * channels + c] = data[c * size + i] ?? 0;
  return out;
}

/** The shape of one input, from a card. @param {any} card @returns {{ name: string, type: string, shape: number[] }} */
export function inputOf({ inputs: [{ name, type, shape }] }) {
  return { name, type, shape: shape.map((/** @type {number} */ side) => Math.max(side, 1)) };
}
