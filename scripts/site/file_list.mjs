// files.json: what every file of the build weighs, on the disk and on the wire, and how to tell it from a damaged copy.
import { compressedSizes } from './compress.mjs';
import { sha256 } from './hashes.mjs';

/** @typedef {import('../../src/inference/web/files.mjs').FileFacts} FileFacts */

/**
 * @param {Map<string, Buffer>} files path -> content
 * @param {string} cache folder of compressed files
 * @returns {Record<string, FileFacts>}
 */
export function fileFacts(files, cache) {
  /** @type {Record<string, FileFacts>} */
  const list = {};
  for (const [path, content] of files) {
    const hash = sha256(content);
    const wire = compressedSizes(path, content, hash, cache)['gzip'] ?? content.length;
    // Half a hash tells whole files from damaged ones; it protects from nobody who means harm.
    list[path] = { bytes: content.length, wire, sha256: hash.slice(0, 32) };
  }
  return list;
}

/** What the loading bars say. @param {Record<string, FileFacts>} facts */
export function wireBytes(facts) {
  const below = (/** @type {RegExp} */ wanted) =>
    Object.entries(facts).reduce((sum, [path, { wire }]) => sum + (wanted.test(path) ? wire : 0), 0);
  const models = Object.entries(facts).flatMap(([path, { wire }]) => {
    const id = /^models\/(.+)\.onnx$/.exec(path)?.[1];
    return id ? [/** @type {const} */ ([id, wire])] : [];
  });
  return { app: below(/^app\//), runtime: below(/^ort\/[^/]+$/), models: Object.fromEntries(models) };
}
