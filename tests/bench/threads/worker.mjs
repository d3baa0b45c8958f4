// The package's runtime as it comes, with as many threads as it is told to have.

const address = '/ort/ort.wasm.min.mjs';
// Waited for in the first answer, not here: a message that comes before there is a listener is lost.
/** @type {Promise<typeof import('onnxruntime-web/wasm')>} */
const library = import(address);

/** @type {import('onnxruntime-web/wasm').InferenceSession | undefined} */
let session;
/** @type {Record<string, import('onnxruntime-web/wasm').Tensor>} */
let feeds = {};

/** @typedef {{ threads?: number, model?: string, input?: { name: string, shape: number[] }, runFor?: number }} Question */

/** @param {Question} question */
async function answer({ threads, model, input, runFor = 0 }) {
  const ort = await library;
  if (threads) ort.env.wasm.numThreads = threads;
  if (model && input) {
    await session?.release();
    session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
    const size = input.shape.reduce((all, side) => all * side, 1);
    const noise = Float32Array.from({ length: size }, () => 2 * Math.random() - 1);
    feeds = { [input.name]: new ort.Tensor('float32', noise, input.shape) };
    // Until the browser has its better code.
    const until = performance.now() + 2000;
    while (performance.now() < until) await session.run(feeds);
  }
  /** @type {number[]} */
  const times = [];
  const until = performance.now() + runFor;
  while (session && performance.now() < until) {
    const started = performance.now();
    await session.run(feeds);
    times.push(performance.now() - started);
  }
  return times;
}

addEventListener('message', async ({ data }) => {
  try {
    postMessage({ answer: await answer(data) });
  } catch (error) {
    postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
