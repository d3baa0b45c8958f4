// Creates and runs every model as the page does, and says what came out; what a profile of the runtime is made from, and
// what shows that a trimmed runtime computes the same. One runtime a process: it cannot be started twice.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TINY, bytesOf } from '../../src/inference/web/engine/launch.mjs';
import { SESSION_OPTIONS } from '../../src/inference/web/engine/options.mjs';
/** @import { InferenceSession, Tensor } from 'onnxruntime-web/wasm' */

/** @typedef {typeof import('onnxruntime-web/wasm')} Ort */
/** @typedef {{ preprocessing?: Record<string, unknown>, file: { name: string } }} Card */
/** @typedef {Record<string, number>} Sizes of the axes that a model leaves open, by their names */

const dist = new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url);

/**
 * The runtime, started from this file.
 * @param {Uint8Array} wasm
 * @returns {Promise<Ort>}
 */
export async function startRuntime(wasm) {
  const ort = await import(new URL('ort.wasm.min.mjs', dist).href);
  ort.env.logLevel = 'fatal';
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = dist.href;
  ort.env.wasm.wasmBinary = new Uint8Array(wasm).buffer;
  return ort;
}

/** @param {string[]} folders @returns {{ id: string, card: Card, bytes: Uint8Array }[]} */
export function modelsIn(folders) {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json') && existsSync(join(folder, name.replace(/\.json$/, '.onnx'))))
      .sort()
      .map((name) => {
        /** @type {Card} */
        const card = JSON.parse(readFileSync(join(folder, name), 'utf8'));
        return {
          id: name.replace(/\.json$/, ''),
          card,
          bytes: new Uint8Array(readFileSync(join(folder, card.file.name))),
        };
      }),
  );
}

/** The sides in pixels that a page offers for a model that takes several. @param {Card} card */
function sidesOf({ preprocessing = {} }) {
  const sides = Object.entries(preprocessing).flatMap(([key, value]) =>
    /^(longest_)?side.*_px$/.test(key) && typeof value === 'number' ? [value] : [],
  );
  return sides.length > 0 ? sides : [224];
}

/**
 * The sizes that are tried, each kind once: one input and several, the first of a text, the next, and with much behind it.
 * @param {string[]} open names of the axes that the model leaves open
 * @param {Card} card
 */
function variants(open, card) {
  const [N = 'N', T = 'T', R = 'R'] = ['N', 'T', 'R'];
  /** @type {Sizes[]} */
  const texts = [
    { [N]: 1, [T]: 1, [R]: 0 },
    { [N]: 1, [T]: 7, [R]: 0 },
    { [N]: 1, [T]: 64, [R]: 0 },
    { [N]: 1, [T]: 1, [R]: 1 },
    { [N]: 1, [T]: 1, [R]: 17 },
    { [N]: 1, [T]: 1, [R]: 63 },
    { [N]: 2, [T]: 3, [R]: 5 },
    { [N]: 5, [T]: 1, [R]: 0 },
  ];
  const all = sidesOf(card).flatMap((side, i) =>
    (i === 0 ? texts : texts.slice(0, 1)).map((sizes) => ({ sizes, side })),
  );
  /** @type {Map<string, { sizes: Sizes, side: number }>} */
  const distinct = new Map();
  for (const variant of all) {
    const mine = Object.fromEntries(open.map((name) => [name, variant.sizes[name] ?? variant.side]));
    const key = JSON.stringify(mine);
    if (!distinct.has(key)) distinct.set(key, { sizes: mine, side: variant.side });
  }
  return [...distinct.values()].map(({ sizes }) => sizes);
}

/** Numbers that look like noise and are the same every time. @param {number} count */
function noise(count) {
  const numbers = new Float32Array(count);
  let state = 12345;
  for (let i = 0; i < count; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    numbers[i] = state / 2 ** 31 - 1;
  }
  return numbers;
}

/** @param {Ort} ort @param {InferenceSession.ValueMetadata} input @param {Sizes} sizes @returns {Tensor} */
function inputOf(ort, input, sizes) {
  if (!input.isTensor) throw new Error(`the input “${input.name}” is no tensor`);
  const shape = input.shape.map((axis, i) =>
    typeof axis === 'string' ? (sizes[axis] ?? 1) : axis < 2 ** 31 ? axis : i,
  );
  const count = shape.reduce((product, side) => product * side, 1);
  const numbers = noise(count);
  if (input.type === 'int64')
    return new ort.Tensor(
      'int64',
      BigInt64Array.from(numbers, (value) => BigInt(Math.floor((value + 1) * 5))),
      shape,
    );
  return new ort.Tensor('float32', numbers, shape);
}

