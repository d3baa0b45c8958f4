// One run of every model gives the numbers of native code; a browser that computes others is told of.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { agrees, inputNumbers, sampled } from '../../src/inference/web/engine/self_check.mjs';
import { cnn, dist, ready, scene, useBrowser } from './harness.mjs';

/** @typedef {import('../../src/inference/web/files/list.mjs').FileFacts} FileFacts */

useBrowser();

const build = readdirSync(dist).find((name) => /^[0-9a-f]{12}$/.test(name)) ?? '';
/** @template T @param {string} name @returns {T} */
const built = (name) => JSON.parse(readFileSync(join(dist, build, name), 'utf8'));
/** @type {Record<string, FileFacts>} */
const files = built('files.json');
const checkedModels = Object.keys(files).filter((path) => files[path]?.check);

test('small differences are none; large ones, missing numbers and what is no number are', () => {
  const numbers = Float32Array.from({ length: 100 }, (_, i) => i / 10 - 5);
  const expected = { name: 'y', size: 100, numbers: sampled(numbers) };
  assert.equal(expected.numbers.length, 24);
  assert.ok(agrees(expected, numbers));
  assert.ok(
    agrees(
      expected,
      numbers.map((number) => number * (1 + 1e-5)),
    ),
  );
  for (const wrong of [
    numbers.map((number) => number * 1.01),
    numbers.map((number, i) => (i === 8 ? NaN : number)),
    numbers.map((number, i) => (i === 8 ? Infinity : number)),
    numbers.slice(1),
    new Float32Array(100),
    [],
  ])
    assert.ok(!agrees(expected, wrong));
});

test('inputs are always the same, and small', () => {
  assert.deepEqual(inputNumbers('float32', [1, 2, 3]), inputNumbers('float32', [6]));
  assert.ok([...inputNumbers('float32', [100])].every((number) => number >= 0 && number < 1));
  assert.ok([...inputNumbers('int64', [100])].every((number) => number >= 0 && number < 8));
  assert.equal(new Set([...inputNumbers('float32', [100])]).size, 100);
});

test('every model of the site that native code runs has a check', { skip: checkedModels.length === 0 }, () => {
  const models = Object.keys(files).filter((path) => path.endsWith('.onnx'));
  assert.deepEqual(checkedModels.sort(), models.sort());
});

const { experiments } = /** @type {{ experiments: { key: string, model: string, models: string[] }[] }} */ (
  built('site.json')
);
/** Each model once. */
const rows = experiments.filter(
  ({ model }, i) => files[`models/${model}.onnx`]?.check && experiments.findIndex((row) => row.model === model) === i,
);
if (rows.length > 0)
  scene(
    'every model computes in the browser what it should, on the runtime as the site has it',
    { route: '' },
    async (page) => {
      /** @type {string[]} */
      const whole = [];
      page.on('request', (request) => /ort\/whole\//.test(request.url()) && whole.push(request.url()));
      for (const { key, model } of rows) {
        await page.evaluate((to) => (location.hash = to), `#/experiments/${key}`);
        await page.locator(`[data-testid="stage"][data-checked~="${model}"]`).waitFor();
        assert.equal(await page.getByTestId('warning').isVisible(), false, key);
      }
      assert.deepEqual(whole, []);
    },
  );

scene(
  'a browser that computes other numbers than native code does is told of, and still answers',
  {
    route: cnn,
    before: async (page) => {
      await page.context().route(/files\.json/, async (route) => {
        /** @type {Record<string, FileFacts>} */
        const list = await (await route.fetch()).json();
        // As if this browser's numbers were off by two percent.
        for (const { numbers } of list['models/digits_cnn.onnx']?.check?.outputs ?? [])
          numbers.forEach((number, i) => (numbers[i] = number * 1.02));
        await route.fulfill({ json: list });
      });
    },
  },
  async (page) => {
    await ready(page);
    if (checkedModels.length === 0) return;
    const warning = page.getByTestId('warning');
    await warning.waitFor();
    assert.match((await warning.textContent()) ?? '', /computes other numbers than it should.*another one/);
  },
);
