// Whether what arrived is what was promised.

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string>} hexadecimal; empty where the browser does not compute it: on pages that are not secure
 */
export async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return '';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{ bytes: number, sha256: string } | undefined} promised sha256: its first digits; undefined: nothing is known
 */
export async function isAsPromised(bytes, promised) {
  if (!promised) return true;
  if (promised.bytes > 0 && promised.bytes !== bytes.byteLength) return false;
  const sum = await sha256(bytes);
  return sum === '' || sum.startsWith(promised.sha256.toLowerCase());
}
