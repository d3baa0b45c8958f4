// The doors of the browser's modules: which folder's modules may import which other's. For C++ CMake sees to that.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

const inference = 'src/inference/web';

/** Folder -> the others that its modules may import. @type {Record<string, string[]>} */
const doors = {
  'web/shell': ['web/shell/gallery', 'web/shell/model', 'web/shell/stage'],
  'web/shell/gallery': ['web/shell'],
  'web/shell/model': ['web/shell'],
  'web/shell/stage': ['web/shell', 'web/shell/model'],
  'src/platform': [`${inference}/client`, `${inference}/files`, `${inference}/protocol`],
  [`${inference}/protocol`]: [],
  [inference]: [`${inference}/protocol`], // bridge.mjs, beside the C++ whose other side it is
  [`${inference}/files`]: [`${inference}/protocol`],
  [`${inference}/engine`]: [`${inference}/files`, `${inference}/protocol`],
  [`${inference}/client`]: [inference, `${inference}/protocol`], // and the worker by its address
  [`${inference}/worker`]: [inference, `${inference}/engine`, `${inference}/files`, `${inference}/protocol`],
  'scripts/runtime': [`${inference}/engine`],
  'scripts/site': [`${inference}/engine`, 'web/shell'],
};
/** Room -> those of its modules that others may import; elsewhere all. @type {Record<string, string[]>} */
const offered = {
  'web/shell/gallery': ['first_pad.mjs'],
  'web/shell/model': ['model_card.mjs', 'use_model_view.mjs'],
  'web/shell/stage': ['stage_frame.mjs'],
  [`${inference}/client`]: ['runtime.mjs'],
  [`${inference}/engine`]: ['engine.mjs', 'launch.mjs', 'options.mjs', 'self_check.mjs'],
  [`${inference}/files`]: ['code.mjs', 'list.mjs', 'model.mjs', 'not_there.mjs'],
  [`${inference}/worker`]: [],
};
/** Folder -> whose types its modules may name beside those. @type {Record<string, string[]>} */
const types = {
  'web/shell': ['src/platform', `${inference}/files`], // both come when a stage opens
  'web/shell/stage': ['src/platform'],
  'scripts/site': [`${inference}/files`],
};
/** What puts the rooms together; they do not know it. */
const tops = ['web/shell/main.mjs', 'web/shell/experiment.mjs'];

/** @param {string} source @returns {string[]} what it imports, at once or later */
const imported = (source) => {
  const code = source.replaceAll(/\/\*[^]*?\*\//g, '');
  const all = /^(?:import|export)\b(?:[^;]*?\bfrom)? '(\.{1,2}\/[^']+)'|\bimport\('(\.[^']+)'\)/gm;
  return [...code.matchAll(all)].map((match) => match[1] ?? match[2] ?? '');
};

/** @param {string} source @returns {string[]} where the types come from that its comments name */
const named = (source) =>
  [...source.matchAll(/@import [^*']+ from '(\.[^']+)'|\bimport\('(\.[^']+)'\)\./g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

/** @type {Map<string, string[]>} module -> modules */
const graph = new Map();
/** @type {Map<string, string[]>} module or declarations -> where their types come from */
const typesOf = new Map();
for (const folder of Object.keys(doors))
  for (const name of readdirSync(join(root, folder)).filter((file) => /\.(mjs|d\.ts)$/.test(file))) {
    const module = `${folder}/${name}`;
    const source = readFileSync(join(root, module), 'utf8');
    const places = (/** @type {string[]} */ paths) => paths.map((path) => normalize(join(folder, path)));
    if (name.endsWith('.mjs')) graph.set(module, places(imported(source)));
    typesOf.set(module, places(name.endsWith('.mjs') ? named(source) : [...imported(source), ...named(source)]));
  }

test('what is read as an import is one', () => {
  assert.deepEqual(
    imported("import { a } from './a.mjs';\nimport {\n  b,\n  c,\n} from '../b.mjs';\nimport './c.mjs';\n"),
    ['./a.mjs', '../b.mjs', './c.mjs'],
  );
  assert.deepEqual(imported("/** @typedef {import('./no.mjs').No} No */\nconst later = () => import('./a.mjs');\n"), [
    './a.mjs',
  ]);
  assert.deepEqual(imported('const text = "from \'./a.mjs\'";\nexport const a = await import(address);\n'), []);
  assert.ok((graph.get('web/shell/main.mjs') ?? []).length > 3);
  assert.deepEqual(
    named("/** @import { A, B } from './a.js' */\n/** @type {import('../b.mjs').C} */\nawait import('./d.mjs');\n"),
    ['./a.js', '../b.mjs'],
  );
});

test('every folder with modules has its doors', () => {
  for (const house of ['web/shell', 'src'])
    for (const entry of readdirSync(join(root, house), { recursive: true, withFileTypes: true }))
      if (entry.name.endsWith('.mjs')) {
        const folder = relative(root, entry.parentPath ?? entry.path);
        assert.ok(folder in doors, `${folder} is not listed here`);
      }
});

test('a module imports from its own folder and through its doors only', () => {
  for (const [module, others] of graph)
    for (const other of others) {
      const from = dirname(module);
      const to = dirname(other);
      assert.ok(from === to || doors[from]?.includes(to), `${module} imports ${other}`);
      assert.ok(
        from === to || !offered[to] || offered[to].includes(basename(other)),
        `${module} imports ${other}, which ${to} keeps to itself`,
      );
      if (!tops.includes(module)) assert.ok(!tops.includes(other), `${module} imports ${other}, which is above it`);
      if (from === 'web/shell' && to !== from)
        assert.ok(tops.includes(module), `${module} imports ${other}: only ${tops.join(' and ')} know the rooms`);
    }
});

test('types come from where a module may import, and from few other places', () => {
  for (const [module, others] of typesOf)
    for (const other of others) {
      const from = dirname(module);
      const allowed = [from, ...(doors[from] ?? []), ...(types[from] ?? [])];
      assert.ok(allowed.includes(dirname(other)), `${module} names types of ${other}`);
    }
});

test('no module needs itself', () => {
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} module @param {string[]} way */
  const walk = (module, way) => {
    assert.ok(!way.includes(module), [...way, module].join(' -> '));
    if (done.has(module)) return;
    for (const other of graph.get(module) ?? []) walk(other, [...way, module]);
    done.add(module);
  };
  for (const module of graph.keys()) walk(module, []);
});
