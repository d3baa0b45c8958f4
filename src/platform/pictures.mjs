// Pictures from outside: a file becomes upright RGBA pixels of a bounded size, or a sentence that says why not. A worker
// decodes it, so that no picture, however large or odd, holds the page up; whoever loses patience ends the worker.
/** @import { DecodingAnswer, DecodingOrder } from './picture_decoding.js' */

const MEGABYTE = 2 ** 20;
const MAX_BYTES = 64 * MEGABYTE;
/** Of what a file may unpack to; four bytes each while it is decoded. */
const MAX_PIXELS = 2 ** 27;
/** Longer side of what is passed on. */
const MAX_SIDE = 1024;
/** Beyond this a failure may be one of memory. */
const MANY_PIXELS = 2 ** 24;
const PATIENCE_MS = 60_000;

/** What files say that they are, and what to do where the browser cannot read them. @type {Record<string, string>} */
const unreadable = {
  heic: 'is a HEIC photo, which this browser cannot read. Save it as JPEG and try again.',
  tiff: 'is a TIFF picture, which this browser cannot read. Save it as PNG or JPEG and try again.',
  svg: 'is an SVG drawing, which has no pixels of its own. Save it as PNG and try again.',
  pdf: 'is a PDF document. Save the page that you mean as a PNG or JPEG picture and try again.',
  '': 'is not a picture that this browser can read. Use a PNG, JPEG or WebP file.',
};
/** @param {string} kind of a file that should have been readable */
const damaged = (kind) =>
  `is damaged, or a ${kind.toUpperCase()} picture of a kind that this browser cannot read. Save it anew as PNG or JPEG ` +
  'and try again.';

/**
 * @param {Blob} blob
 * @param {string} name
 * @param {AbortSignal} signal whoever does not want it any more
 * @returns {Promise<{ rgba: Uint8ClampedArray, width: number, height: number }>} rejects with a sentence for a person
 */
export async function decodePicture(blob, name, signal) {
  const called = name ? `“${name}”` : 'This';
  if (blob.size === 0) throw new Error(`${called} is empty. Choose another picture.`);
  if (blob.size > MAX_BYTES) {
    const size = Math.round(blob.size / MEGABYTE);
    throw new Error(`${called} is too large (${size} MB). Choose a picture of at most ${MAX_BYTES / MEGABYTE} MB.`);
  }
  const answer = await inWorker({ blob, longestSide: MAX_SIDE, mostPixels: MAX_PIXELS }, signal);
  const { kind, width, height, refused, bitmap } = answer;
  if (bitmap) return pixelsOf(bitmap);
  if (refused === 'large')
    throw new Error(`${called} is too large (${width} × ${height} pixels). Make it smaller and try again.`);
  if (refused === 'late') throw new Error(`${called} takes too long to read. Make it smaller and try again.`);
  if (width * height > MANY_PIXELS)
    throw new Error(
      `${called} is damaged, or too large for this device (${width} × ${height} pixels). Make it smaller and try again.`,
    );
  throw new Error(`${called} ${unreadable[kind] ?? damaged(kind)}`);
}

/**
 * @param {DecodingOrder} order
 * @param {AbortSignal} signal
 * @returns {Promise<DecodingAnswer>}
 */
async function inWorker(order, signal) {
  signal.throwIfAborted();
  const worker = new Worker(new URL('picture_worker.mjs', import.meta.url), { type: 'module' });
  const nothing = { kind: '', width: 0, height: 0 };
  try {
    return await new Promise((resolve, reject) => {
      const patience = setTimeout(() => resolve({ ...nothing, refused: 'late' }), PATIENCE_MS);
      signal.addEventListener('abort', () => {
        clearTimeout(patience);
        reject(signal.reason);
      });
      worker.addEventListener('message', ({ data }) => {
        clearTimeout(patience);
        resolve(data);
      });
      // It ran out of memory, or did not start.
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        clearTimeout(patience);
        resolve({ ...nothing, refused: 'unreadable' });
      });
      worker.postMessage(order);
    });
  } finally {
    worker.terminate();
  }
}

/** @param {ImageBitmap} bitmap */
function pixelsOf(bitmap) {
  try {
    // Browsers that do not scale while they make bitmaps give it as large as it was.
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('The browser has no memory left for the picture. Close other tabs and try again.');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { rgba: data, width, height };
  } finally {
    bitmap.close();
  }
}

/** Where pictures come in: the newest replaces whatever is still on its way. */
export class PictureInput {
  #onPicture;
  #onRefusal;
  #newest = new AbortController();
  #closed = false;

  /**
   * @param {(rgba: Uint8ClampedArray, width: number, height: number, name: string) => void} onPicture
   * @param {(sentence: string) => void} onRefusal
   */
  constructor(onPicture, onRefusal) {
    this.#onPicture = onPicture;
    this.#onRefusal = onRefusal;
  }

  /** The visitor's own. @param {Blob} blob @param {string} name */
  open(blob, name) {
    return this.#take(name, () => Promise.resolve(blob));
  }

  /** An example of the site. @param {string} file below its folder of examples @param {string} name */
  openExample(file, name) {
    return this.#take(name, async (signal) => {
      try {
        const response = await fetch(new URL(`../examples/${file}`, import.meta.url), { signal });
        if (!response.ok) throw new Error(String(response.status));
        return await response.blob();
      } catch (cause) {
        throw new Error(`The example “${name}” did not arrive. Check the connection and try again.`, { cause });
      }
    });
  }

  /** What is on its way is dropped; nothing comes in any more. */
  close() {
    this.#closed = true;
    this.#newest.abort();
  }

  /** @param {string} name @param {(signal: AbortSignal) => Promise<Blob>} find */
  async #take(name, find) {
    if (this.#closed) return;
    this.#newest.abort();
    this.#newest = new AbortController();
    const { signal } = this.#newest;
    try {
      const { rgba, width, height } = await decodePicture(await find(signal), name, signal);
      if (!signal.aborted) this.#onPicture(rgba, width, height, name);
    } catch (error) {
      if (!signal.aborted) this.#onRefusal(error instanceof Error ? error.message : String(error));
    }
  }
}
