// What servers and connections can do to a download, and what people are told then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFailed, inPage, site } from './harness.mjs';
import { models } from './models.mjs';
import { runtime as runtimeCode, sha256 } from './server.mjs';

test('a download that breaks half-way goes on where it stopped', async () => {
  site.break('models/bulky.onnx', 'cut', 1);
  const size = models['bulky.onnx']?.length ?? 0;
  const [outcome, steps] = await inPage(
    async (lab, [hash, bytes]) => {
      /** @type {number[]} */
      const seen = [];
      const note = (/** @type {any} */ step) => step.part === 'model' && seen.push(step.received);
      return [await lab.outcome(lab.start().load(lab.model('bulky.onnx', hash, bytes), note).promise), seen];
    },
    [sha256('bulky.onnx'), size],
  );
  assert.equal(outcome.value?.inputs[0].name, 'index', JSON.stringify(outcome));
  assert.equal(site.requests.get('models/bulky.onnx'), 2);
  assert.deepEqual(
    steps,
    [...steps].sort((a, b) => a - b),
    'the bar never goes back',
  );
});

test('so does the runtime', async () => {
  site.break('ort/ort-wasm-simd-threaded.wasm', 'cut', 1);
  const outcome = await inPage((lab) => lab.outcome(lab.start().load(lab.model('affine.onnx')).promise));
  assert.equal(outcome.value?.inputs[0].name, 'x', JSON.stringify(outcome));
  assert.equal(site.requests.get('ort/ort-wasm-simd-threaded.wasm'), 2);
});

test('a connection over which nothing comes any more is given up, and another one goes on', async () => {
  for (const file of ['models/bulky.onnx', 'ort/ort-wasm-simd-threaded.wasm']) site.break(file, 'stalled', 1);
  const outcome = await inPage(
    (lab, hash) => lab.outcome(lab.start().load(lab.model('bulky.onnx', hash)).promise),
    sha256('bulky.onnx'),
  );
  assert.equal(outcome.value?.inputs[0].name, 'index', JSON.stringify(outcome));
  assert.equal(site.requests.get('models/bulky.onnx'), 2);
  assert.equal(site.requests.get('ort/ort-wasm-simd-threaded.wasm'), 2);
});

test('a server that sends no parts is asked for the whole again', async () => {
  site.break('models/bulky.onnx', 'no parts', 1);
  const outcome = await inPage(
    (lab, hash) => lab.outcome(lab.start().load(lab.model('bulky.onnx', hash)).promise),
    sha256('bulky.onnx'),
  );
  assert.equal(outcome.value?.inputs[0].name, 'index', JSON.stringify(outcome));
});

test('a connection that breaks again and again is said to have broken, and the next attempt works', async () => {
  site.break('models/bulky.onnx', 'no parts', 4);
  const [first, second] = await inPage(async (lab) => {
    const runtime = lab.start();
    const attempt = () => lab.outcome(runtime.load(lab.model('bulky.onnx')).promise);
    return [await attempt(), await attempt()];
  });
  assertFailed(first, 'file_missing', /“bulky”.*broke after \d+ of 2\d{6} bytes\. Check the connection and try again/);
  assert.equal(second.value.inputs[0].name, 'index');
});

test('a damaged copy of a model is fetched again; one that the server itself damages is refused', async () => {
  const attempt = () =>
    inPage((lab, hash) => lab.outcome(lab.start().load(lab.model('affine.onnx', hash)).promise), sha256('affine.onnx'));
  site.break('models/affine.onnx', 'altered', 1);
  assert.equal((await attempt()).value?.inputs[0].name, 'x');
  site.break('models/affine.onnx', 'altered');
  assertFailed(await attempt(), 'hash_mismatch', /not the file that its card describes/);
});

test('a server that cannot be reached is said to be unreachable', async () => {
  site.break('models/affine.onnx', 'refused');
  const outcome = await inPage((lab) => lab.outcome(lab.start().load(lab.model('affine.onnx')).promise));
  assertFailed(outcome, 'file_missing', /“affine”.*cannot be reached.*try again/);
});

test('a page that the server sends instead of a model is refused', async () => {
  site.break('models/affine.onnx', 'html');
  const outcome = await inPage((lab) => lab.outcome(lab.start().load(lab.model('affine.onnx')).promise));
  assertFailed(outcome, 'wrong_bytes', /“affine”.*not a complete ONNX model/);
});

for (const fault of /** @type {const} */ (['slow', 'gzip'])) {
  test(`progress of runtime and model rises to the whole and never beyond (${fault})`, async () => {
    site.break('models/bulky.onnx', fault);
    site.break('ort/ort-wasm-simd-threaded.wasm', fault);
    const size = models['bulky.onnx']?.length ?? 0;
    const steps = await inPage(async (lab, bytes) => {
      /** @type {any[]} */
      const seen = [];
      const runtime = lab.start({ onProgress: (/** @type {any} */ step) => seen.push(step) });
      await runtime.load(lab.model('bulky.onnx', '', bytes)).promise;
      return seen;
    }, size);
    for (const [part, whole] of [
      ['runtime', runtimeCode.length],
      ['model', size],
    ]) {
      const ofPart = steps.filter((/** @type {any} */ step) => step.part === part);
      assert.ok(ofPart.length >= (fault === 'slow' ? 3 : 2), `${ofPart.length} reports of ${part}`);
      let last = 0;
      for (const { received, total, address } of ofPart) {
        assert.equal(total, whole);
        assert.ok(received >= last && received <= total, `${received} of ${total} after ${last}`);
        assert.match(address, /models\/bulky\.onnx$/);
        last = received;
      }
      assert.equal(last, whole);
    }
  });
}

test('without a promised size the total of a compressed model is unknown until its end', async () => {
  site.break('models/bulky.onnx', 'gzip');
  const steps = await inPage(async (lab) => {
    /** @type {any[]} */
    const seen = [];
    await lab.start().load(lab.model('bulky.onnx'), (/** @type {any} */ step) => seen.push(step)).promise;
    return seen.filter((step) => step.part === 'model');
  });
  const last = steps.pop();
  assert.deepEqual(new Set(steps.map((/** @type {any} */ step) => step.total)), new Set([0]));
  assert.equal(last.received, models['bulky.onnx']?.length);
  assert.equal(last.total, last.received);
});

test('on a page that is not secure, a model with a hash is refused with the reason, one without is run', async () => {
  const [checked, unchecked] = await inPage(
    async (lab, hash) => {
      const runtime = lab.start();
      return [
        await lab.outcome(runtime.load(lab.model('affine.onnx', hash)).promise),
        await lab.outcome(runtime.load(lab.model('affine.onnx')).promise),
      ];
    },
    sha256('affine.onnx'),
    'plain.test',
  );
  assertFailed(checked, 'runtime_error', /cannot be checked.*https/);
  assert.equal(unchecked.value.inputs[0].name, 'x');
});

test('everything large is downloaded by the worker, nothing by the page', async () => {
  const names = await inPage(async (lab) => {
    await lab.start().load(lab.model('affine.onnx')).promise;
    return performance.getEntriesByType('resource').map((entry) => entry.name);
  });
  assert.ok(names.some((/** @type {string} */ name) => name.endsWith('runtime.mjs')));
  assert.deepEqual(
    names.filter((/** @type {string} */ name) => /\.wasm$|\.onnx$|\/ort/.test(name)),
    [],
  );
});
