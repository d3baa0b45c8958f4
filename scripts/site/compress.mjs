// .br and .gz beside every file that shrinks, so that serving costs nothing. What was compressed once is kept by its
// hash: an unchanged file is never compressed again.
import { copyFileSync, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const shrinks = new Set(['.html', '.css', '.js', '.mjs', '.json', '.svg', '.txt', '.wasm', '.onnx', '.webmanifest']);
const large = 2_000_000; // beyond it brotli's best quality takes a minute and gains 3 %

/** @type {{ suffix: string, name: string, pack: (content: Buffer) => Buffer }[]} */
const packers = [
  {
    suffix: '.br',
    name: 'brotli',
    pack: (content) =>
      brotliCompressSync(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: content.length > large ? 9 : 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
  },
  { suffix: '.gz', name: 'gzip', pack: (content) => gzipSync(content, { level: 9 }) },
];

/**
 * Compresses what is not in the cache yet.
 * @param {string} file its name decides whether it shrinks
 * @param {Buffer} content
 * @param {string} hash of the content
 * @param {string} cache folder
 * @returns {Record<string, number>} compressed sizes by name; a name is missing where nothing is gained
 */
export function compressedSizes(file, content, hash, cache) {
  /** @type {Record<string, number>} */
  const sizes = {};
  if (!shrinks.has(extname(file))) return sizes;
  mkdirSync(cache, { recursive: true });
  for (const { suffix, name, pack } of packers) {
    const kept = join(cache, hash + suffix);
    if (!existsSync(kept)) {
      writeFileSync(`${kept}.part`, pack(content));
      renameSync(`${kept}.part`, kept);
    }
    const { size } = statSync(kept);
    if (size < content.length * 0.95) sizes[name] = size;
  }
  return sizes;
}

/**
 * Lays the compressed files beside one.
 * @param {string} file already written
 * @param {Buffer} content of the file
 * @param {string} hash of the content
 * @param {string} cache folder
 * @returns {Record<string, number>} their sizes, as `compressedSizes`
 */
export function compress(file, content, hash, cache) {
  const sizes = compressedSizes(file, content, hash, cache);
  for (const { suffix, name } of packers) {
    if (!sizes[name]) continue;
    copyFileSync(join(cache, hash + suffix), `${file}${suffix}.part`);
    renameSync(`${file}${suffix}.part`, file + suffix);
  }
  return sizes;
}
