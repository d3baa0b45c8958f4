// The runtime in its worker: how it starts, how it dies, what it leaves behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFailed, inPage, refused, site } from './harness.mjs';

for (const file of ['ort-wasm-simd-threaded.wasm', 'ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs']) {
  test(`without ${file} the runtime is said to be missing, and the next attempt works`, async () => {
    site.break(`ort/${file}`, 'missing', 1);
    const [first, second] = await inPage(async (lab) => {
      const runtime = lab.start();
      const attempt = () => lab.outcome(runtime.load(lab.model('affine.onnx')).promise);
      return [await attempt(), await attempt()];
    });
    assertFailed(first, 'runtime_not_loaded', /could not be downloaded.*Try again/);
    assert.equal(second.value.inputs[0].name, 'x');
  });
}

for (const fault of /** @type {const} */ (['html', 'altered'])) {
  test(`a damaged copy of the runtime is fetched again, and a second one is said to be damaged (${fault})`, async () => {
    const file = 'ort/ort-wasm-simd-threaded.wasm';
    const attempt = () => inPage((lab) => lab.outcome(lab.start().load(lab.model('affine.onnx')).promise));
    site.break(file, fault, 1);
    assert.equal((await attempt()).value.inputs[0].name, 'x');
    assert.equal(site.requests.get(file), 2);
    site.break(file, fault);
    assertFailed(
      await attempt(),
      'runtime_not_loaded',
      /arrived damaged.*not the file that belongs to this page.*Try again/,
    );
  });
}

for (const file of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs']) {
  test(`a damaged copy of ${file} is fetched again`, async () => {
    site.break(`ort/${file}`, 'altered', 1);
    const outcome = await inPage((lab) => lab.outcome(lab.start().load(lab.model('affine.onnx')).promise));
    assert.equal(outcome.value?.inputs[0].name, 'x', JSON.stringify(outcome));
  });
}

test('a worker that cannot be started is an error, not silence', async () => {
  const outcome = await inPage((lab) =>
    lab.outcome(lab.start({ workerUrl: 'nowhere.mjs' }).load(lab.model('affine.onnx')).promise),
  );
  assertFailed(outcome, 'runtime_not_loaded', /could not be started.*try again/);
});

test('the worker on its own, without the window of the tests, starts by its default address', async () => {
  const outcome = await inPage(async (lab) => {
    const runtime = lab.start({ workerUrl: undefined });
    await runtime.load(lab.model('affine.onnx')).promise;
    return runtime.describe();
  });
  assert.equal(outcome, 'ONNX Runtime Web 1.30.0, 1 thread, SIMD');
  assert.deepEqual(refused, []);
});

test('where the worker’s policy forbids WebAssembly, the runtime is said not to start', async () => {
  site.break('src/inference/web/worker/worker.mjs', 'strict');
  const outcome = await inPage((lab) =>
    lab.outcome(lab.start({ workerUrl: undefined }).load(lab.model('affine.onnx')).promise),
  );
  assertFailed(outcome, 'runtime_not_loaded', /could not be started in this browser/);
});

test('when the worker dies, all who wait are told, and the next load starts a new one', async () => {
  const found = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('slow.onnx')).promise;
    const run = () =>
      lab.outcome(runtime.run(session, { inputs: [lab.floats('x', [1], [0.01])], fetch: [], keep: [] }).promise);
    const running = [run(), run(), run()];
    const loading = lab.outcome(runtime.load(lab.model('affine.onnx')).promise);
    lab.kill();
    const waited = [...(await Promise.all(running)), await loading];
    const old = await run();
    runtime.release(session);
    const again = await runtime.load(lab.model('slow.onnx')).promise;
    const { promise } = runtime.run(again.session, { inputs: [lab.floats('x', [1], [0])], fetch: [], keep: [] });
    const answer = new Float32Array((await promise).fetched[0].data)[0];
    return { waited, old, answer, differs: again.session !== session, end: await runtime.statistics() };
  });
  for (const outcome of found.waited.filter((/** @type {any} */ one) => !one.value)) {
    assertFailed(outcome, 'session_closed', /stopped unexpectedly.*the test wanted it so.*Load the model again/);
  }
  assert.ok(
    found.waited.some((/** @type {any} */ one) => one.kind),
    'nobody was waiting any more',
  );
  assertFailed(found.old, 'session_closed', /Load it again/);
  assert.equal(found.answer, 0);
  assert.ok(found.differs);
  assert.deepEqual(found.end, { sessions: 1, tensors: 0, loading: 0, runs: 1, waiting: 0 });
});

