// “Use this model”: every program that a card shows is run as it stands, and gives the numbers that the page gives.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
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
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { answerOf, inputsOf, programs } from '../../web/shell/model/use_model.mjs';
import {
  action,
  cnn,
  coarsePhone,
  currentBrowser,
  desktop,
  look,
  ready,
  revisit,
  siteUrl,
  useBrowser,
} from './harness.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Card} Card */

useBrowser();

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ml-lab-use-model-'));
after(() => rmSync(work, { recursive: true }));
const nearly = 1e-4;

const execute = promisify(execFile);
// Debian's ONNX Runtime tells of its schemas at length.
const run = (/** @type {string} */ command, /** @type {string[]} */ args, /** @type {object} */ options = {}) =>
  execute(command, args, { maxBuffer: 64e6, ...options });
const works = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  run(command, args).then(
    () => true,
    () => false,
  );

/** @type {{ folder: string, card: Card }[]} those that the build converts are there after a build only */
const models = ['models', 'build/imported']
  .map((name) => join(root, name))
  .filter(existsSync)
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ folder, card: JSON.parse(readFileSync(join(folder, name), 'utf8')) })),
  )
  .filter(({ card }) => 'inputs' in card && 'file' in card);

/** @type {Promise<import('playwright-core').Page> | undefined} */
let opened;
const page = () => {
  opened ??= (async () => {
    const own = await currentBrowser().newPage();
    await own.goto(siteUrl());
    return own;
  })();
  return opened;
};

/** What the page's own runtime says to what the programs ask. @param {Card} card @returns {Promise<number[]>} */
async function pageSays(card) {
  const { name, printed } = answerOf(card);
  return (await page()).evaluate(
    async ({ id, file, inputs, answer, count }) => {
      const build = `${document.baseURI}${document.documentElement.dataset['build']}`;
      const { runtime } = await import(`${build}/platform/early.mjs`);
      const address = `${build}/models/${file.name}`;
      const { session } = await runtime.load({ name: id, address, sha256: file.sha256, bytes: file.bytes }).promise;
      const tensors = inputs.map(({ name, type, shape, count, asked }) => {
        const numbers = Array.from({ length: count }, (_, i) => (asked ? i : 0));
        const data =
          type === 'int64'
            ? BigInt64Array.from(numbers, BigInt)
            : Float32Array.from(numbers, (i) => (asked ? i / (count - 1) : 0));
        return { name, type, shape, data: data.buffer };
      });
      const { fetched } = await runtime.run(session, { inputs: tensors, fetch: [answer], keep: [] }).promise;
      runtime.terminate();
      return [...new Float32Array(fetched[0].data).slice(0, count)];
    },
    { id: card.id, file: card.file, inputs: inputsOf(card), answer: name, count: printed },
  );
}

/** @type {Map<string, Promise<number[]>>} */
const said = new Map();
const pageSaysOnce = (/** @type {Card} */ card) => {
  const known = said.get(card.id) ?? pageSays(card);
  said.set(card.id, known);
  return known;
};

/** How the page's programs are started: as they say themselves, with this project's own packages. */
const ways = {
  Python: (/** @type {string} */ file) => run('python3', [file], { cwd: join(file, '..') }),
  JavaScript: (/** @type {string} */ file) => run(process.execPath, [file], { cwd: join(file, '..') }),
  'C++': async (/** @type {string} */ file) => {
    const program = file.replace(/\.cpp$/, '');
    const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'libonnxruntime']);
    const options = stdout.trim().split(/\s+/);
    await run('clang++-19', ['-std=c++20', '-Wall', '-Wextra', '-Werror', file, ...options, '-o', program]);
    return run(program, [], { cwd: join(file, '..') });
  },
};

const missing = {
  Python: (await works('python3', ['-c', 'import onnxruntime, numpy'])) ? false : 'there is no onnxruntime for Python',
  'C++': (await works('pkg-config', ['libonnxruntime'])) ? false : 'there is no ONNX Runtime for C++',
  JavaScript: false,
};

for (const { folder, card } of models) {
  for (const { language, file, code } of programs(card)) {
    test(
      `${card.id} in ${language} says what the page says`,
      { skip: missing[language], timeout: 300_000 },
      async () => {
        const own = join(work, `${card.id}-${language.replace('++', 'pp')}`);
        mkdirSync(own);
        symlinkSync(join(folder, card.file.name), join(own, card.file.name));
        symlinkSync(join(root, 'node_modules'), join(own, 'node_modules'));
        writeFileSync(join(own, file), code);
        const [{ stdout }, expected] = await Promise.all([ways[language](join(own, file)), pageSaysOnce(card)]);
        const numbers = stdout.trim().split(/\s+/).map(Number);
        assert.equal(numbers.length, answerOf(card).printed, stdout);
        assert.equal(expected.length, numbers.length);
        assert.ok(new Set(numbers).size > 1, 'an answer that says nothing');
        numbers.forEach((number, i) => {
          const other = expected[i] ?? Number.NaN;
          assert.ok(Math.abs(number - other) <= nearly, `${number} and ${other}, the number ${i}`);
        });
      },
    );
  }
}

test('a side that the file leaves open is filled, and nothing is remembered to begin with', () => {
  const [tokens, hidden, keys, recent] = inputsOf({
    file: { name: 'm.onnx' },
    inputs: [
      { name: 'tokens', type: 'int64', shape: [-1, -1], meaning: 'characters' },
      { name: 'hidden', type: 'float32', shape: [2, -1, 512], meaning: 'zeros' },
      { name: 'keys', type: 'float32', shape: [-1, 2000, 64], meaning: 'zeros' },
      { name: 'recent', type: 'float32', shape: [-1, -1, 64], meaning: 'the same' },
    ],
    outputs: [],
  });
  assert.deepEqual(tokens?.shape, [1, 4]);
  assert.deepEqual(hidden?.shape, [2, 1, 512]);
  assert.deepEqual(keys?.shape, [1, 2000, 64]);
  assert.deepEqual(recent?.shape, [1, 0, 64]);
  assert.equal(recent?.count, 0);
});

look(
  'on a phone a program’s lines are scrolled, and the page is no wider than before',
  { route: cnn, context: coarsePhone },
  async (page) => {
    await page.getByTestId('use-model').locator('pre').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  },
);

revisit(
  'beside “Save model” a button leads to the programs, which can be copied',
  { route: cnn, context: { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] } },
  async (page) => {
    await ready(page);
    await action(page, 'use-model').click();
    const section = page.getByTestId('use-model');
    assert.equal(await section.locator('h3').evaluate((heading) => heading === document.activeElement), true);
    const card = /** @type {Card} */ (models.find(({ card: { id } }) => id === 'digits_cnn')?.card);
    for (const { language, code } of programs(card)) {
      const program = section.locator(`[data-language="${language}"]`);
      if (!(await program.evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open)))
        await program.locator('summary').click();
      await program.getByRole('button', { name: 'Copy' }).first().click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
    }
    await action(page, 'model-digits_mlp').click();
    await section.getByText('digits_mlp.onnx').first().waitFor();
  },
);
