// Whether what arrived is what was promised.
import { RuntimeFailure } from './failure.mjs';
/** @import { ModelSource } from './protocol.js' */

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string>} hexadecimal; empty where the browser does not compute it: on pages that are not secure
 */
export async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return '';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{ bytes: number, sha256: string } | undefined} promised sha256: its first digits; undefined: nothing is known
 */
export async function isAsPromised(bytes, promised) {
  if (!promised) return true;
  if (promised.bytes > 0 && promised.bytes !== bytes.byteLength) return false;
  const sum = await sha256(bytes);
  return sum === '' || sum.startsWith(promised.sha256.toLowerCase());
}

/**
 * Compares a model with what its card promises.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {ModelSource} source
 */
export async function checkModel(bytes, source) {
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
