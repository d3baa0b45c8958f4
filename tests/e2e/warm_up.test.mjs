// Getting a model fast while nobody asks for anything; and which files an experiment needs without a network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WarmUp } from '../../src/inference/web/worker/warm_up.mjs';
import { complete, missingBytes, visited } from '../../web/shell/offline_parts.mjs';

/**
 * @param {(run: number) => number} ms how long the runs would take
 * @param {{ quiet?: () => number, between?: (run: number) => void }} [options]
 * @returns {Promise<number>} how many runs there were
 */
const runsOf = (ms, { quiet = () => Infinity, between = () => {} } = {}) =>
  new Promise((resolve) => {
    let runs = 0;
    /** @type {(() => Promise<void>)[]} */
    const queue = [];
    new WarmUp(
      async () => ms((runs += 1)),
      (work) => void queue.push(work),
      quiet,
    ).begin(1);
    const turn = async () => {
      const work = queue.shift();
      if (!work) return void resolve(runs);
      between(runs);
      await work();
      assert.ok(queue.length <= 1, 'one run at a time');
      setTimeout(turn);
    };
    setTimeout(turn);
  });

test('a model is run until it gets no faster', async () => {
  const runs = await runsOf((run) => (run < 300 ? 5 : 0.7));
  assert.ok(runs >= 400 && runs <= 450, String(runs));
  const later = await runsOf((run) => (run < 800 ? 1 : 0.1));
  assert.ok(later <= 450, 'one that has not become faster by then is left alone');
});

test('never for longer than two seconds of work', async () => {
  assert.equal(await runsOf((run) => 100 / (1 + run / 20)), await runsOf((run) => 100 / (1 + run / 20)));
  assert.equal(await runsOf(() => 400), 5);
  assert.equal(await runsOf(() => 3000), 1);
});

test('a model that is gone, or cannot be run on zeros, is left alone', async () => {
  assert.equal(await runsOf(() => 0), 1);
  assert.equal(await runsOf((run) => (run < 7 ? 1 : 0)), 7);
});

test('while requests come, it waits', async () => {
  let last = 0;
  let asked = 0;
  let resolve = () => {};
  const done = new Promise((yes) => (resolve = () => yes(undefined)));
  /** @type {number[]} */
  const begun = [];
  const warmUp = new WarmUp(
    async () => 0,
    (work) => {
      begun.push(asked);
      void work().then(resolve);
    },
    () => performance.now() - last,
  );
  last = performance.now();
  const requests = setInterval(() => {
    last = performance.now();
    if ((asked += 1) === 5) clearInterval(requests);
  }, 40);
  warmUp.begin(1);
  await done;
  assert.deepEqual(begun, [5], 'after the last request, not between');
});

const file = (/** @type {number} */ wire) => ({ bytes: 2 * wire, wire, sha256: '' });
const files = {
  'shell/main.mjs': file(1),
  'app/strokes.wasm': file(10),
  'app/texts.wasm': file(1e5),
  'ort/ort-wasm-simd-threaded.wasm': file(100),
  'ort/whole/ort-wasm-simd-threaded.wasm': file(1e6),
  'models/a_cnn.onnx': file(1000),
  'models/a_cnn.json': file(2),
  'models/a_mlp.onnx': file(2000),
  'models/a_mlp.json': file(3),
  'models/answers/a_mlp.json': file(5),
  'models/b_cnn.onnx': file(4000),
  'models/b_cnn.json': file(4),
  'examples/a/one.jpg': file(20),
  'examples/b/one.jpg': file(40),
};
const experiment = { experiment: 'a', app: 'strokes', models: ['a_cnn', 'a_mlp'], model: 'a_cnn' };
const helped = { ...experiment, helpers: ['b_cnn'] };

test('a visit keeps what it used, the button all that the experiment can use', () => {
  const some = visited(files, experiment);
  const everything = complete(files, experiment);
  assert.equal(missingBytes(files, some, new Set()), 1 + 10 + 100 + 1000 + 2 + 3 + 5);
  assert.equal(missingBytes(files, everything, new Set()), 1 + 10 + 100 + 1000 + 2 + 3 + 5 + 2000 + 20);
  assert.equal(missingBytes(files, everything, new Set(some)), 2020);
  assert.equal(missingBytes(files, everything, new Set(everything)), 0);
  assert.equal(new Set(everything).size, everything.length, 'each file once');
  // A model that helps is described at once, and comes when it is needed.
  assert.equal(missingBytes(files, visited(files, helped), new Set(some)), 4);
  assert.equal(missingBytes(files, complete(files, helped), new Set(everything)), 4004);
});
