// The models of the site: where their files lie, and what is left of the catalogue where some are missing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError } from './build_error.mjs';
import { sha256 } from './hashes.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Card} Card */
/** @typedef {import('../../web/shell/types.d.ts').Catalog} Catalog */
/** @typedef {Map<string, { folder: string, card: Card }>} Models by id, and where they lie */

/**
 * Those that the catalogue lists; one that is converted from a package is left out where it is missing. Throws
 * BuildError where another one is missing or is not the file that its card describes.
 * @param {Catalog} catalog
 * @param {{ models: string, imported: string, root: string }} folders
 * @returns {Models}
 */
export function readModels(catalog, folders) {
  const models = new Map();
  for (const id of new Set(catalog.experiments.flatMap(({ models, helpers = [] }) => [...models, ...helpers]))) {
    const at = [folders.models, folders.imported].find((dir) => existsSync(join(dir, `${id}.json`)));
    if (at === undefined) {
      // What is converted from a package is there only if the package was.
      if (existsSync(join(folders.root, 'training/importers/networks', `${id}.json`))) continue;
      throw new BuildError(
        `web/catalog.json lists the model “${id}”, but ${join(folders.models, `${id}.json`)} does not exist.`,
      );
    }
    const file = join(at, `${id}.json`);
    const card = /** @type {Card} */ (JSON.parse(readFileSync(file, 'utf8')));
    const model = join(at, card.file.name);
    if (!existsSync(model)) throw new BuildError(`The card ${file} names ${card.file.name}, which does not exist.`);
    if (sha256(readFileSync(model)) !== card.file.sha256)
      throw new BuildError(`${model} is not the file that its card describes.`);
    models.set(id, { folder: at, card });
  }
  return models;
}

/**
 * The catalogue of what there is.
 * @param {Catalog} catalog
 * @param {Models} models
 * @param {(sentence: string) => void} say what had to be left out
 * @returns {Catalog}
 */
export function available(catalog, models, say) {
  const experiments = catalog.experiments.flatMap((experiment) => {
    const left = experiment.models.filter((id) => models.has(id));
    const missing = experiment.models.filter((id) => !models.has(id));
    const first = left[0];
    if (missing.length === 0) return [experiment];
    if (first === undefined) {
      say(`${experiment.key} is left out: there is no ${missing.join(', no ')} (see scripts/import).`);
      return [];
    }
    const model = left.includes(experiment.model) ? experiment.model : first;
    say(`${experiment.key} goes without ${missing.join(', ')} (see scripts/import) and begins with ${model}.`);
    return [{ ...experiment, models: left, model }];
  });
  const keys = new Set(experiments.map(({ key }) => key));
  return {
    ...catalog,
    experiments: experiments.map((one) => ({ ...one, similar: one.similar.filter((key) => keys.has(key)) })),
  };
}