/** @param {Record<string, unknown>} results */
function sumOf(results) {
  const sum = createHash('sha256');
  for (const name of Object.keys(results).sort()) {
    const { data, dims } = /** @type {Tensor} */ (results[name]);
    sum.update(`${name} ${dims.join(' ')} `);
    const { buffer, byteOffset, byteLength } = /** @type {Float32Array} */ (data);
    sum.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return sum.digest('hex');
}

const SAMPLED = 200;

/** Numbers from all over each output, and the largest of all. @param {Record<string, unknown>} results */
export function numbersOf(results) {
  const numbers = Object.keys(results)
    .sort()
    .map((name) => {
      const data = Array.from(/** @type {Float32Array} */ (/** @type {Tensor} */ (results[name]).data), Number);
      const step = Math.max(1, Math.floor(data.length / SAMPLED));
      const largest = data.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
      return { name, largest, sampled: data.filter((_, i) => i % step === 0) };
    });
  return JSON.stringify(numbers);
}

/**
 * @param {Ort} ort
 * @param {{ id: string, card: Card, bytes: Uint8Array }} model
 * @param {(results: Record<string, unknown>) => string} noted what is kept of the outputs
 * @returns {Promise<Record<string, string>>} that, for every size of the input
 */
export async function runModel(ort, { id, card, bytes }, noted = sumOf) {
  const session = await ort.InferenceSession.create(bytes, SESSION_OPTIONS);
  const open = new Set(
    session.inputMetadata.flatMap((input) =>
      input.isTensor ? input.shape.filter((axis) => typeof axis === 'string') : [],
    ),
  );
  /** @type {Record<string, string>} */
  const sums = {};
  for (const sizes of variants([...open], card)) {
    const feeds = Object.fromEntries(session.inputMetadata.map((input) => [input.name, inputOf(ort, input, sizes)]));
    let results = await session.run(feeds);
    // Again, as the runtime plans its memory after the first run of a shape; and with one output alone.
    results = await session.run(feeds);
    await session.run(feeds, session.outputNames.slice(-1));
    sums[`${id} ${JSON.stringify(sizes)}`] = noted(results);
  }
  await session.release();
  return sums;
}

/**
 * What goes wrong without a trap in the whole runtime: files that are no models, and inputs of a wrong shape.
 * @param {Ort} ort
 * @param {{ bytes: Uint8Array }} model
 * @returns {Promise<string[]>} the runtime's words
 */
export async function runFailures(ort, { bytes }) {
  /** @type {string[]} */
  const words = [];
  const note = (/** @type {unknown} */ error) =>
    void words.push(error instanceof Error ? error.message : String(error));
  for (const broken of [
    new Uint8Array(64),
    new TextEncoder().encode('<!doctype html>'),
    bytes.slice(0, bytes.length / 2),
  ])
    await ort.InferenceSession.create(broken, SESSION_OPTIONS).then(() => words.push('taken'), note);
  const session = await ort.InferenceSession.create(bytes, SESSION_OPTIONS);
  const name = session.inputNames[0] ?? '';
  for (const shape of [[1], [1, 1, 3, 5], [1, 3, 2000, 1]]) {
    const count = shape.reduce((product, side) => product * side, 1);
    await session.run({ [name]: new ort.Tensor('float32', noise(count), shape) }).then(() => words.push('ran'), note);
  }
  await session.release();
  return words;
}

/** @param {Ort} ort @param {string[]} folders @param {(line: string) => void} say @param {typeof sumOf} noted */
export async function runAll(ort, folders, say = () => {}, noted = sumOf) {
  const models = modelsIn(folders);
  if (models.length === 0) throw new Error(`There are no models in ${folders.join(', ')}.`);
  /** @type {Record<string, string>} */
  const sums = {};
  const tiny = await ort.InferenceSession.create(bytesOf(TINY), SESSION_OPTIONS);
  await tiny.release();
  for (const model of models) {
    say(model.id);
    Object.assign(sums, await runModel(ort, model, noted));
  }
  const small = models.find(({ id }) => id === 'digits_cnn') ?? models[0];
  sums['failures'] = JSON.stringify(small ? await runFailures(ort, small) : []);
  return sums;
}
