// Putting the site together: the same input gives the same site, old files go, and nothing else is ever touched.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ml-lab-assemble-'));
const out = join(work, 'dist');
/** @type {{ experiments: { models: string[] }[] }} */
const catalog = JSON.parse(readFileSync(join(root, 'web/catalog.json'), 'utf8'));

/** A model of this many bytes, and a card that fits it. @param {string} id @param {string} folder */
function makeModel(id, folder = 'models') {
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
  writeFileSync(join(work, 'app', 'ml_lab.mjs'), 'export default 1;');
  writeFileSync(join(work, 'app', 'ml_lab.wasm'), Buffer.alloc(5000));
  const rows = /** @type {{ models: string[], helpers?: string[] }[]} */ (catalog.experiments);
  for (const id of new Set(rows.flatMap(({ models, helpers = [] }) => [...models, ...helpers]))) makeModel(id);
});
after(() => rmSync(work, { recursive: true }));

/** @param {string[]} more the last one of an option holds */
const parameters = (...more) => [
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
  '--out',
  out,
  '--cache',
  join(work, 'cache'),
  ...more,
];
/** @param {string[]} more */
const assemble = (...more) => spawnSync(process.execPath, parameters(...more), { encoding: 'utf8' });
const build = () =>
  /** @type {{ build: string, files: Record<string, { bytes: number, brotli?: number }> }} */ (
    JSON.parse(readFileSync(join(out, 'build.json'), 'utf8'))
  );

test('the site is put together, and once more gives the very same', () => {
  assert.equal(assemble().status, 0);
  const first = build();
  assert.equal(assemble().status, 0);
  assert.deepEqual(build(), first);
  assert.deepEqual(
    readdirSync(out).filter((name) => !name.includes('.') && !['experiments', 'previews'].includes(name)),
    [first.build],
    'one build’s folder, no other',
  );
});

test('an assembly that was interrupted blocks no other, and leaves nothing behind', () => {
  const whole = build();
  for (const name of readdirSync(out)) if (name !== whole.build) rmSync(join(out, name), { recursive: true });
  rmSync(join(out, whole.build, 'shell'), { recursive: true });
  writeFileSync(join(out, whole.build, 'site.json.part'), '{"half');
  // As the first thing that an assembly does leaves it.
  writeFileSync(join(out, 'build.json'), JSON.stringify({ version: '0', build: '', files: {} }));
  const run = assemble();
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(build(), whole);
  assert.deepEqual(
    readdirSync(join(out, whole.build)).filter((name) => name.endsWith('.part')),
    [],
  );
});

