// What was left out of the site's runtime is called after all: the whole runtime answers, and nobody else notices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFailed, inPage, site } from './harness.mjs';

const trimmed = 'ort/ort-wasm-simd-threaded.wasm';
const whole = 'ort/whole/ort-wasm-simd-threaded.wasm';
const asked = () => [site.requests.get(trimmed) ?? 0, site.requests.get(whole) ?? 0];

test('a model of the kind that the site has needs the trimmed runtime alone', async () => {
  const outcome = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('walker.onnx')).promise;
    const inputs = [lab.floats('state', [1], [40]), lab.floats('step', [1], [2])];
    return [...new Float32Array((await runtime.run(session, { inputs, fetch: [], keep: [] }).promise).fetched[0].data)];
  });
  assert.deepEqual(outcome, [42]);
  assert.deepEqual(asked(), [1, 0]);
});

test('a model that cannot be created on it is created, and runs, on the whole one', async () => {
  const outcome = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('rare.onnx')).promise;
    const request = () => ({ inputs: [lab.floats('x', [1], [Math.cosh(2)])], fetch: ['y'], keep: [] });
    const numbers = [];
    for (let i = 0; i < 2; ++i) {
      const { fetched } = await runtime.run(session, request()).promise;
      numbers.push(new Float32Array(fetched[0].data)[0]);
    }
    return numbers;
  });
  for (const number of outcome) assert.ok(Math.abs(number - 2) < 1e-5, String(number));
  assert.deepEqual(asked(), [1, 1]);
});

test('models that ran before go on, with what they kept', async () => {
  const outcome = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('walker.onnx')).promise;
    const step = (/** @type {any} */ state) => {
      const handle = runtime.newHandle();
      const inputs = [state, lab.floats('step', [1], [1])];
      const keep = [{ name: 'next', handle }];
      return { handle, answer: runtime.run(session, { inputs, fetch: ['next'], keep }).promise };
    };
    const first = step(lab.floats('state', [1], [40]));
    await first.answer;
    const rare = runtime.load(lab.model('rare.onnx')).promise;
    const waiting = step({ name: 'state', handle: first.handle });
    await rare;
    const last = step({ name: 'state', handle: waiting.handle });
    const numbers = [await first.answer, await waiting.answer, await last.answer];
    return [numbers.map(({ fetched }) => new Float32Array(fetched[0].data)[0]), await runtime.statistics()];
  });
  assert.deepEqual(outcome, [[41, 42, 43], { sessions: 2, tensors: 3, loading: 0, runs: 3, waiting: 0 }]);
  assert.deepEqual(asked(), [1, 1]);
});

test('who asks for the whole runtime at once gets no other', async () => {
  const outcome = await inPage((lab) => lab.outcome(lab.start({ whole: true }).load(lab.model('rare.onnx')).promise));
  assert.equal(outcome.value?.inputs[0].name, 'x', JSON.stringify(outcome));
  assert.deepEqual(asked(), [0, 1]);
});

test('where the whole one does not arrive, that is said, and the next attempt has it', async () => {
  site.break(whole, 'missing', 1);
  const [first, second] = await inPage(async (lab) => {
    const runtime = lab.start();
    const attempt = () => lab.outcome(runtime.load(lab.model('rare.onnx')).promise);
    return [await attempt(), await attempt()];
  });
  assertFailed(first, 'runtime_not_loaded', /could not be downloaded.*404.*Try again/);
  assert.equal(second.value?.inputs[0].name, 'x', JSON.stringify(second));
});
