// Does scripts/run-in-chromium tell the truth about a page? A runner that turned failures into successes would make every
// other test worthless. Usage: node runner.test.mjs PAGE, with the page of behaviour.cpp.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('../../../scripts/run-in-chromium', import.meta.url));
const page = process.argv[2] ?? assert.fail('node runner.test.mjs PAGE');
const folder = mkdtempSync(join(tmpdir(), 'ml-lab-runner-'));
after(() => rmSync(folder, { recursive: true }));

/** @typedef {{ code: number | null, out: string, err: string }} Ended */

/** @param {string[]} words of the command line @param {Record<string, string>} [environment] @returns {Promise<Ended>} */
const run = (words, environment = {}) =>
  new Promise((done, failed) => {
    const process_ = spawn(runner, words, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { out: '', err: '' };
    process_.stdout.setEncoding('utf8').on('data', (part) => (text.out += part));
    process_.stderr.setEncoding('utf8').on('data', (part) => (text.err += part));
    process_.on('error', failed);
    process_.on('close', (code) => done({ code, ...text }));
  });

/** @param {string} name a sentence @param {string[]} words @param {number} code @param {{ out?: RegExp[], err?: RegExp[] }} [said] */
function says(name, words, code, { out = [], err = [] } = {}) {
  test(name, { timeout: 120_000 }, async () => {
    const ended = await run(words);
    const all = JSON.stringify(ended, null, 1);
    assert.equal(ended.code, code, all);
    for (const pattern of out) assert.match(ended.out, pattern, all);
    for (const pattern of err) assert.match(ended.err, pattern, all);
  });
}

const died = [/the page died/];
const late = [/did not finish in 8 seconds/];

// Each needs a browser of its own, which mostly waits: several at a time.
describe('the runner', { concurrency: 4 }, () => {
  says('lets a page that runs for ever busily end in time', ['--timeout', '8', page, 'never ends'], 124, { err: late });
  says('lets a page that never comes back end in time', ['--timeout', '8', page, 'never comes back'], 124, {
    err: late,
  });
  says('passes on what a page says, on the right stream', [page], 0, {
    out: [/a line for standard output/, /All tests passed/],
    err: [/a line for standard error/],
  });
  says('passes arguments on', [page, '--list-tests', 'a page that*'], 0, { out: [/1 matching test case/] });
  says('reports a failed assertion', [page, 'fails'], 42, { out: [/FAILED:[^]*1 \+ 1 == 3[^]*2 == 3[^]*1 failed/] });
  says('reports an exception', [page, 'throws'], 42, { out: [/FAILED:[^]*thrown on purpose/] });
  says('reports skipped tests', [page, 'skips'], 4, { out: [/SKIPPED:[^]*nothing to do here/] });
  says('reports an exit code', [page, 'exits'], 3);
  says('reports std::terminate', [page, 'terminates'], 134, { err: died });
  says('reports abort', [page, 'aborts'], 134, { err: died });
  says('reports a trap', [page, 'traps'], 134, { err: died });
  says('reports a stack overflow', [page, 'overflows the stack'], 134, { err: died });
  says('reports an abort after main', [page, 'aborts in a callback'], 134, { err: died });
  says('reports an error beside a test that passes', [page, 'reports an error beside the test'], 134, {
    err: [/the page reported: .*beside the test/],
  });
  says('names a page that is missing', [join(folder, 'missing.html')], 127, { err: [/there is no page/] });
  says('refuses an argument that cannot travel', [page, 'a&b'], 2, { err: [/cannot reach the page/] });

  test('reports a browser that ends at once', { timeout: 120_000 }, async () => {
    const chromium = join(folder, 'chromium');
    writeFileSync(chromium, "#!/bin/sh\necho '[1:1:no display]' >&2\nexit 1\n");
    chmodSync(chromium, 0o755);
    const ended = await run([page], { PATH: `${folder}:${process.env['PATH']}` });
    assert.equal(ended.code, 127, JSON.stringify(ended));
    assert.match(ended.err, /Chromium ended before[^]*no display/);
  });
});
