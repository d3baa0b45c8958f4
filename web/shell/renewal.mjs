// Loads the page anew. The browser may hold a damaged copy of a module, which a reload alone would take again: what is not
// what the build says is fetched past all caches first.
import { inBuild } from './addresses.mjs';

/** @typedef {import('./offline_parts.mjs').Files} Files */

const root = inBuild('');
const PATIENCE_MS = 8000;

/** @param {string} path @param {RequestCache} cache @param {AbortSignal} signal */
const bytesOf = async (path, cache, signal) => (await fetch(new URL(path, root), { cache, signal })).arrayBuffer();

/** @param {ArrayBuffer} bytes @param {string} promised its first digits */
async function isWhole(bytes, promised) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .startsWith(promised);
}

/** Models, runtime and app are checked by those who use them. @param {string} path */
const isUnchecked = (path) => /^(shell|platform|inference)\/.*\.mjs$|^(site|files)\.json$/.test(path);

async function mendCopies() {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const list = /** @type {Files} */ (
    await (await fetch(new URL('files.json', root), { cache: 'reload', signal })).json()
  );
  const mend = async (/** @type {[string, { sha256: string }]} */ [path, { sha256 }]) => {
    if (!(await isWhole(await bytesOf(path, 'default', signal), sha256))) await bytesOf(path, 'reload', signal);
  };
  await Promise.all(
    Object.entries(list)
      .filter(([path]) => isUnchecked(path))
      .map(mend),
  );
}

export async function renewPage() {
  // Whatever cannot be mended now, a reload tells.
  await mendCopies().catch(() => {});
  location.reload();
}
