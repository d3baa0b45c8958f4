// Small services of the browser: text, clipboard, idle time, what is remembered across visits.

const STORAGE_PREFIX = 'ml-lab/';

/**
 * Text as C++ can take it: a NUL would end it, and what is no character would be no UTF-8.
 * @param {string} text
 */
export const forCpp = (text) => text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');

/** @param {string} text */
export async function copyText(text) {
  // A page without a secure address has no clipboard at all.
  if (!navigator.clipboard) throw new Error('no clipboard');
  await navigator.clipboard.writeText(text);
}

/** @param {() => void} work */
export function whenIdle(work) {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 200);
}

// Storage may be refused altogether; then nothing is remembered.
/** @returns {Record<string, string>} */
export function readSettings() {
  try {
    const own = Object.entries(localStorage).filter(([key]) => key.startsWith(STORAGE_PREFIX));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(STORAGE_PREFIX.length), String(value)]));
  } catch {
    return {};
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function writeSetting(key, value) {
  try {
    localStorage.setItem(STORAGE_PREFIX + key, value);
  } catch {
    // Full or refused.
  }
}
