// A model's file: downloaded, and compared with what its card promises.
import { RuntimeFailure } from '../protocol/failure.mjs';
import { isAsPromised, sha256 } from './checks.mjs';
import { DownloadError, download } from './download.mjs';
/** @import { ModelSource } from '../protocol/messages.js' */
/** @import { OnBytes } from './download.mjs' */

/**
 * @param {ModelSource} source
 * @param {AbortSignal} [signal]
 * @param {OnBytes} [onProgress]
 * @returns {Promise<Uint8Array<ArrayBuffer>>} throws RuntimeFailure
 */
export async function fetchModel(source, signal, onProgress = () => {}) {
  const options = { knownBytes: source.bytes, strict: true, signal, onProgress };
  try {
    let bytes = await download(source.address, options).catch((error) => {
      if (error instanceof DownloadError && error.reason === 'too_long') return undefined;
      throw error;
    });
    // A damaged copy in a cache: once more, past all caches.
    if (!bytes || (source.sha256 && !(await isAsPromised(bytes, source))))
      bytes = await download(source.address, { ...options, cache: 'reload' });
    await checkModel(bytes, source);
    return bytes;
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const what = `The model “${source.name}” could not be downloaded: ${error.message}`;
    switch (error.reason) {
      case 'missing':
        throw new RuntimeFailure('file_missing', `${what} for ${source.address}. Reload the page or come back later.`);
      case 'too_long':
        throw new RuntimeFailure(
          'hash_mismatch',
          `${what}, so it is not the file that its card describes. Reload the page.`,
        );
      default:
        throw new RuntimeFailure('file_missing', `${what}. Check the connection and try again.`, { cause: error });
    }
  }
}

/**
 * Compares a model with what its card promises.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {ModelSource} source
 */
async function checkModel(bytes, source) {
  const again = 'Reload the page; if that does not help, the copy on the server is damaged.';
  if (source.bytes > 0 && bytes.byteLength < source.bytes) {
    throw new RuntimeFailure(
      'wrong_bytes',
      `The model “${source.name}” arrived incomplete: ${bytes.byteLength} of ${source.bytes} bytes. ${again}`,
    );
  }
  if (!source.sha256) return;
  const sum = await sha256(bytes);
  if (sum === '') {
    throw new RuntimeFailure(
      'runtime_error',
      `The model “${source.name}” cannot be checked against its SHA-256: the browser offers that only on secure pages. ` +
        'Open the page by https or on localhost.',
    );
  }
  if (sum !== source.sha256.toLowerCase()) {
    throw new RuntimeFailure(
      'hash_mismatch',
      `The model “${source.name}” is not the file that its card describes (its SHA-256 differs). ${again}`,
    );
  }
}
