// Session as experiments use it: the cases in C++, and what the worker holds when they are over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, refused, site } from './harness.mjs';
import { models } from './models.mjs';
import { sha256 } from './server.mjs';
/** @import { Page } from 'playwright-core' */

/**
 * @param {Page} page
 * @param {string} mode
 * @returns {Promise<{ findings: [string, string][], marks: Record<string, any>, end: any }>}
 */
function runCpp(page, mode) {
  const hashes = Object.fromEntries(Object.keys(models).map((name) => [name, sha256(name)]));
  return page.evaluate(
    async ({ wanted, sha256s }) => {
      const { lab } = /** @type {any} */ (globalThis);
      const runtime = wanted === 'without-runtime' ? undefined : lab.start();
      /** @type {[string, string][]} */
      const findings = [];
      /** @type {Record<string, unknown>} */
      const marks = {};
      const { default: create } = await lab.importTests();
      await new Promise((resolve, reject) =>
        create({
          mllabRuntime: runtime,
          arguments: [wanted],
          sha256: sha256s,
          onFinding: (/** @type {string} */ sentence, /** @type {string} */ problem) =>
            findings.push([sentence, problem]),
          onMark: (/** @type {string} */ name) => {
            marks[name] = Promise.all([runtime.statistics(), lab.memory()]);
          },
          onEnd: () => resolve(undefined),
          onAbort: reject,
        }).catch(reject),
      );
      for (const name of Object.keys(marks)) marks[name] = await marks[name];
      return { findings, marks, end: await runtime?.statistics() };
    },
    { wanted: mode, sha256s: hashes },
  );
}

test('C++ in the page', async (t) => {
  site.break('models/kinds.onnx?flaky', 'missing', 2);
  for (const query of ['cancelled', 'shared', 'stopped', 'thrown']) site.break(`models/bulky.onnx?${query}`, 'slow');
  const page = await open();
  const { findings, marks, end } = await runCpp(page, 'all');
  await page.close();
  const violations = [...refused];
  const shared = site.requests.get('models/affine.onnx?shared');
  for (const [sentence, problem] of findings) await t.test(sentence, () => assert.equal(problem, ''));
  await t.test('every case was run', () => assert.equal(findings.length, 38));
  await t.test('three loads of one file are one request and one session', () => {
    assert.equal(shared, 1);
    assert.equal(marks['three loads of one file'][0].sessions, 1);
  });
  await t.test('of cancelled runs neither tensors nor questions are left', () => {
    const [{ tensors, waiting }] = marks['cancelled runs'];
    assert.deepEqual({ tensors, waiting }, { tensors: 0, waiting: 0 });
  });
  await t.test('a thousand runs leave as much in the worker as there was before', () => {
    const [[before, memoryBefore], [after, memoryAfter]] = [
      marks['before a thousand runs'],
      marks['after a thousand runs'],
    ];
    assert.deepEqual({ ...after, runs: after.runs - before.runs }, { ...before, runs: 1001 });
    assert.ok(memoryBefore > 0);
    assert.equal(memoryAfter, memoryBefore);
  });
  await t.test('with the last copy of every session everything is freed in the worker', () => {
    assert.deepEqual({ ...end, runs: 0 }, { sessions: 0, tensors: 0, loading: 0, runs: 0, waiting: 0 });
  });
  await t.test('the security policy was never violated', () => assert.deepEqual(violations, []));
});

test('C++ in a page without a runtime', async (t) => {
  const page = await open();
  const { findings } = await runCpp(page, 'without-runtime');
  await page.close();
  assert.equal(findings.length, 1);
  for (const [sentence, problem] of findings) await t.test(sentence, () => assert.equal(problem, ''));
});
