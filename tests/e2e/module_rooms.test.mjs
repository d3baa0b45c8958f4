// The doors of the browser's modules: which folder's modules may import which other's. For C++ CMake sees to that.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** Folder -> the others that its modules may import. @type {Record<string, string[]>} */
const doors = {
  'web/shell': ['web/shell/gallery', 'web/shell/model', 'web/shell/stage'],
  'web/shell/gallery': ['web/shell', 'web/shell/stage'],
  'web/shell/model': ['web/shell'],
  'web/shell/stage': ['web/shell', 'web/shell/model'],
  'src/platform': ['src/inference/web'],
  'src/inference/web': [],
};
/** What puts the rooms together; they do not know it. */
const tops = ['web/shell/main.mjs', 'web/shell/experiment.mjs'];

/** @param {string} source @returns {string[]} what it imports statically */
const imported = (source) =>
  [...source.matchAll(/^(?:import|export)\b(?:[^;]*?\bfrom)? '(\.{1,2}\/[^']+)'/gm)].map((match) => match[1] ?? '');

/** @type {Map<string, string[]>} module -> modules */
const graph = new Map();
for (const folder of Object.keys(doors))
  for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith('.mjs'))) {
    const module = `${folder}/${name}`;
    const paths = imported(readFileSync(join(root, module), 'utf8'));
    graph.set(
      module,
      paths.map((path) => normalize(join(folder, path))),
    );
  }

test('what is read as an import is one', () => {
  assert.deepEqual(
    imported("import { a } from './a.mjs';\nimport {\n  b,\n  c,\n} from '../b.mjs';\nimport './c.mjs';\n"),
    ['./a.mjs', '../b.mjs', './c.mjs'],
  );
  assert.deepEqual(imported('const text = "from \'./a.mjs\'";\nexport const a = await import(address);\n'), []);
  assert.ok((graph.get('web/shell/main.mjs') ?? []).length > 3);
});

test('a module imports from its own folder and through its doors only', () => {
  for (const [module, others] of graph)
    for (const other of others) {
      const from = dirname(module);
      const to = dirname(other);
      assert.ok(from === to || doors[from]?.includes(to), `${module} imports ${other}`);
      if (!tops.includes(module)) assert.ok(!tops.includes(other), `${module} imports ${other}, which is above it`);
      if (from === 'web/shell' && to !== from)
        assert.ok(tops.includes(module), `${module} imports ${other}: only ${tops.join(' and ')} know the rooms`);
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
