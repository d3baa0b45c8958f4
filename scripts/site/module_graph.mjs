// Which modules a module brings with it, as the browser would find out one after the other.

/** Imports as prettier lays them: with their names, for their effects, or handed on. */
const IMPORT = /^(?:import|export)\b[^'";]*?(?:\bfrom\s*)?'(\.[^']+)';/gm;

/**
 * @param {Map<string, Buffer>} files path -> content
 * @param {string[]} entries paths
 * @returns {string[]} the entries and all that they import, nearest first; throws where one of them is missing
 */
export function withImports(files, entries) {
  const found = new Set(entries);
  for (const path of found) {
    const content = files.get(path);
    if (!content) throw new Error(`the site has no module ${path}`);
    for (const [, name = ''] of content.toString().matchAll(IMPORT))
      found.add(new URL(name, `file:///${path}`).pathname.slice(1));
  }
  return [...found];
}
