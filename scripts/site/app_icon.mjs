// The site's mark (web/favicon.svg) as PNG files, for home screens that take no SVG: on a square without corners cut, with
// room around it, as masks of all shapes want it.
import { deflateSync } from 'node:zlib';

const SIDE = 32; // of the drawing
const ROOM = 0.8; // the share of the square that the mark takes
const SAMPLES = 4; // a side of a pixel

const ground = [0x0b, 0x75, 0x6b];
const ink = [0xff, 0xff, 0xff];
const circles = [
  { x: 9, y: 10, r: 3 },
  { x: 9, y: 22, r: 3 },
  { x: 23, y: 16, r: 3.6 },
];
const lines = [
  [9, 10, 23, 16],
  [9, 22, 23, 16],
  [9, 10, 9, 22],
];
const stroke = 2.4;

/** @param {number} x @param {number} y in the drawing */
function isInk(x, y) {
  for (const circle of circles) {
    const fromLine = Math.hypot(x - circle.x, y - circle.y) - circle.r;
    if (fromLine <= stroke / 2) return fromLine >= -stroke / 2;
  }
  return lines.some(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) <= stroke / 2;
  });
}

/** The sum that PNG wants (ISO 3309). @param {Buffer} bytes */
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; ++bit) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** @param {string} type @param {Buffer} content */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** @param {number} size in pixels @returns {Buffer} a PNG file */
export function appIcon(size) {
  const rows = Buffer.alloc(size * (1 + 3 * size)); // a filter byte, 0, before each row
  for (let row = 0; row < size; ++row) {
    for (let column = 0; column < size; ++column) {
      let inside = 0;
      for (let i = 0; i < SAMPLES * SAMPLES; ++i) {
        const at = (/** @type {number} */ pixel, /** @type {number} */ sample) =>
          ((pixel + (sample + 0.5) / SAMPLES) / size - 0.5) * (SIDE / ROOM) + SIDE / 2;
        if (isInk(at(column, i % SAMPLES), at(row, Math.floor(i / SAMPLES)))) inside += 1;
      }
      const share = inside / (SAMPLES * SAMPLES);
      for (let channel = 0; channel < 3; ++channel)
        rows[row * (1 + 3 * size) + 1 + 3 * column + channel] = Math.round(
          (ground[channel] ?? 0) * (1 - share) + (ink[channel] ?? 0) * share,
        );
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8); // bits a channel; red, green, blue
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
