// A folder in which a site is put together from made-up models, for tests of the assembly.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nothing } from './kernel_modules.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const work = mkdtempSync(join(tmpdir(), 'ml-lab-assemble-'));
export const out = join(work, 'dist');
/** @type {{ experiments: { models: string[] }[] }} */
export const catalog = JSON.parse(readFileSync(join(root, 'web/catalog.json'), 'utf8'));

/** A model of this many bytes, and a card that fits it. @param {string} id @param {string} folder */
export function makeModel(id, folder = 'models') {
  const content = Buffer.alloc(1000, id);
  writeFileSync(join(work, folder, `${id}.onnx`), content);
  writeFileSync(
    join(work, folder, `${id}.json`),
    JSON.stringify({
      id,
      file: { name: `${id}.onnx`, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
      metrics: [{ name: 'accuracy', data: 'a <b>set</b>', split: 'test', value: 0.9876, samples: 10 }],
    }),
  );
}

before(() => {
  for (const dir of ['app', 'beside', 'fonts', 'models', 'imported']) mkdirSync(join(work, dir));
  const rows = /** @type {{ app: string, models: string[], helpers?: string[] }[]} */ (catalog.experiments);
  for (const app of new Set(rows.map((row) => row.app))) {
    writeFileSync(join(work, 'app', `${app}.mjs`), 'export default 1;');
    writeFileSync(join(work, 'app', `${app}.wasm`), Buffer.alloc(5000));
  }
  writeFileSync(join(work, 'kernels.wasm'), nothing);
  for (const id of new Set(rows.flatMap(({ models, helpers = [] }) => [...models, ...helpers]))) makeModel(id);
});
after(() => rmSync(work, { recursive: true }));

/** @param {string[]} more the last one of an option holds */
export const parameters = (...more) => [
  join(root, 'scripts/assemble.mjs'),
  '--app',
  join(work, 'app'),
  '--beside',
  join(work, 'beside'),
  '--fonts',
  join(work, 'fonts'),
  '--models',
  join(work, 'models'),
  '--imported',
  join(work, 'imported'),
  '--kernels',
  join(work, 'kernels.wasm'),
  '--out',
  out,
  '--cache',
  join(work, 'cache'),
  ...more,
];
/** @param {string[]} more */
export const assemble = (...more) => spawnSync(process.execPath, parameters(...more), { encoding: 'utf8' });
export const build = () =>
  /** @type {{ build: string, files: Record<string, { bytes: number, brotli?: number }> }} */ (
    JSON.parse(readFileSync(join(out, 'build.json'), 'utf8'))
  );

/** A checkout with this catalogue, otherwise this one. @param {{ experiments: object[] }} catalogue */
export function checkoutWith(catalogue) {
  const other = mkdtempSync(join(work, 'checkout-'));
  for (const name of readdirSync(root)) if (name !== 'web') symlinkSync(join(root, name), join(other, name));
  mkdirSync(join(other, 'web'));
  for (const name of readdirSync(join(root, 'web')))
    if (name !== 'catalog.json') symlinkSync(join(root, 'web', name), join(other, 'web', name));
  writeFileSync(join(other, 'web/catalog.json'), JSON.stringify(catalogue));
  return other;
}
export const published = () => {
  const folder = join(out, build().build);
  return {
    /** @type {{ experiments: { key: string, model: string, models: string[], similar: string[] }[] }} */
    site: JSON.parse(readFileSync(join(folder, 'site.json'), 'utf8')),
    models: readdirSync(join(folder, 'models')).filter((name) => /\.(json|onnx)$/.test(name)),
    html: readFileSync(join(out, 'index.html'), 'utf8'),
  };
};