for (const how of /** @type {const} */ (['close', 'hang'])) {
  test(`a worker that ends without a word (${how}) is replaced, and what was to be loaded is asked for again`, async () => {
    const found = await inPage(async (lab, /** @type {string} */ end) => {
      const runtime = lab.start({ turnMs: 1500 });
      const { session } = await runtime.load(lab.model('walker.onnx')).promise;
      const inputs = () => [lab.floats('state', [1], [40]), lab.floats('step', [1], [2])];
      const run = (/** @type {number} */ of) =>
        lab.outcome(runtime.run(of, { inputs: inputs(), fetch: [], keep: [] }).promise);
      await run(session);
      lab.lose(end);
      const waiting = run(session);
      const other = await runtime.load(lab.model('affine.onnx')).promise;
      const again = await runtime.load(lab.model('walker.onnx')).promise;
      const { value } = await run(again.session);
      return { waited: await waiting, other, answer: new Float32Array(value.fetched[0].data)[0] };
    }, how);
    // It may have answered before it went.
    if (!found.waited.value) assertFailed(found.waited, 'session_closed', /stopped unexpectedly.*Load the model again/);
    assert.equal(found.other.inputs[0].name, 'x');
    assert.equal(found.answer, 42);
  });
}

test('a worker that went while nobody asked is not asked any more', async () => {
  const found = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('affine.onnx')).promise;
    lab.lose('close');
    const request = () => ({ inputs: [lab.floats('x', [1, 2], [1, 1])], fetch: ['y'], keep: [] });
    /** @type {{ kind?: string }} */
    let outcome = {};
    while (outcome.kind !== 'session_closed') outcome = await lab.outcome(runtime.run(session, request()).promise);
    const again = await runtime.load(lab.model('affine.onnx')).promise;
    return lab.outcome(runtime.run(again.session, request()).promise);
  });
  assert.deepEqual(found.value.fetched[0].shape, [1, 3]);
});

test('a trap in the runtime ends its worker, and the next load starts a new one', async () => {
  const [trapped, old, again] = await inPage(async (lab) => {
    const runtime = lab.start();
    const load = () => runtime.load(lab.model('affine.onnx')).promise;
    const run = (/** @type {number} */ session) =>
      lab.outcome(runtime.run(session, { inputs: [lab.floats('x', [1, 2], [1, 1])], fetch: ['y'], keep: [] }).promise);
    const { session } = await load();
    await lab.trap();
    return [await run(session), await run(session), await run((await load()).session)];
  });
  // The run meets it, or the warm-up that goes on meanwhile; then the worker is gone before the run begins.
  if (trapped.kind === 'session_closed') assertFailed(trapped, 'session_closed', /Load (it|the model) again/);
  else assertFailed(trapped, 'runtime_error', /“affine” could not be run: .*try again\.$/);
  assertFailed(old, 'session_closed', /Load it again/);
  assert.deepEqual(again.value.fetched[0].shape, [1, 3]);
});

test('terminate tells all who wait, and a later load starts a new worker', async () => {
  const [pending, again] = await inPage(async (lab) => {
    const runtime = lab.start();
    const pending = lab.outcome(runtime.load(lab.model('affine.onnx')).promise);
    runtime.terminate();
    return [await pending, await lab.outcome(runtime.load(lab.model('affine.onnx')).promise)];
  });
  assertFailed(pending, 'session_closed', /Load it again/);
  assert.equal(again.value.inputs[0].name, 'x');
});

test('a cancelled run that still waits in the worker is never run', async () => {
  const { answered, runs } = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('slow.onnx')).promise;
    const run = () => runtime.run(session, { inputs: [lab.floats('x', [1], [0.01])], fetch: [], keep: [] });
    let answered = 0;
    const first = run();
    for (const request of Array.from({ length: 50 }, run)) {
      request.promise.then(() => (answered += 1));
      request.cancel();
    }
    await Promise.all([first.promise, run().promise]);
    return { answered, runs: (await runtime.statistics()).runs };
  });
  assert.equal(answered, 0);
  assert.equal(runs, 2);
});

test('a model that was expected goes with the last who took it up, and by itself if nobody does', async () => {
  const { taken, late, left, forgotten } = await inPage(async (lab) => {
    const runtime = lab.start();
    const affine = lab.model('affine.onnx');
    const load = async () => (await runtime.load(affine).promise).session;
    const sessions = async () => (await runtime.statistics()).sessions;
    runtime.expect(affine, 1e6);
    const early = await load();
    const taken = await sessions();
    runtime.release(early);
    const left = [await sessions()];
    // Taken up after it has been loaded.
    runtime.expect(affine, 1e6);
    while ((await sessions()) === 0);
    const late = await load();
    runtime.release(late);
    left.push(await sessions());
    runtime.expect(affine, 1);
    while ((await sessions()) === 0);
    while ((await sessions()) > 0);
    return { taken, late: late !== early, left, forgotten: true };
  });
  assert.equal(taken, 1, 'expected and taken up, it is loaded once');
  assert.deepEqual(left, [0, 0]);
  assert.ok(late);
  assert.ok(forgotten);
});
