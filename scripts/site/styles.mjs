// The site's styles as it sends them. What is not needed by itself is one file: in the order in which it holds.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError } from './build_error.mjs';

/** Colours by the theme, what all pages share, and paper. */
const alone = ['light.css', 'dark.css', 'base.css', 'print.css'];
/** index.html's. */
const together = [
  'gallery.css',
  'experiment.css',
  'stored.css',
  'categories.css',
  'writing.css',
  'sheet.css',
  'model.css',
  'offline.css',
];

/** @param {string} folder @returns {Map<string, Buffer>} path in the build's folder -> content; throws BuildError */
export function styles(folder) {
  const missed = readdirSync(folder).find((file) => !alone.includes(file) && !together.includes(file));
  if (missed) throw new BuildError(`scripts/site/styles.mjs does not say where web/styles/${missed} belongs.`);
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file));
  return new Map([
    ...alone.map((file) => /** @type {const} */ ([`styles/${file}`, read(file)])),
    ['styles/page.css', Buffer.concat(together.map(read))],
  ]);
}