test('an assembly that is killed on its way is taken up by the next one', async () => {
  const folder = join(work, 'killed');
  const child = spawn(process.execPath, parameters('--out', folder), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  // As soon as anything is there.
  while (child.exitCode === null && !(existsSync(folder) && readdirSync(folder).length > 0))
    await new Promise((goOn) => setTimeout(goOn, 2));
  child.kill('SIGKILL');
  await ended;
  const run = assemble('--out', folder);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8')), build());
  rmSync(folder, { recursive: true });
});

test('the page names only files that exist, all relative', () => {
  const html = readFileSync(join(out, 'index.html'), 'utf8');
  const addresses = [...html.matchAll(/(?:href|src)="([^"#]+)/g)].map(([, address]) => address ?? '');
  assert.ok(addresses.length > 8);
  for (const address of addresses) {
    assert.doesNotMatch(address, /^\/|:/);
    if (!address.includes('fonts/')) assert.ok(existsSync(join(out, address)), address);
  }
});

test('the addresses of site and source stand where others look for them', () => {
  assert.equal(
    assemble('--homepage', 'https://one.example/lab', '--repository', 'https://one.example/source').status,
    0,
  );
  assert.match(
    readFileSync(join(out, 'experiments/DigitsRecognitionCNN/index.html'), 'utf8'),
    /rel="canonical" href="https:\/\/one\.example\/lab\/experiments\/DigitsRecognitionCNN\/"/,
  );
  assert.match(
    readFileSync(join(out, 'index.html'), 'utf8'),
    /property="og:url" content="https:\/\/one\.example\/lab\/"/,
  );
  const { repository } = JSON.parse(readFileSync(join(out, build().build, 'site.json'), 'utf8'));
  assert.equal(repository, 'https://one.example/source');
  assert.equal(assemble().status, 0);
  assert.doesNotMatch(readFileSync(join(out, 'index.html'), 'utf8'), /canonical|og:url/);
});

test('figures on the gallery’s cards come from the model cards, as text', () => {
  const html = readFileSync(join(out, 'index.html'), 'utf8');
  assert.match(html, /98\.76\s%/);
  assert.doesNotMatch(html, /<b>set/);
});

test('what was compressed is what was written', () => {
  const { files } = build();
  const packed = Object.entries(files).filter(([, { brotli }]) => brotli);
  assert.ok(packed.length > 10);
  for (const [path] of packed)
    assert.deepEqual(brotliDecompressSync(readFileSync(join(out, `${path}.br`))), readFileSync(join(out, path)), path);
});

test('example pictures lie beside the app, with what is said of where they come from', () => {
  const { build: folder, files } = build();
  const examples = readdirSync(join(root, 'web/examples'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  assert.ok(examples.length > 0);
  for (const { name, parentPath } of examples) {
    const path = relative(join(root, 'web'), join(parentPath, name));
    assert.ok(files[`${folder}/${path}`], path);
  }
});

test('stored answers lie beside the models that gave them; those of another file are left out and said', () => {
  const folder = join(work, 'models/answers');
  mkdirSync(folder);
  const sha256 = JSON.parse(readFileSync(join(work, 'models/digits_cnn.json'), 'utf8')).file.sha256;
  writeFileSync(join(folder, 'digits_cnn.json'), JSON.stringify({ sha256, answers: { 7: [[7, 1]] } }));
  writeFileSync(join(folder, 'digits_mlp.json'), JSON.stringify({ sha256, answers: { 7: [[7, 1]] } }));
  writeFileSync(join(folder, 'sketches_cnn.json'), 'no JSON');
  writeFileSync(join(folder, 'nobody.json'), JSON.stringify({ sha256, answers: {} }));
  const run = assemble();
  assert.equal(run.status, 0, run.stderr);
  for (const id of ['digits_mlp', 'sketches_cnn']) assert.match(run.stdout, new RegExp(`of another file of ${id}`));
  assert.match(run.stdout, /npm run train -- answers/);
  const { build: name, files } = build();
  assert.deepEqual(
    Object.keys(files).filter((path) => path.includes('/answers/')),
    [`${name}/models/answers/digits_cnn.json`],
  );
  const list = JSON.parse(readFileSync(join(out, name, 'files.json'), 'utf8'));
  assert.ok(list['models/answers/digits_cnn.json'].sha256);
  assert.deepEqual(JSON.parse(readFileSync(join(out, name, 'site.json'), 'utf8')).answers, ['digits_cnn']);
  rmSync(folder, { recursive: true });
  assert.equal(assemble().status, 0);
});

test('a changed file gives another folder, and the old one goes', () => {
  const old = build().build;
  writeFileSync(join(work, 'app', 'ml_lab.mjs'), 'export default 2;');
  assert.equal(assemble().status, 0);
  assert.notEqual(build().build, old);
  assert.equal(existsSync(join(out, old)), false);
});

/** A checkout with this catalogue, otherwise this one. @param {{ experiments: object[] }} catalogue */
function checkoutWith(catalogue) {
  const other = mkdtempSync(join(work, 'checkout-'));
  for (const name of readdirSync(root)) if (name !== 'web') symlinkSync(join(root, name), join(other, name));
  mkdirSync(join(other, 'web'));
  for (const name of readdirSync(join(root, 'web')))
    if (name !== 'catalog.json') symlinkSync(join(root, 'web', name), join(other, 'web', name));
  writeFileSync(join(other, 'web/catalog.json'), JSON.stringify(catalogue));
  return other;
}
const published = () => {
  const folder = join(out, build().build);
  return {
    /** @type {{ experiments: { key: string, model: string, models: string[], similar: string[] }[] }} */
    site: JSON.parse(readFileSync(join(folder, 'site.json'), 'utf8')),
    models: readdirSync(join(folder, 'models')).filter((name) => /\.(json|onnx)$/.test(name)),
    html: readFileSync(join(out, 'index.html'), 'utf8'),
  };
};

test('networks that were converted are taken from their own folder; what no package brought is left out', () => {
  const [first] = /** @type {{ experiments: { models: string[] }[] }} */ (catalog).experiments;
  const own = first?.models[0] ?? '';
  const row = { ...first, helpers: [] };
  const checkout = checkoutWith({
    ...catalog,
    experiments: [
      { ...row, key: 'Finder', models: ['detection_centernet', own], model: 'detection_centernet', similar: ['Namer'] },
      { ...row, key: 'Namer', models: ['image_classification_1000'], model: 'image_classification_1000', similar: [] },
    ],
  });

  // Both there, in the folder of what was converted.
  const converted = ['detection_centernet', 'image_classification_1000'];
  for (const id of converted) {
    rmSync(join(work, 'models', `${id}.json`));
    makeModel(id, 'imported');
  }
  let run = assemble('--root', checkout);
  assert.equal(run.status, 0, run.stderr);
  assert.doesNotMatch(run.stdout, /without|left out/);
  let { site, models, html } = published();
  assert.deepEqual(
    site.experiments.map(({ key, model }) => [key, model]),
    [
      ['Finder', 'detection_centernet'],
      ['Namer', 'image_classification_1000'],
    ],
  );
  assert.ok(models.includes('image_classification_1000.onnx') && models.includes(`${own}.onnx`));

  // One of two models: the other one opens. The only one: the experiment goes, and nobody points to it.
  for (const file of readdirSync(join(work, 'imported'))) rmSync(join(work, 'imported', file));
  run = assemble('--root', checkout);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /Finder goes without detection_centernet/);
  assert.match(run.stdout, /Namer is left out: there is no image_classification_1000/);
  ({ site, models, html } = published());
  assert.deepEqual(
    site.experiments.map(({ key, model, models: list, similar }) => ({ key, model, list, similar })),
    [{ key: 'Finder', model: own, list: [own], similar: [] }],
  );
  assert.deepEqual(models.sort(), [`${own}.json`, `${own}.onnx`]);
  assert.doesNotMatch(html, /experiments\/Namer/);

  // A converted file that is not its card's is no network that is missing.
  makeModel('detection_centernet', 'imported');
  writeFileSync(join(work, 'imported', 'detection_centernet.onnx'), 'other bytes');
  run = assemble('--root', checkout);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /detection_centernet\.onnx is not the file that its card describes/);
  for (const file of readdirSync(join(work, 'imported'))) rmSync(join(work, 'imported', file));
  assert.equal(assemble().status, 0);
  for (const id of converted) makeModel(id);
});

test('a missing model, another model than the card’s and a foreign folder stop it with a sentence, and nothing changes', () => {
  const before = readFileSync(join(out, 'build.json'), 'utf8');
  writeFileSync(join(work, 'models', 'digits_mlp.onnx'), 'other bytes');
  let run = assemble();
  assert.equal(run.status, 1);
  assert.match(run.stderr, /digits_mlp\.onnx is not the file that its card describes/);
  rmSync(join(work, 'models', 'digits_mlp.json'));
  run = assemble();
  assert.equal(run.status, 1);
  assert.match(run.stderr, /lists the model “digits_mlp”/);
  assert.equal(readFileSync(join(out, 'build.json'), 'utf8'), before);

  makeModel('digits_mlp');
  rmSync(join(out, 'build.json'));
  writeFileSync(join(out, 'diary.txt'), 'mine');
  run = assemble();
  assert.equal(run.status, 1);
  assert.match(run.stderr, /stays untouched/);
  assert.equal(readFileSync(join(out, 'diary.txt'), 'utf8'), 'mine');
});

test('the recipe that a committed card links to is in the checkout', () => {
  const cards = readdirSync(join(root, 'models')).filter((file) => file.endsWith('.json'));
  assert.ok(cards.length > 0);
  for (const file of cards) {
    const { training } = JSON.parse(readFileSync(join(root, 'models', file), 'utf8'));
    assert.ok(existsSync(join(root, training.recipe)), `${file}: ${training.recipe}`);
  }
});
