// What an address means. Routes live in the hash, so that the site works from any folder of any host:
// #/ (the gallery) and #/experiments/<Key>, each with an optional ?query.

/**
 * @typedef {{ view: 'gallery' }
 *   | { view: 'experiment', key: string, query: URLSearchParams }
 *   | { view: 'unknown', address: string }} Route
 */

/** @param {string} key */
export const addressOf = (key) => `#/experiments/${key}`;

/**
 * @param {string} hash as in location.hash
 * @returns {Route | null} null for a hash that is no route at all, as the skip link's #main
 */
export function parseRoute(hash) {
  if (hash === '' || hash === '#') return { view: 'gallery' };
  if (!hash.startsWith('#/')) return null;
  const [path = '', query = ''] = hash.slice(1).split(/\?(.*)/s);
  if (path === '/') return { view: 'gallery' };
  const key = /^\/experiments\/([A-Za-z0-9]+)\/?$/.exec(path)?.[1];
  if (key) return { view: 'experiment', key, query: new URLSearchParams(query) };
  return { view: 'unknown', address: hash };
}
