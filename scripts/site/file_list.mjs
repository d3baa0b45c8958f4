// files.json: what every file of the build weighs, on the disk and on the wire, and how to tell it from a damaged copy.
import { compressedSizes } from './compress.mjs';
import { sha256 } from './hashes.mjs';

/** @typedef {import('../../src/inference/web/files/list.mjs').FileFacts} FileFacts */

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

/**
 * What the loading bars say of code.
 * @param {Record<string, FileFacts>} facts
 * @param {'bytes' | 'wire'} what
 * @returns {import('../../web/shell/types.d.ts').Weights}
 */
export function weights(facts, what) {
  /** @type {Record<string, number>} */
  const apps = {};
  let runtime = 0;
  for (const [path, { [what]: weight }] of Object.entries(facts)) {
    const app = /^app\/([^/]+)\.(mjs|wasm)$/.exec(path)?.[1];
    if (app) apps[app] = (apps[app] ?? 0) + weight;
    if (/^ort\/[^/]+$/.test(path)) runtime += weight;
  }
  return { apps, runtime };
}

/** And of models, on the wire. @param {Record<string, FileFacts>} facts @returns {Record<string, number>} */
export function modelWeights(facts) {
  const models = Object.entries(facts).flatMap(([path, { wire }]) => {
    const id = /^models\/(.+)\.onnx$/.exec(path)?.[1];
    return id ? [/** @type {const} */ ([id, wire])] : [];
  });
  return Object.fromEntries(models);
}
