// Puts the site together: node scripts/assemble.mjs --app DIR --fonts DIR --models DIR --out DIR --cache DIR
//   [--repository ADDRESS] [--root DIR]
// Everything that belongs to one build lies in a folder named by the hash of its content, so that no cache ever mixes
// two versions. Unchanged input gives the same folder again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compress } from './site/compress.mjs';
import { galleryCard } from './site/gallery.mjs';
import { iconNames, sprite } from './site/icons.mjs';

/** @typedef {import('../web/shell/types.d.ts').Card} Card */
/** @typedef {import('../web/shell/types.d.ts').Catalog} Catalog */
/** @typedef {import('../web/shell/types.d.ts').Site} Site */
/** @typedef {Map<string, Buffer>} Files path relative to the site -> content */

/** A fault that the person who builds can mend: a sentence, no stack. */
class BuildError extends Error {}

const { values: args } = parseArgs({
  options: {
    app: { type: 'string' },
    fonts: { type: 'string' },
    models: { type: 'string' },
    out: { type: 'string' },
    cache: { type: 'string' },
    repository: { type: 'string', default: '' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
});

/** @param {'app' | 'fonts' | 'models' | 'out' | 'cache' | 'root'} name */
const folder = (name) => {
  const value = args[name];
  if (!value) throw new BuildError(`--${name} is missing`);
  return value;
};

/** @param {string} dir @param {RegExp} wanted @returns {string[]} paths relative to dir */
const filesBelow = (dir, wanted) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => relative(dir, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

/** @param {Buffer | string} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** @param {Catalog} catalog @param {string} models @returns {Map<string, Card>} */
function readCards(catalog, models) {
  const cards = new Map();
  for (const id of new Set(catalog.experiments.flatMap((experiment) => experiment.models))) {
    const file = join(models, `${id}.json`);
    if (!existsSync(file))
      throw new BuildError(`web/catalog.json lists the model “${id}”, but ${file} does not exist.`);
    const card = /** @type {Card} */ (JSON.parse(readFileSync(file, 'utf8')));
    const model = join(models, card.file.name);
    if (!existsSync(model)) throw new BuildError(`The card ${file} names ${card.file.name}, which does not exist.`);
    if (sha256(readFileSync(model)) !== card.file.sha256)
      throw new BuildError(`${model} is not the file that its card describes.`);
    cards.set(id, card);
  }
  return cards;
}

/** Everything that goes into the build's folder. @param {Catalog} catalog @param {Map<string, Card>} cards @returns {Files} */
function gather(catalog, cards) {
  /** @type {Files} */
  const files = new Map();
  const root = folder('root');
  const web = join(root, 'web');
  /** @param {string} to @param {string} from */
  const add = (to, from) => files.set(to, readFileSync(from));

  for (const dir of ['shell', 'styles']) {
    for (const file of filesBelow(join(web, dir), /\.(mjs|css)$/)) add(`${dir}/${file}`, join(web, dir, file));
  }
  for (const file of filesBelow(join(root, 'src'), /\.mjs$/)) add(file, join(root, 'src', file));
  for (const file of filesBelow(folder('fonts'), /\.woff2$/)) add(`fonts/${file}`, join(folder('fonts'), file));
  for (const file of ['ml_lab.mjs', 'ml_lab.wasm']) add(`app/${file}`, join(folder('app'), file));
  for (const file of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
    add(`ort/${file}`, join(root, 'node_modules/onnxruntime-web/dist', file));
  }
  for (const [id, card] of cards) {
    add(`models/${id}.json`, join(folder('models'), `${id}.json`));
    add(`models/${card.file.name}`, join(folder('models'), card.file.name));
  }
  const examples = join(web, 'examples');
  if (existsSync(examples))
    for (const file of filesBelow(examples, /\.(jpg|png|webp|txt)$/)) add(`examples/${file}`, join(examples, file));
  add('licences.txt', join(web, 'licences.txt'));

  const icons = join(root, 'node_modules/lucide-static/icons');
  const names = iconNames(readFileSync(join(web, 'icons.txt'), 'utf8'));
  files.set('icons.svg', Buffer.from(sprite(names, icons)));

  /** @param {string} start */
  const total = (start) =>
    [...files].reduce((sum, [path, content]) => sum + (path.startsWith(start) ? content.length : 0), 0);
  /** @type {Site} */
  const site = {
    ...catalog,
    repository: args.repository || catalog.repository,
    version: version(),
    totals: { app: total('app/'), runtime: total('ort/') },
  };
  files.set('site.json', Buffer.from(JSON.stringify(site)));
  return files;
}

const version = () =>
  /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(folder('root'), 'package.json'), 'utf8'))).version;

