// What the tests drive: a runtime as the site makes it, with a worker that a test can look into.
import { createRuntime } from '../../../src/inference/web/client/runtime.mjs';

// The window of watched_worker.mjs. One page has one worker at a time, and pages are closed one by one.
const window = new BroadcastChannel('test');

/** @param {string} question @returns {Promise<number>} */
const ask = (question) =>
  new Promise((resolve) => {
    const channel = new BroadcastChannel('test');
    channel.onmessage = ({ data }) => {
      if (data.answerTo !== question) return;
      channel.close();
      resolve(data.bytes);
    };
    channel.postMessage(question);
  });

/** @param {object} [options] */
const start = (options = {}) =>
  createRuntime({ ortUrl: 'ort/', workerUrl: new URL('watched_worker.mjs', import.meta.url), ...options });

/**
 * Waits for a promise and gives what became of it, fit for the way out of the page.
 * @param {Promise<unknown>} promise
 */
async function outcome(promise) {
  try {
    return { value: await promise };
  } catch (error) {
    const { kind, message } = /** @type {{ kind?: string, message: string }} */ (error);
    return { kind: kind ?? 'none', message };
  }
}

/** @param {string} name */
const model = (name, sha256 = '', bytes = 0) => ({
  name: name.replace('.onnx', ''),
  address: `models/${name}`,
  sha256,
  bytes,
});

/** @param {string} name @param {number[]} shape @param {number[]} numbers */
const floats = (name, shape, numbers) => ({ name, type: 'float32', shape, data: Float32Array.from(numbers).buffer });

/** Commands of counting.cpp. */
const [FAIL, TRAP, TRAP_LATER] = [-1, -2, -3];

/**
 * A program beside a session of counter.onnx.
 * @param {import('../../../src/inference/web/client/runtime.mjs').Runtime} runtime
 * @param {number} session
 * @param {number | string} from
 */
function counting(runtime, session, from) {
  const companion = runtime.accompany(session, 'counting', String(from));
  const ask = (/** @type {number} */ count, /** @type {(count: number) => void} */ onCount) =>
    runtime.perform(companion, Int32Array.of(count).buffer, (data) => onCount(Number(new BigInt64Array(data)[0])));
  const steps = async (/** @type {number} */ count) => {
    /** @type {number[]} */
    const counts = [];
    await ask(count, (value) => counts.push(value)).promise;
    return counts;
  };
  return { companion, ask, steps };
}

const lab = {
  FAIL,
  TRAP,
  TRAP_LATER,
  counting,
  start,
  outcome,
  model,
  floats,
  kill: () => window.postMessage('die'),
  /** An end without a word. @param {'close' | 'hang'} how */
  lose: (how) => window.postMessage(how),
  trap: () => ask('trap'),
  memory: () => ask('memory'),
  importTests: () => import(new URL('app/session_tests.mjs', document.baseURI).href),
};
Object.assign(globalThis, { lab });
