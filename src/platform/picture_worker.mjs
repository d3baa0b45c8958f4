// Decodes one picture: refused by what its header says, or decoded, set upright and made small, in that order.
import { headerOf, HEADER_BYTES } from './picture_header.mjs';
/** @import { DecodingAnswer, DecodingOrder } from './picture_decoding.js' */

const port = /** @type {MessagePort} */ (/** @type {unknown} */ (globalThis));

/** @param {Blob} blob */
async function upright(blob) {
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch (error) {
    // Older browsers do not know the option, and turn photos by themselves.
    if (error instanceof TypeError) return createImageBitmap(blob);
    throw error;
  }
}

/** Both lengths after the picture was set upright, so that it keeps its shape. @param {ImageBitmap} bitmap @param {number} longestSide */
async function small(bitmap, longestSide) {
  const scale = longestSide / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return bitmap;
  try {
    return await createImageBitmap(bitmap, {
      resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
      resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
      resizeQuality: 'high',
    });
  } finally {
    bitmap.close();
  }
}

/** @param {DecodingOrder} order @returns {Promise<DecodingAnswer>} */
async function decode({ blob, longestSide, mostPixels }) {
  const header = headerOf(new Uint8Array(await blob.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header.width * header.height > mostPixels) return { ...header, refused: 'large' };
  try {
    return { ...header, bitmap: await small(await upright(blob), longestSide) };
  } catch {
    return { ...header, refused: 'unreadable' };
  }
}

port.onmessage = async (/** @type {MessageEvent<DecodingOrder>} */ { data }) => {
  const answer = await decode(data);
  port.postMessage(answer, answer.bitmap ? [answer.bitmap] : []);
};
