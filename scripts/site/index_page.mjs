// The page itself, index.html, from its template: the build's folder, the shell's modules, the gallery.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError } from './build_error.mjs';
import { galleryCards } from './gallery.mjs';
import { integrity } from './hashes.mjs';
import { openGraph } from './head.mjs';
import { html } from './html.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Card} Card */
/** @typedef {import('../../web/shell/types.d.ts').Catalog} Catalog */
/** @typedef {Map<string, Buffer>} Files path relative to the build's folder -> content */

export const about = {
  title: 'Machine learning you can touch',
  description: 'Small neural networks that run in your browser. Draw, watch them answer, and look inside.',
};

/**
 * What the page's modules must be, as an import map: one that arrives altered is none, whoever imports it.
 * @param {Files} files
 * @param {string} build
 */
function wholeModules(files, build) {
  const modules = [...files].filter(([path]) => /^(shell|platform)\/.*\.mjs$/.test(path));
  const sums = modules.map(([path, content]) => [`./${build}/${path}`, integrity(content)]);
  return JSON.stringify({ integrity: Object.fromEntries(sums) });
}

/**
 * What the way to a stage needs beside the shell, for web/shell/early.mjs; first what starts the runtime's worker.
 * @param {string} build
 */
function stageModules(build) {
  const first = ['platform/early.mjs', 'inference/web/worker/worker.mjs'];
  const rest = ['shell/experiment.mjs', 'platform/platform.mjs'];
  const link = (/** @type {string} */ path, priority = '') =>
    `<link rel="modulepreload" href="${build}/${path}"${priority}>`;
  return [...first.map((path) => link(path, ' fetchpriority="high"')), ...rest.map((path) => link(path))].join('');
}

/**
 * Throws BuildError where the template has a placeholder that nobody fills.
 * @param {{ web: string, build: string, version: string, homepage: string, repository: string }} site web: the template's
 *   folder; homepage, repository: empty where nobody said
 * @param {Catalog} catalog
 * @param {import('./models.mjs').Models} models
 * @param {Files} files of the build
 * @param {string} picture of its links
 */
export function indexHtml({ web, build, version, homepage, repository }, catalog, models, files, picture) {
  const gallery = galleryCards(catalog, (experiment) => {
    const { card } = /** @type {{ card: Card }} */ (models.get(experiment.model));
    return { experiment, card, cover: readFileSync(join(web, 'covers', experiment.cover), 'utf8') };
  });
  const whole = wholeModules(files, build);
  const page = readFileSync(join(web, 'index.html'), 'utf8')
    .replaceAll('@BUILD@', build)
    .replaceAll('@VERSION@', version)
    .replace('<!-- @HEAD@ -->', () => openGraph({ ...about, path: '', picture, homepage }))
    .replace('@APPS@', () => JSON.stringify(Object.fromEntries(catalog.experiments.map(({ key, app }) => [key, app]))))
    .replace('@WHOLE@', () => whole)
    .replace('@MODULES@', () => integrity(whole)) // the policy lets in this map, and nothing else that stands in the page
    .replace('<!-- @STAGE@ -->', () => stageModules(build))
    .replace('<!-- @SOURCE@ -->', () => (repository ? html`. <a href="${repository}">Source code</a>`.text : ''))
    .replace('<!-- @GALLERY@ -->', () => gallery.join('\n'));
  const left = /@[A-Z]+@/.exec(page);
  if (left) throw new BuildError(`web/index.html has the unknown placeholder ${left[0]}.`);
  return page;
}
