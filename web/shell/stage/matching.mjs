// Looking for a name as people type it.
import { everydayNames } from './everyday_names.mjs';

/** "Snow man" finds "snowman", "eiffel" finds "The Eiffel Tower". @param {string} text */
const folded = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The categories that fit: first those that are called so otherwise ("automobile": car), where the whole word is there;
 * then those that begin with what is looked for, then those that have it, then those of whose other names a part is there.
 * @param {string[]} names @param {string} wanted
 */
export function matching(names, wanted) {
  const looked = folded(wanted);
  /** @param {(other: string) => boolean} fits */
  const called = (fits) =>
    Object.entries(everydayNames).flatMap(([other, meant]) => (fits(folded(other)) ? meant : []));
  const has = (/** @type {string[]} */ some) => names.filter((name) => some.includes(name));
  return [
    ...new Set([
      ...has(names.some((name) => folded(name) === looked) ? [] : called((other) => other === looked)),
      ...names.filter((name) => folded(name).startsWith(looked)),
      ...names.filter((name) => folded(name).includes(looked)),
      // Two letters are the beginning of too much.
      ...has(looked.length > 2 ? called((other) => other.startsWith(looked)) : []),
    ]),
  ];
}
