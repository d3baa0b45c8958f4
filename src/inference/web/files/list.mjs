// What the build says about its files (scripts/assemble.mjs): files.json, at the top of the build's folder.

/** Of an output: how many numbers it has, and some of them. @typedef {{ name: string, size: number, numbers: number[] }} Expected */
/** @typedef {{ inputs: { name: string, type: string, shape: number[] }[], outputs: Expected[] }} SelfCheck */

/**
 * wire: bytes as a host sends them, with gzip; sha256: its first 32 digits, which tell a damaged file from a whole one.
 * check: of a model, what native code computes with it.
 * @typedef {{ bytes: number, wire: number, sha256: string, check?: SelfCheck }} FileFacts
 */

/**
 * @param {string} root the build's folder, with a slash at its end
 * @returns {Promise<Record<string, FileFacts>>} by the path in that folder
 */
export async function listFiles(root) {
  const url = new URL('files.json', root);
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    const response = await fetch(url, { cache });
    if (!response.ok) continue;
    try {
      return await response.json();
    } catch {
      // A damaged copy in a cache: the next attempt goes past it.
    }
  }
  throw new Error('the list of the site’s files did not arrive');
}
