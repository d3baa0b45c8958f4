// Putting the site together: the same input gives the same site, old files go, and nothing else is ever touched.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { assemble, build, catalog, checkoutWith, out, parameters, root, work } from './assembly.mjs';

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

test('a folder that an assembly had just begun to mark is taken up by the next one', () => {
  const folder = join(work, 'begun');
  mkdirSync(folder);
  writeFileSync(join(folder, 'build.json.part'), '{');
  assert.equal(assemble('--out', folder).status, 0);
  assert.equal(existsSync(join(folder, 'build.json.part')), false);
  rmSync(folder, { recursive: true });
});

const ours = () => {
  const { build: name, files } = build();
  return Object.keys(files)
    .map((path) => path.slice(name.length + 1))
    .filter((path) => /^(shell|platform|inference)\//.test(path))
    .sort();
};
const sent = (/** @type {string} */ path) => readFileSync(join(out, build().build, path), 'utf8');

test('our modules are a few files: the gallery’s, what a stage needs more, and what begins a worker', () => {
  assert.deepEqual(ours(), [
    'inference/web/worker/worker.mjs',
    'platform/early.mjs',
    'platform/picture_worker.mjs',
    'platform/platform.mjs',
    'shell/ahead.mjs',
    'shell/experiment.mjs',
    'shell/main.mjs',
  ]);
  const imports = (/** @type {string} */ path) =>
    [...sent(path).matchAll(/\b(?:from|import)\s*['"`](\.[^'"`]*)['"`]/g)].map(([, at]) => at).sort();
  assert.deepEqual(Object.fromEntries(ours().map((path) => [path, imports(path)])), {
    'inference/web/worker/worker.mjs': [],
    'platform/early.mjs': [],
    'platform/picture_worker.mjs': [],
    'platform/platform.mjs': ['./early.mjs'],
    'shell/ahead.mjs': [],
    'shell/experiment.mjs': ['./ahead.mjs', './main.mjs'],
    'shell/main.mjs': ['./ahead.mjs'],
  });
});

test('nothing that only an experiment’s page needs is in the gallery’s modules', () => {
  const below = (/** @type {string} */ folder) =>
    readdirSync(join(root, 'web/shell', folder))
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => join('web/shell', folder, name));
  const needed = ['experiment.mjs', 'cards.mjs', 'embedding.mjs', 'failure.mjs', 'keeping_offline.mjs'];
  const sources = [...below('stage'), ...below('model'), ...needed.map((name) => join('web/shell', name))];
  const names = sources
    .flatMap((file) => [
      ...readFileSync(join(root, file), 'utf8').matchAll(/^export (?:async )?(?:function|const) (\w+)/gm),
    ])
    .map(([, name = '']) => name)
    .filter((name) => name !== 'opening'); // the gallery’s pad has a variable of that name
  assert.ok(names.length > 25 && names.includes('stageFrame') && names.includes('loadCard'), names.join(' '));
  const defines = (/** @type {string} */ path) => {
    const code = sent(path);
    return names.filter((name) => new RegExp(`\\b(?:function|const|let|var) ${name}\\b`).test(code));
  };
  assert.deepEqual([...defines('shell/main.mjs'), ...defines('shell/ahead.mjs')], []);
  assert.deepEqual(defines('shell/experiment.mjs'), names, 'names of functions are what they are in the sources');
});

test('modules are sent without comments, and the addresses in them lead to what the site has', () => {
  const { build: folder, files } = build();
  let addresses = 0;
  for (const path of ours()) {
    assert.doesNotMatch(sent(path), /@param|@typedef|\/\*\*/, path);
    const here = `https://site.example/${folder}/${path}`;
    for (const [, at = '', from = ''] of sent(path).matchAll(
      /new URL\(`([^`]*)`,\s*new URL\(`([^`]*)`,\s*import\.meta\.url\)/g,
    )) {
      const known = at.replace('${app}', 'strokes').replace('${file}', 'photos/').replace('${path}', 'site.json');
      const { pathname } = new URL(known, new URL(from, here));
      const names = [...Object.keys(files), 'service-worker.js'].map((name) => `/${name}`);
      assert.ok(
        names.some((name) => name === pathname || (pathname.endsWith('/') && name.startsWith(pathname))),
        `${path}: ${at} from ${from} is ${pathname}`,
      );
      addresses += 1;
    }
    assert.equal(sent(path).split('import.meta.url').length, sent(path).split(/`,\s*import\.meta\.url\)/).length, path);
  }
  assert.ok(addresses > 5, `${addresses} addresses`);
});

test('a module that cannot be put together and a style that nobody placed stop it with a sentence', () => {
  const checkout = checkoutWith(catalog);
  const styles = join(checkout, 'web/styles');
  rmSync(styles);
  cpSync(join(root, 'web/styles'), styles, { recursive: true });
  writeFileSync(join(styles, 'more.css'), 'p { color: red }');
  let run = assemble('--root', checkout);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /does not say where web\/styles\/more\.css belongs/);
  rmSync(join(styles, 'more.css'));
  const shell = join(checkout, 'web/shell');
  rmSync(shell);
  cpSync(join(root, 'web/shell'), shell, { recursive: true });
  writeFileSync(join(shell, 'router.mjs'), 'export const parseRoute = 1;\n');
  run = assemble('--root', checkout);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /^assemble: the modules could not be put together: [^]*addressOf/);
  assert.equal(assemble().status, 0);
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
  assert.match(
    readFileSync(join(out, 'index.html'), 'utf8'),
    /<a href="https:\/\/one\.example\/source">Source code<\/a>/,
  );
  assert.equal(assemble().status, 0);
  assert.doesNotMatch(readFileSync(join(out, 'index.html'), 'utf8'), /canonical|og:url|Source code|one\.example/);
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
  writeFileSync(join(work, 'app', 'strokes.mjs'), 'export default 2;');
  assert.equal(assemble().status, 0);
  assert.notEqual(build().build, old);
  assert.equal(existsSync(join(out, old)), false);
});
