// Pictures in and out: a file becomes upright RGBA pixels of a bounded size, pixels become a PNG file.

const MEGABYTE = 2 ** 20;
const MAX_BYTES = 40 * MEGABYTE;
const MAX_PIXELS = 64e6;
/** Longer side of what is passed on. */
const MAX_SIDE = 1024;

/**
 * @param {Blob} blob
 * @param {string} name
 * @returns {Promise<{ rgba: Uint8ClampedArray, width: number, height: number }>} rejects with a sentence for a person
 */
export async function decodePicture(blob, name) {
  const called = name ? `“${name}”` : 'This';
  if (blob.size === 0) throw new Error(`${called} is empty. Choose another picture.`);
  if (blob.size > MAX_BYTES) {
    const size = Math.round(blob.size / MEGABYTE);
    throw new Error(`${called} is too large (${size} MB). Choose a picture of at most ${MAX_BYTES / MEGABYTE} MB.`);
  }
  let bitmap;
  try {
    bitmap = await uprightBitmap(blob);
  } catch {
    throw new Error(`${called} is not a picture that this browser can read. Use a PNG, JPEG or WebP file.`);
  }
  try {
    const { width, height } = bitmap;
    if (width * height > MAX_PIXELS) {
      throw new Error(`${called} is too large (${width} × ${height} pixels). Make it smaller and try again.`);
    }
    return pixelsOf(bitmap, Math.min(1, MAX_SIDE / Math.max(width, height)));
  } finally {
    bitmap.close();
  }
}

/** @param {Blob} blob */
async function uprightBitmap(blob) {
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch (error) {
    // Older browsers do not know the option, and turn photos by themselves.
    if (error instanceof TypeError) return createImageBitmap(blob);
    throw error;
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} scale
 */
function pixelsOf(bitmap, scale) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser has no memory left for the picture. Close other tabs and try again.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { rgba: data, width, height };
}

/**
 * @param {string} fileName
 * @param {Uint8Array} rgba
 * @param {number} width
 * @param {number} height
 */
export async function savePng(fileName, rgba, width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pixels = new ImageData(new Uint8ClampedArray(rgba), width, height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be saved. Close other tabs and try again.');
  const address = URL.createObjectURL(blob);
  saveLink(address, fileName);
  // The download has read the address long before.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {string} address
 * @param {string} fileName
 */
export function saveLink(address, fileName) {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
}
