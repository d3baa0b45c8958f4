// Programs beside a model: what they tell, how they are stopped, how they fail, what they leave behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFailed, inPage, refused, site } from './harness.mjs';

test('a program beside the model tells what it does, and goes on where it was', async () => {
  const found = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('counter.onnx')).promise;
    runtime.prepareCompanion('counting');
    const one = lab.counting(runtime, session, 10);
    const other = lab.counting(runtime, session, 1000);
    const both = await Promise.all([one.steps(3), other.steps(2)]);
    const more = await one.steps(200);
    runtime.dismiss(one.companion);
    const afterwards = await lab.outcome(one.steps(1));
    const still = await other.steps(1);
    const { tensors, runs, waiting } = await runtime.statistics();
    runtime.dismiss(other.companion);
    return { both, more, afterwards, still, tensors, runs, waiting, end: await runtime.statistics() };
  });
  assert.deepEqual(found.both, [
    [11, 12, 13],
    [1001, 1002],
  ]);
  assert.deepEqual(
    found.more,
    Array.from({ length: 200 }, (_, i) => 14 + i),
  );
  assertFailed(found.afterwards, 'session_closed', /Load it again/);
  assert.deepEqual(found.still, [1003]);
  assert.deepEqual([found.tensors, found.runs, found.waiting], [1, 206, 0]);
  assert.equal(found.end.tensors, 0);
  assert.deepEqual(refused, []);
});

test('a command is stopped between two runs, and the next one goes on from there', async () => {
  const found = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('counter.onnx')).promise;
    const counting = lab.counting(runtime, session, 0);
    await counting.steps(1);
    /** @type {number[]} */
    const heard = [];
    await new Promise((resolve) => {
      const { cancel } = counting.ask(1_000_000, (/** @type {number} */ count) => {
        heard.push(count);
        if (heard.length !== 5) return;
        cancel();
        resolve(undefined);
      });
    });
    const [next] = await counting.steps(1);
    const again = counting.ask(1_000_000, () => {});
    again.cancel(); // before it began
    const [last] = await counting.steps(1);
    const { waiting, tensors } = await runtime.statistics();
    return { heard, next, last, waiting, tensors };
  });
  assert.deepEqual(found.heard, [2, 3, 4, 5, 6], 'nothing is told of what was stopped');
  assert.ok(found.next > 6 && found.next < 100_000, `it went on from ${found.next}`);
  assert.equal(found.last, found.next + 1);
  assert.deepEqual([found.waiting, found.tensors], [0, 1]);
});

test('others have their turn while a program works, and it ends with the worker', async () => {
  const found = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('counter.onnx')).promise;
    const affine = await runtime.load(lab.model('affine.onnx')).promise;
    const counting = lab.counting(runtime, session, 0);
    /** @type {number[]} */
    const heard = [];
    /** @type {(value?: unknown) => void} */
    let begun = () => {};
    const beginning = new Promise((resolve) => (begun = resolve));
    const endless = counting.ask(1_000_000, (/** @type {number} */ count) => {
      heard.push(count);
      begun();
    });
    const outcome = lab.outcome(endless.promise);
    await beginning;
    for (let i = 0; i < 5; i += 1) {
      const { promise } = runtime.run(affine.session, {
        inputs: [lab.floats('x', [1, 2], [1, 1])],
        fetch: [],
        keep: [],
      });
      await promise;
    }
    lab.kill();
    return { heard: heard.length, outcome: await outcome, after: await lab.outcome(counting.steps(1)) };
  });
  assert.ok(found.heard > 0);
  assertFailed(found.outcome, 'session_closed', /stopped unexpectedly/);
  assertFailed(found.after, 'session_closed', /Load it again/);
});

test('a program that fails, traps or gets nonsense says so, and the next command is done', async () => {
  const found = await inPage(async (lab) => {
    const runtime = lab.start();
    const { session } = await runtime.load(lab.model('counter.onnx')).promise;
    const counting = lab.counting(runtime, session, 0);
    const failed = await lab.outcome(counting.steps(lab.FAIL));
    const nonsense = await lab.outcome(runtime.perform(counting.companion, new ArrayBuffer(3), () => {}).promise);
    const [still] = await counting.steps(1);
    const trapped = await lab.outcome(counting.steps(lab.TRAP));
    const [anew] = await counting.steps(1);
    const later = await lab.outcome(counting.steps(lab.TRAP_LATER));
    const [again] = await counting.steps(1);
    const wrong = await lab.outcome(lab.counting(runtime, session, 'no number').steps(1));
    const gone = lab.counting(runtime, session, 0);
    runtime.release(session);
    const closed = await lab.outcome(gone.steps(1));
    return { failed, nonsense, still, trapped, anew, later, again, wrong, closed };
  });
  assertFailed(found.failed, 'runtime_error', /the test wanted it so/);
  assertFailed(found.nonsense, 'runtime_error', /a command is one number/);
  assert.equal(found.still, 1);
  assertFailed(found.trapped, 'runtime_error', /stopped unexpectedly/);
  assert.equal(found.anew, 1, 'a module that trapped is replaced by a new one');
  assertFailed(found.later, 'runtime_error', /stopped unexpectedly/);
  assert.equal(found.again, 1);
  assert.equal(found.wrong.kind, 'runtime_error');
  assertFailed(found.closed, 'session_closed', /Load it again/);
});

for (const file of ['counting.wasm', 'counting.mjs']) {
  test(`a program whose ${file} does not arrive is said to be missing, and the next command tries again`, async () => {
    site.break(`beside/${file}`, 'missing', 2); // when it is opened, and with the first command
    const found = await inPage(async (lab) => {
      const runtime = lab.start();
      const { session } = await runtime.load(lab.model('counter.onnx')).promise;
      const counting = lab.counting(runtime, session, 0);
      await runtime.statistics();
      const first = await lab.outcome(counting.steps(1));
      return [first, await lab.outcome(counting.steps(1)), await lab.outcome(counting.steps(1))];
    });
    assertFailed(found[0], 'file_missing', /could not be downloaded.*try again/);
    assert.ok(found[1].value || found[2].value, JSON.stringify(found));
  });
}
