// Several pictures that the visitor chose at once. Only the files are kept, and a thumbnail of each that was decoded:
// whoever wants the pixels asks for one picture after the other, by its number.
import { decodePicture } from './pictures.mjs';

/** More would be hours of a phone's time. */
const MOST = 200;
/** Longer side of a thumbnail, in pixels: it is shown at half of that. */
const THUMBNAIL = 144;

/** @typedef {{ rgba: Uint8ClampedArray, width: number, height: number }} Pixels */

/** @param {Pixels} pixels */
async function thumbnailOf({ rgba, width, height }) {
  const scale = Math.min(1, THUMBNAIL / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray(rgba), width, height));
  const context = canvas.getContext('2d');
  if (context) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  bitmap.close();
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  return blob;
}

export class ChosenPictures {
  #options;
  /** @type {{ blob: Blob, name: string }[]} */
  #files = [];
  /** @type {string[]} */
  #thumbnails = [];
  #wanted = new AbortController();

  /**
   * @param {{ onPicture: (number: number, pixels: Pixels) => void, onRefusal: (number: number, sentence: string) => void,
   *   onThumbnail: (number: number, address: string) => void }} options onThumbnail: '' when all are forgotten
   */
  constructor(options) {
    this.#options = options;
  }

  get names() {
    return this.#files.map(({ name }) => name);
  }

  /**
   * In place of those before.
   * @param {Blob[]} blobs
   * @param {string[]} names of each
   * @returns {number} of those beyond the most that are taken
   */
  choose(blobs, names) {
    this.forget();
    this.#files = blobs.slice(0, MOST).map((blob, number) => ({ blob, name: names[number] ?? '' }));
    return blobs.length - this.#files.length;
  }

  /** @param {number} number */
  file(number) {
    return this.#files[number];
  }

  /** Decodes one: the picture comes, or a sentence that says why not. @param {number} number */
  async take(number) {
    const file = this.#files[number];
    if (!file) return;
    const { signal } = this.#wanted;
    try {
      const pixels = await decodePicture(file.blob, file.name, signal);
      if (signal.aborted) return;
      this.#options.onPicture(number, pixels);
      // A row without its small picture is a row all the same.
      this.#show(number, await thumbnailOf(pixels).catch(() => null), signal);
    } catch (error) {
      if (!signal.aborted) this.#options.onRefusal(number, error instanceof Error ? error.message : String(error));
    }
  }

  /** Files, thumbnails, and what is still on its way. */
  forget() {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    this.#files = [];
    if (this.#thumbnails.length > 0) this.#options.onThumbnail(0, '');
    for (const address of this.#thumbnails) URL.revokeObjectURL(address);
    this.#thumbnails = [];
  }

  /** @param {number} number @param {Blob | null} blob @param {AbortSignal} signal */
  #show(number, blob, signal) {
    if (!blob || signal.aborted) return;
    const address = URL.createObjectURL(blob);
    this.#thumbnails.push(address);
    this.#options.onThumbnail(number, address);
  }
}
