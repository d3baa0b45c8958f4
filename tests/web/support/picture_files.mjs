// Picture files of every kind, byte by byte: what no canvas makes, and what says more than it has.
import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';

/** @param {Buffer} data */
export function crc32(data) {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** @param {number} value @param {number} bytes */
const big = (value, bytes) => Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');
/** @param {number} value @param {number} bytes */
const little = (value, bytes) => big(value, bytes).reverse();

/** @param {string} type @param {Buffer} data */
const pngChunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([big(data.length, 4), body, big(crc32(body), 4)]);
};

/**
 * @param {{ width: number, height: number, depth: number, colours: 0 | 2, pixel: number[], later?: number[] }} picture
 *   colours: PNG's colour type, grey or RGB; pixel: the bytes of one (of eight where a pixel is one bit); later: those of
 *   a second frame
 */
export function png({ width, height, depth, colours, pixel, later }) {
  const rowBytes = Math.ceil((width * depth * (colours === 2 ? 3 : 1)) / 8);
  /** @param {number[]} bytes */
  const pixels = (bytes) => {
    const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(rowBytes, Buffer.from(bytes))]);
    return deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  };
  const frame = (/** @type {number} */ number) =>
    pngChunk(
      'fcTL',
      Buffer.concat([...[number, width, height, 0, 0].map((value) => big(value, 4)), Buffer.from([0, 1, 0, 1, 0, 0])]),
    );
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    pngChunk('IHDR', Buffer.concat([big(width, 4), big(height, 4), Buffer.from([depth, colours, 0, 0, 0])])),
    ...(later ? [pngChunk('acTL', Buffer.concat([big(2, 4), big(0, 4)])), frame(0)] : []),
    pngChunk('IDAT', pixels(pixel)),
    ...(later ? [frame(1), pngChunk('fdAT', Buffer.concat([big(2, 4), pixels(later)]))] : []),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * A baseline JPEG of one colour (ITU T.81): quantised by 1, twelve DC codes of four bits, one AC code, “end of block”.
 * @param {{ width: number, height: number, values: number[] }} picture values: one for each component; four are CMYK as
 *   Adobe writes it, 255 for no ink
 */
export function jpeg({ width, height, values }) {
  /** @param {number} marker @param {number[] | Buffer} data */
  const segment = (marker, data) =>
    Buffer.concat([Buffer.from([0xff, marker]), big(data.length + 2, 2), Buffer.from(data)]);
  const lengths = (/** @type {number} */ at, /** @type {number} */ count) =>
    Array.from({ length: 16 }, (_, i) => (i === at - 1 ? count : 0));
  let bits = '';
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  for (const value of values) {
    const dc = (value - 128) * 8;
    const size = dc === 0 ? 0 : Math.abs(dc).toString(2).length;
    const written = dc < 0 ? dc + 2 ** size - 1 : dc;
    bits += size.toString(2).padStart(4, '0') + (size ? written.toString(2).padStart(size, '0') : '') + '0';
  }
  // All further blocks differ by nothing: five zero bits for each component.
  const total = bits.length + (blocks - 1) * values.length * 5;
  const scan = Buffer.alloc(Math.ceil(total / 8));
  [...bits].forEach((bit, i) => {
    if (bit === '1') scan[i >> 3] = (scan[i >> 3] ?? 0) | (0x80 >> (i & 7));
  });
  const stuffed = [...scan.subarray(0, 32)].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
  const component = (/** @type {number} */ i) => [i + 1, 0x11, 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(values.length === 4 ? [segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\0', 'latin1'))] : []),
    segment(0xdb, [0, ...Array(64).fill(1)]),
    segment(0xc0, [8, ...big(height, 2), ...big(width, 2), values.length, ...values.flatMap((_, i) => component(i))]),
    segment(0xc4, [0x00, ...lengths(4, 12), ...Array.from({ length: 12 }, (_, i) => i)]),
    segment(0xc4, [0x10, ...lengths(1, 1), 0]),
    segment(0xda, [values.length, ...values.flatMap((_, i) => [i + 1, 0]), 0, 63, 0]),
    Buffer.from(stuffed),
    scan.subarray(32),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A GIF of one pixel that is red at first, then blue. */
export const blinkingGif = () => {
  const frame = (/** @type {number} */ codes) =>
    Buffer.concat([
      Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2]),
      little(codes, 2),
      Buffer.from([0]),
    ]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255]),
    frame(0x144),
    frame(0x14c),
    Buffer.from([0x3b]),
  ]);
};

/** @param {string} type @param {Buffer} data */
const riff = (type, data) =>
  Buffer.concat([Buffer.from(type), little(data.length, 4), data, Buffer.alloc(data.length % 2)]);

/** What a plain WebP file has of pixels: other chunks have no place within a frame. @param {Buffer} file */
function pixelChunk(file) {
  for (let at = 12; at < file.length;) {
    const end = at + 8 + file.readUInt32LE(at + 4);
    if (/VP8[ L]/.test(file.toString('latin1', at, at + 4))) return file.subarray(at, end + (end % 2));
    at = end + (end % 2);
  }
  throw new Error('no pixels in this WebP file');
}

/** Several plain WebP files of one size as one that moves. @param {Buffer[]} frames @param {number} width @param {number} height */
export const animatedWebp = (frames, width, height) =>
  riff(
    'RIFF',
    Buffer.concat([
      Buffer.from('WEBP'),
      riff('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), little(width - 1, 3), little(height - 1, 3)])),
      riff('ANIM', Buffer.alloc(6)),
      ...frames.map((frame) =>
        riff(
          'ANMF',
          Buffer.concat([
            Buffer.alloc(6),
            little(width - 1, 3),
            little(height - 1, 3),
            little(100, 3),
            Buffer.from([2]),
            pixelChunk(frame),
          ]),
        ),
      ),
    ]),
  );

/** What only says that it is one of these. */
export const heic = () => Buffer.concat([big(24, 4), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(200)]);
export const tiff = () => Buffer.concat([Buffer.from('II*\0'), Buffer.alloc(200)]);
