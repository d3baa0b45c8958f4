// What an address means. Routes live in the hash, so that the site works from any folder of any host:
// #/ (the gallery) and #/experiments/<Key>, each with an optional ?query. In it `embed` says how the page is shown, and
// nothing to the stage.

/**
 * @typedef {{ view: 'gallery' }
 *   | { view: 'experiment', key: string, query: URLSearchParams, tooLong: boolean }
 *   | { view: 'unknown', address: string }} Route
 */

/** Characters of a query; no link of ours is as long. What is longer is not read at all. */
export const LONGEST_QUERY = 65_536;

/** @param {string} key */
export const addressOf = (key) => `#/experiments/${key}`;

/**
 * @param {string} hash as in location.hash
 * @returns {Route | null} null for a hash that is no route at all, as the skip link's #main
 */
export function parseRoute(hash) {
  if (hash === '' || hash === '#') return { view: 'gallery' };
  if (!hash.startsWith('#/')) return null;
  const begins = hash.indexOf('?');
  const path = hash.slice(1, begins < 0 ? undefined : begins);
  const query = begins < 0 ? '' : hash.slice(begins + 1);
  if (path === '/') return { view: 'gallery' };
  const key = /^\/experiments\/([A-Za-z0-9]+)\/?$/.exec(path)?.[1];
  if (key) {
    const tooLong = query.length > LONGEST_QUERY;
    const fields = new URLSearchParams(tooLong ? '' : query);
    fields.delete('embed');
    return { view: 'experiment', key, query: fields, tooLong };
  }
  return { view: 'unknown', address: hash };
}
