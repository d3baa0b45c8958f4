// WebAssembly that is compiled while it arrives and checked by the side. A browser keeps what it compiled this way from a
// file that it may keep, so that the next visit begins with fast code.
import { isAsPromised } from './checks.mjs';
import { Collected, DownloadError, cameFromDevice, download, request, resume } from './download.mjs';
/** @import { DownloadOptions } from './download.mjs' */
/** @import { FileFacts } from './list.mjs' */

const ALTERED = 'what arrived is not the file that belongs to this page';

/**
 * @param {string} url
 * @param {Promise<FileFacts | undefined>} facts what the file should be; undefined: nobody knows
 * @param {Omit<DownloadOptions, 'knownBytes'>} options
 * @returns {Promise<WebAssembly.Module>} throws DownloadError, and what the browser says of code that is none
 */
export async function fetchCode(url, facts, options) {
  try {
    return await fetchOnce(url, facts, options);
  } catch (error) {
    // A damaged copy in a cache: once more, past all caches.
    if (!(error instanceof DownloadError) || error.reason !== 'altered') throw error;
    return fetchOnce(url, facts, { ...options, cache: 'reload' });
  }
}

/**
 * @param {string} url
 * @param {Promise<FileFacts | undefined>} facts
 * @param {Omit<DownloadOptions, 'knownBytes'>} options
 */
async function fetchOnce(url, facts, options) {
  const response = await request(url, options);
  // Servers that compress do not tell how much there is: nothing is reported before the list of files has come.
  let total = 0;
  const onProgress = (
    /** @type {number} */ received,
    /** @type {number} */ _,
    /** @type {boolean} */ fromDevice = false,
  ) => {
    if (total > 0) options.onProgress(Math.min(received, total), total, fromDevice);
  };
  const all = { ...options, knownBytes: 0, onProgress };
  void facts.then((known) => (total = known?.bytes ?? 0)).catch(() => {});
  const collected = new Collected(all);
  const type = response.headers.get('content-type') ?? '';
  const aside = /** @type {typeof response} */ (response.clone());
  const compiling = /^application\/wasm\b/.test(type) ? WebAssembly.compileStreaming(response) : undefined;
  compiling?.catch(() => {}); // what the bytes say comes first
  let whole = true;
  try {
    await collected.add(aside, response);
  } catch (error) {
    whole = false;
    await resume(url, all, collected, error);
  }
  const bytes = collected.bytes();
  const known = await facts;
  if (!(await isAsPromised(bytes, known))) throw new DownloadError('altered', ALTERED);
  options.onProgress(bytes.length, bytes.length, cameFromDevice(response));
  try {
    return await ((whole && compiling) || WebAssembly.compile(bytes));
  } catch (error) {
    // Nobody knows what it should be, and code it is not.
    if (!known && error instanceof WebAssembly.CompileError) throw new DownloadError('altered', ALTERED, error);
    throw error;
  }
}

/**
 * Sees to it that the browser's copy of a module is whole before the module is imported: a damaged one would stay damaged
 * in this page.
 * @param {string} url
 * @param {Promise<FileFacts | undefined>} facts
 */
export async function mend(url, facts) {
  const options = { knownBytes: 0, onProgress: () => {} };
  const [bytes, known] = await Promise.all([download(url, options), facts]);
  if (await isAsPromised(bytes, known)) return;
  if (!(await isAsPromised(await download(url, { ...options, cache: 'reload' }), known)))
    throw new DownloadError('altered', ALTERED);
}
