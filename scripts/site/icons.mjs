// One sprite of the Lucide icons that the page uses. A symbol holds shapes only; size and colour come from the page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} list the text of web/icons.txt */
export const iconNames = (list) =>
  list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));

/** @param {string} svg @returns {string} what is inside the svg element */
const shapes = (svg) => {
  const inside = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1];
  if (!inside) throw new Error('not an SVG file');
  return inside.replace(/<!--[\s\S]*?-->/g, '').replace(/\s*\n\s*/g, '');
};

/**
 * @param {string[]} names
 * @param {string} folder of Lucide's SVG files
 */
export function sprite(names, folder) {
  const symbols = names.map((name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), 'utf8');
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes(svg)}</symbol>`;
  });
  return `<!-- Icons: Lucide, ISC licence, see licences.txt -->\n<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}
