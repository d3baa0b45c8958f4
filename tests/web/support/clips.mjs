// Clips for Chromium's pretended camera, without any encoder: raw frames in a YUV4MPEG2 file.
import { Buffer } from 'node:buffer';

/** @typedef {[red: number, green: number, blue: number]} Colour */

/** ITU-R BT.601, studio range. @param {Colour} colour @returns {Colour} Y, Cb, Cr */
const yuv = ([r, g, b]) => [
  16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255,
  128 + (-37.797 * r - 74.203 * g + 112 * b) / 255,
  128 + (112 * r - 93.786 * g - 18.214 * b) / 255,
];

/**
 * @param {{ width: number, height: number, framesPerSecond: number, frames: number }} clip both lengths even
 * @param {(x: number, y: number, frame: number) => Colour} colour of the pixel at x, y
 * @returns {Buffer} the file, which Chromium plays round and round
 */
export function clip({ width, height, framesPerSecond, frames }, colour) {
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420mpeg2\n`)];
  for (let frame = 0; frame < frames; frame += 1) {
    const planes = Buffer.alloc((width * height * 3) / 2);
    const quarter = (width * height) / 4;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [luma, blue, red] = yuv(colour(x, y, frame));
        planes[y * width + x] = Math.round(luma);
        if (x % 2 || y % 2) continue;
        const at = width * height + (y / 2) * (width / 2) + x / 2;
        planes[at] = Math.round(blue);
        planes[at + quarter] = Math.round(red);
      }
    }
    parts.push(Buffer.from('FRAME\n'), planes);
  }
  return Buffer.concat(parts);
}
