// Downloads with real byte progress. What broke off goes on where it stopped, if the server can do that.

const REPORT_EVERY_MS = 50;
const RESUMPTIONS = 3;

/** @typedef {(received: number, total: number, fromDevice?: boolean) => void} OnBytes never decreases, never exceeds a known total */

/**
 * @typedef {object} DownloadOptions
 * @property {number} knownBytes the size that somebody promises, 0 = unknown
 * @property {boolean} [strict] stop as soon as the file is longer than `knownBytes`
 * @property {AbortSignal | undefined} [signal]
 * @property {RequestCache} [cache] `reload`: past every cache, which gets the new file
 * @property {OnBytes} onProgress
 */

/** Why a download stopped; who asked for it finds the sentence. */
export class DownloadError extends Error {
  /**
   * @param {'missing' | 'unreachable' | 'broken' | 'too_long' | 'altered'} reason
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(reason, message, cause) {
    super(message, { cause });
    this.reason = reason;
  }
}

/**
 * @param {string} url
 * @param {Pick<DownloadOptions, 'signal' | 'cache'>} options
 * @param {number} [from] the first byte that is wanted
 * @returns {Promise<Response & { body: ReadableStream<Uint8Array<ArrayBuffer>> }>}
 */
export async function request(url, { signal, cache = 'default' }, from = 0) {
  let response;
  try {
    response = await fetch(url, {
      cache,
      ...(signal ? { signal } : {}),
      ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new DownloadError('unreachable', 'the server cannot be reached', error);
  }
  if (!response.ok || !response.body) throw new DownloadError('missing', `the server answered ${response.status}`);
  return /** @type {Response & { body: ReadableStream<Uint8Array<ArrayBuffer>> }} */ (response);
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

/** Did no byte of this answer come over the network? @param {Response} response */
export function cameFromDevice(response) {
  if (response.headers.get('x-kept') === 'device') return true; // web/service-worker.js
  const entry = /** @type {PerformanceResourceTiming | undefined} */ (
    performance.getEntriesByName(response.url, 'resource').at(-1)
  );
  return entry !== undefined && entry.transferSize === 0 && entry.decodedBodySize > 0;
}

/** Collects what arrives, over one answer or several, and reports it now and then. */
export class Collected {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  #chunks = [];
  #options;
  #total;
  #told = 0;
  #reported = -Infinity;
  received = 0;

  /** @param {DownloadOptions} options */
  constructor(options) {
    this.#options = options;
    this.#total = options.knownBytes;
  }

  /**
   * @param {Response & { body: ReadableStream<Uint8Array<ArrayBuffer>> }} response
   * @returns {Promise<void>} resolves at the answer's end
   */
  async add(response) {
    const { knownBytes, strict, signal } = this.#options;
    // A server that knows no parts sends the whole again.
    if (response.status !== 206) this.#begin();
    const announced = announcedBytes(response);
    if (announced > 0) this.#total = this.received + announced;
    const limit = strict && knownBytes > 0 ? knownBytes : Infinity;
    const reader = response.body.getReader();
    this.#report();
    for (;;) {
      let step;
      try {
        step = await reader.read();
      } catch (error) {
        if (signal?.aborted) throw error;
        const of = this.#total > 0 ? ` of ${this.#total}` : '';
        throw new DownloadError('broken', `the connection broke after ${this.received}${of} bytes`, error);
      }
      if (step.done) break;
      this.#chunks.push(step.value);
      this.received += step.value.byteLength;
      if (Math.max(this.received, announced) > limit) {
        await reader.cancel();
        throw new DownloadError('too_long', `the file is longer than ${knownBytes} bytes`);
      }
      this.#report();
    }
    this.#options.onProgress(this.received, this.received, cameFromDevice(response));
  }

  bytes() {
    const bytes = new Uint8Array(this.received);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    return bytes;
  }

  #begin() {
    this.#chunks = [];
    this.received = 0;
  }

  #report() {
    const now = performance.now();
    if (now - this.#reported < REPORT_EVERY_MS) return;
    this.#reported = now;
    const received = this.#total > 0 ? Math.min(this.received, this.#total) : this.received;
    this.#told = Math.max(this.#told, received);
    this.#options.onProgress(this.#told, this.#total);
  }
}

/**
 * Goes on with a download that broke off.
 * @param {string} url
 * @param {DownloadOptions} options
 * @param {Collected} collected
 * @param {unknown} error why it broke off
 */
export async function resume(url, options, collected, error) {
  for (let attempt = 1; ; ++attempt) {
    if (!(error instanceof DownloadError) || error.reason !== 'broken' || attempt > RESUMPTIONS) throw error;
    try {
      return await collected.add(await request(url, options, collected.received));
    } catch (next) {
      // Where the rest cannot be had, what broke off is the news.
      if (!(next instanceof DownloadError) || next.reason === 'too_long') throw next;
      if (next.reason === 'broken') error = next;
      else if (attempt === RESUMPTIONS) throw error;
      await new Promise((goOn) => setTimeout(goOn, 200 * attempt));
    }
  }
}

/**
 * @param {string} url
 * @param {DownloadOptions} options
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function download(url, options) {
  const collected = new Collected(options);
  const response = await request(url, options);
  await collected.add(response).catch((error) => resume(url, options, collected, error));
  return collected.bytes();
}