/** @param {Catalog} catalog @param {Map<string, Card>} cards @param {string} build */
function indexHtml(catalog, cards, build) {
  const web = join(folder('root'), 'web');
  const gallery = catalog.experiments.map((experiment) => {
    const card = /** @type {Card} */ (cards.get(experiment.model));
    return galleryCard(experiment, card, readFileSync(join(web, 'covers', experiment.cover), 'utf8'));
  });
  const page = readFileSync(join(web, 'index.html'), 'utf8')
    .replaceAll('@BUILD@', build)
    .replaceAll('@VERSION@', version())
    .replace('<!-- @GALLERY@ -->', () => gallery.join('\n'));
  const left = /@[A-Z]+@/.exec(page);
  if (left) throw new BuildError(`web/index.html has the unknown placeholder ${left[0]}.`);
  return page;
}

/** A folder is only ever overwritten if it is a site that this script made. @param {string} out */
function refuseForeignFolder(out) {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, 'build.json'))) {
    throw new BuildError(`${out} is not empty and no site of this project; it stays untouched.`);
  }
}

function assemble() {
  const out = folder('out');
  refuseForeignFolder(out);
  const catalog = /** @type {Catalog} */ (JSON.parse(readFileSync(join(folder('root'), 'web/catalog.json'), 'utf8')));
  const cards = readCards(catalog, folder('models'));
  const parts = gather(catalog, cards);
  const build = sha256([...parts].map(([path, content]) => `${path} ${sha256(content)}`).join('\n')).slice(0, 12);

  // The pages come last: until then a server goes on with the build before.
  /** @type {Files} */
  const files = new Map([...parts].map(([path, content]) => [`${build}/${path}`, content]));
  for (const file of ['boot.js', 'favicon.svg', '404.html'])
    files.set(file, readFileSync(join(folder('root'), 'web', file)));
  files.set('index.html', Buffer.from(indexHtml(catalog, cards, build)));

  /** @type {Record<string, Record<string, number | string>>} */
  const listed = {};
  const keep = new Set();
  for (const [path, content] of files) {
    const file = join(out, path);
    const hash = sha256(content);
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file) || sha256(readFileSync(file)) !== hash) writeFileSync(file, content);
    const compressed = compress(file, content, hash, folder('cache'));
    listed[path] = { bytes: content.length, ...compressed, sha256: hash };
    keep.add(path);
    if (compressed['brotli']) keep.add(`${path}.br`);
    if (compressed['gzip']) keep.add(`${path}.gz`);
  }
  writeFileSync(join(out, 'build.json'), `${JSON.stringify({ version: version(), build, files: listed }, null, 1)}\n`);
  keep.add('build.json');

  for (const path of filesBelow(out, /./)) if (!keep.has(path)) rmSync(join(out, path));
  for (const name of readdirSync(out))
    if (![...keep].some((path) => path === name || path.startsWith(`${name}/`)))
      rmSync(join(out, name), { recursive: true });
  console.log(`The site is in ${out} (version ${version()}, build ${build}).`);
}

try {
  assemble();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(`assemble: ${error.message}`);
  process.exitCode = 1;
}
