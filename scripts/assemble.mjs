// Puts the site together: node scripts/assemble.mjs --app DIR --beside DIR --fonts DIR --models DIR --imported DIR
//   --kernels FILE --out DIR --cache DIR [--repository ADDRESS] [--homepage ADDRESS] [--root DIR]
// Everything that belongs to one build lies in a folder named by the hash of its content, so that no cache ever mixes
// two versions. Unchanged input gives the same folder again.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { grafted } from './runtime/graft.mjs';
import { committedProfile, trimmed } from './runtime/profile.mjs';
import { appIcon } from './site/app_icon.mjs';
import { BuildError } from './site/build_error.mjs';
import { compress } from './site/compress.mjs';
import { fileFacts, modelWeights, weights } from './site/file_list.mjs';
import { sha256 } from './site/hashes.mjs';
import { addressesOf, experimentPage, previewPath } from './site/head.mjs';
import { iconNames, sprite } from './site/icons.mjs';
import { about, indexHtml } from './site/index_page.mjs';
import { available, readModels } from './site/models.mjs';
import { modules } from './site/modules.mjs';
import { serviceWorker } from './site/offline.mjs';
import { coverRules, drawn, previewSvg } from './site/previews.mjs';
import { selfChecks } from './site/self_checks.mjs';
import { storedAnswers } from './site/stored_answers.mjs';
import { styles } from './site/styles.mjs';

/** @typedef {import('../web/shell/types.d.ts').Catalog} Catalog */
/** @typedef {import('../web/shell/types.d.ts').Site} Site */
/** @typedef {import('./site/models.mjs').Models} Models */
/** @typedef {Map<string, Buffer>} Files path relative to the site -> content */

const { values: args } = parseArgs({
  options: {
    app: { type: 'string' },
    beside: { type: 'string' },
    fonts: { type: 'string' },
    kernels: { type: 'string' },
    models: { type: 'string' },
    imported: { type: 'string' },
    out: { type: 'string' },
    cache: { type: 'string' },
    repository: { type: 'string', default: '' },
    homepage: { type: 'string', default: '' },
    root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
  },
});

/** @param {'app' | 'beside' | 'fonts' | 'kernels' | 'models' | 'imported' | 'out' | 'cache' | 'root'} name */
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

/** @typedef {Awaited<ReturnType<typeof selfChecks>>} Checks */

