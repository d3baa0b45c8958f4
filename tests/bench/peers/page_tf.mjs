// The same networks by TensorFlow.js and its WebAssembly backend, on the main thread as its pages do it.
import { readOnnx } from './onnx_reader.mjs';
import { build, offer, transposed } from './page_common.mjs';
import { answerOf, inputOf } from './page_input.mjs';
import { tfGraph } from './tf_graph.mjs';
import { tfSum, tfText } from './tf_recurrent.mjs';

const folder = new URL('000000000000/', document.baseURI).href;

/** @param {string} name */
const script = (name) =>
  new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = folder + name;
    element.async = false;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

/** @type {Promise<any>} */
const library = (async () => {
  await Promise.all([script('tf-core.js'), script('tf-backend-wasm.js')]);
  const { tf } = /** @type {any} */ (globalThis);
  tf.wasm.setWasmPaths(folder);
  await tf.setBackend('wasm');
  await tf.ready();
  return tf;
})();

/** @param {any} card */
async function fetchGraph(card) {
  const response = await fetch(`${build}/models/${card.file.name}`);
  return readOnnx(new Uint8Array(await response.arrayBuffer()));
}

offer(async (id, card) => {
  const [tf, graph] = await Promise.all([library, fetchGraph(card)]);
  if (id.startsWith('summation')) {
    const sum = tfSum(tf, graph, card.preprocessing.answer_length);
    return { answer: (numbers) => sum.run(Array.from(numbers)) };
  }
  if (id.endsWith('_lstm')) {
    const text = tfText(tf, graph, card.preprocessing);
    return {
      answer: async (tokens) => {
        text.reset();
        /** @type {Float32Array} */
        let logits = new Float32Array();
        for (const token of tokens) logits = text.step(token);
        return logits;
      },
    };
  }
  const { name, shape } = inputOf(card);
  const [n = 1, c = 1, h = 1, w = 1] = shape;
  const network = tfGraph(tf, graph, answerOf(card));
  return {
    answer: (numbers) => network.run({ [name]: { shape: [n, h, w, c], data: transposed(numbers, c) } }),
    ordered: (logits) => transposed(logits, logits.length / network.channels()),
  };
});

/**
 * Writes a text into the page: samples at a temperature, shows what came once a frame.
 * @param {string} id @param {string} prompt @param {number} count
 */
async function write(id, prompt, count) {
  const { text } = Object(globalThis).writer ?? (await begin(id));
  const shown = /** @type {HTMLElement} */ (document.querySelector('#text'));
  shown.textContent = prompt;
  const started = performance.now();
  let logits = text.read(prompt);
  let first = 0;
  let line = '';
  let frame = performance.now();
  for (let i = 0; i < count; i += 1) {
    const { token, character } = text.sample(logits);
    line += character;
    first ||= performance.now() - started;
    if (i + 1 < count) logits = text.step(token);
    if (performance.now() - frame > 16) {
      shown.append(line);
      line = '';
      await new Promise((resolve) => setTimeout(resolve));
      frame = performance.now();
    }
  }
  shown.append(line);
  return { rate: (1000 * count) / (performance.now() - started), first };
}

/** @param {string} id */
async function begin(id) {
  const card = await (await fetch(`${build}/models/${id}.json`)).json();
  const [tf, graph] = await Promise.all([library, fetchGraph(card)]);
  const network = tfText(tf, graph, card.preprocessing);
  /** @type {string[]} */
  const labels = card.labels;
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const text = {
    step: network.step,
    read(/** @type {string} */ prompt) {
      network.reset();
      let logits = network.step(card.preprocessing.start_token);
      for (const character of prompt) logits = network.step(labels.indexOf(character));
      return logits;
    },
    sample(/** @type {Float32Array} */ logits, temperature = 0.8) {
      let most = -Infinity;
      for (const value of logits) most = Math.max(most, value);
      const weights = logits.map((value) => Math.exp((value - most) / temperature));
      let left = random() * weights.reduce((sum, value) => sum + value, 0);
      let token = weights.findIndex((value) => (left -= value) < 0);
      if (token < 0) token = labels.length - 1;
      return { token, character: labels[token] ?? '' };
    },
  };
  Object.assign(globalThis, { writer: { text } });
  return { text };
}

Object.assign(globalThis, { tfText: { begin, write } });
