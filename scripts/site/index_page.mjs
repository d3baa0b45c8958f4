// The page itself, index.html, from its template: the build's folder, the shell's modules, the gallery.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError } from './build_error.mjs';
import { galleryCards } from './gallery.mjs';
import { integrity } from './hashes.mjs';
import { openGraph } from './head.mjs';
import { withImports } from './module_graph.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Card} Card */
/** @typedef {import('../../web/shell/types.d.ts').Catalog} Catalog */
/** @typedef {Map<string, Buffer>} Files path relative to the build's folder -> content */

export const about = {
  title: 'Machine learning you can touch',
  description: 'Small neural networks that run in your browser. Draw, watch them answer, and look inside.',
};

/**
 * The browser learns of all modules at once, and not of each one from another; one that arrives altered is none.
 * @param {Files} modules
 * @param {string} build
 */
const preloads = (modules, build) =>
  [...modules]
    .map(([path, content]) => `<link rel="modulepreload" href="${build}/${path}" integrity="${integrity(content)}">`)
    .join('\n  ');

/**
 * What a stage needs beside the shell, for web/shell/ahead.mjs: first what starts the runtime's worker, and its own modules.
 * @param {Files} files
 * @param {string} build
 */
export function stageModules(files, build) {
  const first = withImports(files, ['platform/early.mjs', 'inference/web/worker/worker.mjs']);
  const rest = withImports(files, ['platform/platform.mjs']).filter((path) => !first.includes(path));
  const link = (/** @type {string} */ path, priority = '') =>
    `<link rel="modulepreload" href="${build}/${path}"${priority}>`;
  return [...first.map((path) => link(path, ' fetchpriority="high"')), ...rest.map((path) => link(path))].join('');
}

/**
 * Throws BuildError where the template has a placeholder that nobody fills.
 * @param {{ web: string, build: string, version: string, homepage: string }} site web: the template's folder
 * @param {Catalog} catalog
 * @param {import('./models.mjs').Models} models
 * @param {Files} files of the build
 * @param {string} picture of its links
 */
export function indexHtml({ web, build, version, homepage }, catalog, models, files, picture) {
  const shell = new Map([...files].filter(([path]) => /^shell\/.*\.mjs$/.test(path)));
  const ahead = withImports(files, ['shell/ahead.mjs']).slice(1); // what it imports
  const gallery = galleryCards(catalog, (experiment) => {
    const { card } = /** @type {{ card: Card }} */ (models.get(experiment.model));
    return { experiment, card, cover: readFileSync(join(web, 'covers', experiment.cover), 'utf8') };
  });
  const page = readFileSync(join(web, 'index.html'), 'utf8')
    .replaceAll('@BUILD@', build)
    .replaceAll('@VERSION@', version)
    .replace('<!-- @HEAD@ -->', () => openGraph({ ...about, path: '', picture, homepage }))
    .replace('@APPS@', () => JSON.stringify(Object.fromEntries(catalog.experiments.map(({ key, app }) => [key, app]))))
    .replace('<!-- @AHEAD@ -->', () => preloads(new Map([...shell].filter(([path]) => ahead.includes(path))), build))
    .replace('<!-- @STAGE@ -->', () => stageModules(files, build))
    .replace('<!-- @MODULES@ -->', () => preloads(shell, build))
    .replace('<!-- @GALLERY@ -->', () => gallery.join('\n'));
  const left = /@[A-Z]+@/.exec(page);
  if (left) throw new BuildError(`web/index.html has the unknown placeholder ${left[0]}.`);
  return page;
}
