// Downloads with real byte progress, and the check of what arrived.
import { RuntimeFailure } from './failure.mjs';
/** @import { ModelSource } from './protocol.js' */

const REPORT_EVERY_MS = 50;

/** Why a download stopped; who asked for it finds the sentence. */
export class DownloadError extends Error {
  /**
   * @param {'missing' | 'unreachable' | 'broken' | 'too_long'} reason
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(reason, message, cause) {
    super(message, { cause });
    this.reason = reason;
  }
}

/**
 * Content-Length counts bytes on the wire, `received` bytes after decompression: it is the total only where they agree.
 * @param {Response} response
 * @returns {number} 0 where the header says nothing about the bytes that will be read
 */
function announcedBytes(response) {
  const encoding = response.headers.get('content-encoding');
  if (encoding && encoding !== 'identity') return 0;
  const length = Number(response.headers.get('content-length'));
  return Number.isSafeInteger(length) && length > 0 ? length : 0;
}

/**
 * @param {string} url
 * @param {object} options
 * @param {number} options.knownBytes the size that somebody promises, 0 = unknown
 * @param {boolean} options.strict stop as soon as the file is longer than `knownBytes`
 * @param {AbortSignal} [options.signal]
 * @param {(received: number, total: number) => void} options.onProgress never decreases, never exceeds a known total
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function download(url, { knownBytes, strict, signal, onProgress }) {
  let response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new DownloadError('unreachable', 'the server cannot be reached', error);
  }
  if (!response.ok || !response.body) throw new DownloadError('missing', `the server answered ${response.status}`);

  const announced = announcedBytes(response);
  const total = announced || knownBytes;
  const limit = strict && knownBytes > 0 ? knownBytes : Infinity;
  const reader = response.body.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let received = 0;
  let reported = -Infinity;
  const report = (/** @type {boolean} */ last) => {
    const now = performance.now();
    if (!last && now - reported < REPORT_EVERY_MS) return;
    reported = now;
    if (last) onProgress(received, received);
    else onProgress(total > 0 ? Math.min(received, total) : received, total);
  };
  report(false);
  for (;;) {
    let step;
    try {
      step = await reader.read();
    } catch (error) {
      if (signal?.aborted) throw error;
      const of = total > 0 ? ` of ${total}` : '';
      throw new DownloadError('broken', `the connection broke after ${received}${of} bytes`, error);
    }
    if (step.done) break;
    chunks.push(step.value);
    received += step.value.byteLength;
    if (Math.max(received, announced) > limit) {
      await reader.cancel();
      throw new DownloadError('too_long', `the file is longer than ${knownBytes} bytes`);
    }
    report(false);
  }

  const bytes = new Uint8Array(received);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  report(true);
  return bytes;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string>} hexadecimal
 */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
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
  if (!globalThis.crypto?.subtle) {
    throw new RuntimeFailure(
      'runtime_error',
      `The model “${source.name}” cannot be checked against its SHA-256: the browser offers that only on secure pages. ` +
        'Open the page by https or on localhost.',
    );
  }
  if ((await sha256(bytes)) !== source.sha256.toLowerCase()) {
    throw new RuntimeFailure(
      'hash_mismatch',
      `The model “${source.name}” is not the file that its card describes (its SHA-256 differs). ${again}`,
    );
  }
}
