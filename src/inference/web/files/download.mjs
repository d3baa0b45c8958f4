// Downloads with real byte progress. What broke off goes on where it stopped, if the server can do that.

const REPORT_EVERY_MS = 50;
const RESUMPTIONS = 3;
/** A connection over which nothing comes for so long is given up; then a new one goes on. */
const STALL_MS = 10_000;

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
   * @param {'missing' | 'unreachable' | 'broken' | 'stalled' | 'too_long' | 'altered'} reason
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(reason, message, cause) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** How the connection of an answer is given up. @type {WeakMap<Response, AbortController>} */
const connections = new WeakMap();

/**
 * Waits for what comes over a connection, and gives it up if nothing does.
 * @template T
 * @param {AbortController | undefined} connection
 * @param {() => Promise<T>} wait
 * @returns {Promise<T>}
 */
async function inTime(connection, wait) {
  const timer = setTimeout(() => connection?.abort(), STALL_MS);
  try {
    return await wait();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} url
 * @param {Pick<DownloadOptions, 'signal' | 'cache'>} options
 * @param {number} [from] the first byte that is wanted
 * @returns {Promise<Response & { body: ReadableStream<Uint8Array<ArrayBuffer>> }>}
 */
export async function request(url, { signal, cache = 'default' }, from = 0) {
  const connection = new AbortController();
  signal?.addEventListener('abort', () => connection.abort(), { once: true });
  if (signal?.aborted) connection.abort();
  let response;
  try {
    response = await inTime(connection, () =>
      fetch(url, {
        cache,
        signal: connection.signal,
        ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
      }),
    );
  } catch (error) {
    if (signal?.aborted) throw error;
    if (connection.signal.aborted)
      throw new DownloadError('stalled', `the server did not answer for ${STALL_MS / 1000} seconds`, error);
    throw new DownloadError('unreachable', 'the server cannot be reached', error);
  }
  if (!response.ok || !response.body) throw new DownloadError('missing', `the server answered ${response.status}`);
  connections.set(response, connection);
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
   * @param {Response} [original] of which it is a clone
   * @returns {Promise<void>} resolves at the answer's end
   */
  async add(response, original = response) {
    const connection = connections.get(original);
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
        step = await inTime(connection, () => reader.read());
      } catch (error) {
        if (signal?.aborted) throw error;
        const of = this.#total > 0 ? ` of ${this.#total}` : '';
        if (connection?.signal.aborted)
          throw new DownloadError('stalled', `nothing more has come after ${this.received}${of} bytes`, error);
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

/** @param {unknown} error */
const brokeOff = (error) => error instanceof DownloadError && (error.reason === 'broken' || error.reason === 'stalled');

/**
 * Goes on with a download that broke off.
 * @param {string} url
 * @param {DownloadOptions} options
 * @param {Collected} collected
 * @param {unknown} error why it broke off
 */
export async function resume(url, options, collected, error) {
  for (let attempt = 1; ; ++attempt) {
    if (!brokeOff(error) || attempt > RESUMPTIONS) throw error;
    try {
      return await collected.add(await request(url, options, collected.received));
    } catch (next) {
      // Where the rest cannot be had, what broke off is the news.
      if (!(next instanceof DownloadError) || next.reason === 'too_long') throw next;
      if (brokeOff(next)) error = next;
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
  // An answer that did not come is asked for again, as one that broke off is.
  const first = async () => collected.add(await request(url, options));
  await first().catch((error) => resume(url, options, collected, error));
  return collected.bytes();
}