/** Everything that goes into the build's folder. @param {Catalog} catalog @param {Models} models @param {Checks} checks @returns {Promise<Files>} */
async function gather(catalog, models, checks) {
  /** @type {Files} */
  const files = new Map();
  const root = folder('root');
  const web = join(root, 'web');
  /** @param {string} to @param {string} from */
  const add = (to, from) => files.set(to, readFileSync(from));

  for (const [path, content] of [...(await modules(root)), ...styles(join(web, 'styles'))]) files.set(path, content);
  for (const file of filesBelow(folder('fonts'), /\.woff2$/)) add(`fonts/${file}`, join(folder('fonts'), file));
  const apps = [...new Set(catalog.experiments.map(({ app }) => app))];
  for (const file of apps.flatMap((app) => [`${app}.mjs`, `${app}.wasm`]))
    add(`app/${file}`, join(folder('app'), file));
  for (const file of filesBelow(folder('beside'), /\.(mjs|wasm)$/)) add(`beside/${file}`, join(folder('beside'), file));
  const ort = join(root, 'node_modules/onnxruntime-web/dist');
  for (const file of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs']) add(`ort/${file}`, join(ort, file));
  const runtime = readFileSync(join(ort, 'ort-wasm-simd-threaded.wasm'));
  files.set('ort/ort-wasm-simd-threaded.wasm', trimmedRuntime(runtime));
  files.set('ort/whole/ort-wasm-simd-threaded.wasm', runtime);
  for (const [id, { folder: at, card }] of models) {
    add(`models/${id}.json`, join(at, `${id}.json`));
    add(`models/${card.file.name}`, join(at, card.file.name));
  }
  const answers = storedAnswers(models, join(folder('models'), 'answers'), say);
  for (const [id, content] of answers) files.set(`models/answers/${id}.json`, content);
  const examples = join(web, 'examples');
  if (existsSync(examples))
    for (const file of filesBelow(examples, /\.(jpg|png|webp|txt)$/)) add(`examples/${file}`, join(examples, file));
  add('licences.txt', join(web, 'licences.txt'));

  const icons = join(root, 'node_modules/lucide-static/icons');
  const names = iconNames(readFileSync(join(web, 'icons.txt'), 'utf8'));
  files.set('icons.svg', Buffer.from(sprite(names, icons)));

  const facts = fileFacts(files, folder('cache'));
  /** @type {Site} */
  const site = {
    ...catalog,
    repository: addresses().repository,
    version: version(),
    answers: [...answers.keys()],
    totals: weights(facts, 'bytes'),
    wire: { ...weights(facts, 'wire'), models: modelWeights(facts) },
  };
  files.set('site.json', Buffer.from(JSON.stringify(site)));
  for (const [id, { card }] of models) {
    const [file, check] = [facts[`models/${card.file.name}`], checks[id]];
    if (file && check) file.check = check;
  }
  const list = { ...facts, ...fileFacts(new Map([['site.json', Buffer.from(JSON.stringify(site))]]), folder('cache')) };
  files.set('files.json', Buffer.from(JSON.stringify(list)));
  return files;
}

/** @param {Buffer} runtime */
function trimmedRuntime(runtime) {
  try {
    return grafted(trimmed(runtime, committedProfile()), readFileSync(folder('kernels')));
  } catch (error) {
    throw new BuildError(error instanceof Error ? error.message : String(error));
  }
}

/** @returns {{ version: string, homepage?: string, repository?: string | { url?: string } }} */
const manifest = () => JSON.parse(readFileSync(join(folder('root'), 'package.json'), 'utf8'));
const version = () => manifest().version;
/** Of the source and of the site: as they are given here, else as package.json says. */
const addresses = () =>
  addressesOf({
    ...manifest(),
    ...(args.repository ? { repository: args.repository } : {}),
    ...(args.homepage ? { homepage: args.homepage } : {}),
  });

const galleryPreview = 'ml-lab';

/** Pictures of the experiments' links, and of the gallery's. @param {Catalog} catalog @returns {Files} */
function previews(catalog) {
  const web = join(folder('root'), 'web');
  const read = (/** @type {string} */ file) => readFileSync(join(web, file), 'utf8');
  const rules = coverRules(read('styles/gallery.css'), read('styles/light.css'));
  const of = (/** @type {string} */ title, /** @type {string} */ summary, /** @type {string} */ cover) =>
    drawn(previewSvg({ title, summary, cover: read(`covers/${cover}`), rules }), join(folder('cache'), 'previews'));
  /** @type {Files} */
  const files = new Map();
  const add = (/** @type {string} */ name, /** @type {Buffer | undefined} */ picture) =>
    picture && files.set(previewPath(name), picture);
  for (const { key, title, summary, cover } of catalog.experiments) add(key, of(title, summary, cover));
  const first = catalog.experiments[0];
  if (first) add(galleryPreview, of(about.title, about.description, first.cover));
  if (files.size === 0) say('links have no pictures: rsvg-convert is missing (librsvg2-bin).');
  return files;
}

/** A folder is only ever overwritten if it is a site that this script made. @param {string} out */
function refuseForeignFolder(out) {
  const there = existsSync(out) ? readdirSync(out) : [];
  // Also one that was interrupted just when it marked the folder as its own.
  if (there.length > 0 && !there.some((name) => name === 'build.json' || name === 'build.json.part')) {
    throw new BuildError(`${out} is not empty and no site of this project; it stays untouched.`);
  }
}

/** The folder is this script's from now on, also if it is interrupted. @param {string} out */
function mark(out) {
  const marker = join(out, 'build.json');
  if (existsSync(marker)) return;
  mkdirSync(out, { recursive: true });
  replace(marker, `${JSON.stringify({ version: version(), build: '', files: {} })}\n`);
}

/** Lays a file in its place in one piece: a server reads the old one or the new one. @param {string} file @param {Buffer | string} content */
function replace(file, content) {
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}

/** @param {string} sentence */
const say = (sentence) => console.log(`assemble: ${sentence}`);

async function assemble() {
  const out = folder('out');
  refuseForeignFolder(out);
  const whole = /** @type {Catalog} */ (JSON.parse(readFileSync(join(folder('root'), 'web/catalog.json'), 'utf8')));
  const folders = { models: folder('models'), imported: folder('imported'), root: folder('root') };
  const models = readModels(whole, folders);
  const catalog = available(whole, models, say);
  const contents = [...models].map(
    ([id, { folder: at, card }]) => /** @type {[string, Buffer]} */ ([id, readFileSync(join(at, card.file.name))]),
  );
  const checks = await selfChecks(contents, folder('cache'), say);
  const parts = await gather(catalog, models, checks);
  const build = sha256([...parts].map(([path, content]) => `${path} ${sha256(content)}`).join('\n')).slice(0, 12);

  // The pages come last: until then a server goes on with the build before.
  /** @type {Files} */
  const files = new Map([...parts].map(([path, content]) => [`${build}/${path}`, content]));
  const web = join(folder('root'), 'web');
  for (const file of ['boot.js', 'open.js', 'favicon.svg', 'manifest.webmanifest', '404.html'])
    files.set(file, readFileSync(join(web, file)));
  for (const side of [180, 192, 512]) files.set(`icon-${side}.png`, appIcon(side));
  const pictures = previews(catalog);
  const pictureOf = (/** @type {string} */ name) => (pictures.has(previewPath(name)) ? previewPath(name) : '');
  const site = { web, build, version: version(), ...addresses() };
  for (const one of catalog.experiments) {
    const page = experimentPage(one, { build, homepage: site.homepage, picture: pictureOf(one.key) });
    files.set(`experiments/${one.key}/index.html`, Buffer.from(page));
  }
  files.set('index.html', Buffer.from(indexHtml(site, catalog, models, parts, pictureOf(galleryPreview))));
  const source = readFileSync(join(web, 'service-worker.js'), 'utf8');
  files.set('service-worker.js', serviceWorker(source, build, fileFacts(files, folder('cache'))));
  for (const [path, content] of pictures) files.set(path, content); // for others: nobody needs them here, or offline

  mark(out);
  /** @type {Record<string, Record<string, number | string>>} */
  const listed = {};
  const keep = new Set();
  for (const [path, content] of files) {
    const file = join(out, path);
    const hash = sha256(content);
    mkdirSync(dirname(file), { recursive: true });
    const changed = !existsSync(file) || sha256(readFileSync(file)) !== hash;
    // Copies of another version must not be sent with the new one's name.
    if (changed) for (const suffix of ['.br', '.gz']) rmSync(file + suffix, { force: true });
    if (changed) replace(file, content);
    const compressed = compress(file, content, hash, folder('cache'));
    listed[path] = { bytes: content.length, ...compressed, sha256: hash };
    keep.add(path);
    if (compressed['brotli']) keep.add(`${path}.br`);
    if (compressed['gzip']) keep.add(`${path}.gz`);
  }
  replace(join(out, 'build.json'), `${JSON.stringify({ version: version(), build, files: listed }, null, 1)}\n`);
  keep.add('build.json');

  for (const path of filesBelow(out, /./)) if (!keep.has(path)) rmSync(join(out, path));
  for (const name of readdirSync(out))
    if (![...keep].some((path) => path === name || path.startsWith(`${name}/`)))
      rmSync(join(out, name), { recursive: true });
  console.log(`The site is in ${out} (version ${version()}, build ${build}).`);
}

try {
  await assemble();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(`assemble: ${error.message}`);
  process.exitCode = 1;
}
