// Which app has an experiment: written into the page when the site is built, because its code is asked for before the list of
// experiments is there.

/** @param {string} key of an experiment @returns {string | undefined} nothing where there is no such experiment */
export function appOf(key) {
  const text = document.getElementById('stage-modules')?.dataset['apps'] ?? '{}';
  const apps = /** @type {Record<string, string>} */ (JSON.parse(text));
  return Object.hasOwn(apps, key) ? apps[key] : undefined;
}
