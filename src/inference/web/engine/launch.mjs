// Starts ONNX Runtime Web. The site has it twice: without what no model of the site calls, and whole, for what calls it
// after all (scripts/runtime/).
import { fetchCode, mend } from '../files/code.mjs';
import { listFiles } from '../files/list.mjs';
import { SESSION_OPTIONS } from './options.mjs';
/** @import { OnBytes } from '../files/download.mjs' */

/** @typedef {typeof import('onnxruntime-web/wasm')} Ort */

/**
 * An ONNX model with the one node Identity. What a first session costs, whatever its model, is the runtime's own start:
 * with this one it is over before the real model is here.
 */
export const TINY = 'CAg6OgoQCgF4EgF5IghJZGVudGl0eRIEdGVzdFoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAR';

/** Stands for the code that is compiled already. */
const EMPTY = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/**
 * The runtime's glue asks for bytes and instantiates them; it gets the module that is compiled.
 * @param {WebAssembly.Module} module
 */
function handOver(module) {
  const { instantiate } = WebAssembly;
  const instead = async (/** @type {any} */ code, /** @type {WebAssembly.Imports} */ imports) => {
    if (code?.byteLength !== EMPTY.byteLength) return instantiate(code, imports);
    return { module, instance: await instantiate(module, imports) };
  };
  Object.assign(WebAssembly, { instantiate: instead });
  return () => Object.assign(WebAssembly, { instantiate });
}

/** @param {string} base64 */
export const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/**
 * @param {string} ortUrl folder of the runtime's files, with a slash at its end
 * @param {boolean} whole
 * @param {OnBytes} onProgress
 * @returns {Promise<Ort>} running; throws DownloadError, and the browser's or the runtime's own errors
 */
export async function launch(ortUrl, whole, onProgress) {
  const name = `${whole ? 'whole/' : ''}ort-wasm-simd-threaded.wasm`;
  const files = listFiles(new URL('..', ortUrl).href);
  files.catch(() => {}); // told where it is waited for
  const facts = (/** @type {string} */ file) => files.then((list) => list[`ort/${file}`]);
  const glue = async (/** @type {string} */ file, query = '') => {
    const url = new URL(file, ortUrl).href;
    await mend(url, facts(file));
    return import(url + query);
  };
  const [ort, module] = await Promise.all([
    // A module is there once for every address: the whole runtime needs one of its own.
    glue('ort.wasm.min.mjs', whole ? '?whole' : ''),
    fetchCode(new URL(name, ortUrl).href, facts(name), { onProgress }),
    // The runtime imports this one itself, later; fetching it now saves a round trip then.
    glue('ort-wasm-simd-threaded.mjs'),
  ]);
  ort.env.logLevel = 'fatal';
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmPaths = ortUrl;
  ort.env.wasm.wasmBinary = EMPTY.slice().buffer;
  const takeBack = handOver(module);
  try {
    const session = await ort.InferenceSession.create(bytesOf(TINY), SESSION_OPTIONS);
    await session.release();
  } finally {
    takeBack();
  }
  return ort;
}
