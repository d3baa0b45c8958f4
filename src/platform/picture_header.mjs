// What a file says of itself in its first bytes: which kind of picture it is, and how large, before anything is unpacked.

/** @typedef {{ kind: string, width: number, height: number }} Header kind '': unknown; lengths 0: unknown */

/** So many bytes hold every header: a JPEG's size comes after blocks of up to 64 KB of other things. */
export const HEADER_BYTES = 2 ** 20;

/** @param {Uint8Array} bytes @param {number} at @param {number} count */
const ascii = (bytes, at, count) => String.fromCharCode(...bytes.subarray(at, at + count));

/**
 * @param {Uint8Array} bytes the first HEADER_BYTES of the file, or all of it
 * @returns {Header}
 */
export function headerOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return sized(bytes, view);
  } catch (error) {
    // The file ends within its header.
    if (error instanceof RangeError) return { kind: kindOf(bytes), width: 0, height: 0 };
    throw error;
  }
}

/** @param {Uint8Array} bytes @param {DataView} view @returns {Header} */
function sized(bytes, view) {
  const kind = kindOf(bytes);
  const size = (/** @type {number} */ width, /** @type {number} */ height) => ({ kind, width, height });
  switch (kind) {
    case 'png':
      return size(view.getUint32(16), view.getUint32(20));
    case 'gif':
      return size(view.getUint16(6, true), view.getUint16(8, true));
    case 'bmp':
      return size(Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
    case 'jpeg':
      return size(...jpegSize(view));
    case 'webp':
      return size(...webpSize(bytes, view));
    case 'avif':
      return size(...avifSize(bytes, view));
    default:
      return size(0, 0);
  }
}

/** @param {Uint8Array} bytes */
function kindOf(bytes) {
  const start = ascii(bytes, 0, 12);
  if (start.startsWith('\x89PNG')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('GIF8')) return 'gif';
  if (start.startsWith('BM')) return 'bmp';
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return 'tiff';
  if (start.startsWith('%PDF')) return 'pdf';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (start.slice(4, 8) === 'ftyp') {
    const brands = ascii(bytes, 8, 32);
    if (/avi[fs]/.test(brands)) return 'avif';
    if (/hei[cxms]|hev[cx]|mif1/.test(brands)) return 'heic';
  }
  return /<svg[\s>]/i.test(ascii(bytes, 0, 1024)) ? 'svg' : '';
}

/**
 * From the start of the frame (ITU T.81, B.2.2), wherever it lies.
 * @param {DataView} view
 * @returns {[number, number]}
 */
function jpegSize(view) {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return [0, 0];
    const marker = view.getUint8(at + 1);
    const tables = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
    if (marker >= 0xc0 && marker <= 0xcf && !tables) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    if (marker === 0xd9 || marker === 0xda) return [0, 0];
    const bare = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (marker === 0xff) at += 1;
    else if (bare) at += 2;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/**
 * Lossy, lossless and extended files: developers.google.com/speed/webp/docs/riff_container.
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @returns {[number, number]}
 */
function webpSize(bytes, view) {
  const form = ascii(bytes, 12, 4);
  if (form === 'VP8 ') return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (form === 'VP8L') {
    const packed = view.getUint32(21, true);
    return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1];
  }
  const three = (/** @type {number} */ at) => view.getUint16(at, true) + view.getUint8(at + 2) * 2 ** 16;
  return form === 'VP8X' ? [three(24) + 1, three(27) + 1] : [0, 0];
}

/**
 * The largest of the sizes in it (box `ispe`): thumbnails and tiles have one, too.
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @returns {[number, number]}
 */
function avifSize(bytes, view) {
  /** @type {[number, number]} */
  let largest = [0, 0];
  const end = Math.min(bytes.length, 2 ** 16) - 16;
  for (let at = 0; at < end; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (width * height > largest[0] * largest[1]) largest = [width, height];
  }
  return largest;
}
