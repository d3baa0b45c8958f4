// Looking for a name as people type it.

/** "Snow man" finds "snowman", "eiffel" finds "The Eiffel Tower". @param {string} text */
const folded = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The categories that fit, those that begin with what is looked for first.
 * @param {string[]} names @param {string} wanted
 */
export function matching(names, wanted) {
  const looked = folded(wanted);
  const begins = names.filter((name) => folded(name).startsWith(looked));
  return [...begins, ...names.filter((name) => !begins.includes(name) && folded(name).includes(looked))];
}
