// Functions of ours in the runtime: they are asked, they answer what the runtime would, and they bring nothing else along.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { grafted } from '../../scripts/runtime/graft.mjs';
import { RUNTIME, committedProfile, trimmed } from '../../scripts/runtime/profile.mjs';
import { withBodies } from '../../scripts/runtime/wasm.mjs';
import { KERNELS, kernelModule, nothing } from './kernel_modules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ml-lab-kernels-'));
after(() => rmSync(work, { recursive: true }));

const rest = trimmed(readFileSync(RUNTIME), committedProfile());
/** The smallest network with convolutions. */
const small = join(work, 'small');
mkdirSync(small);
for (const file of ['digits_pocket.json', 'digits_pocket.onnx'])
  copyFileSync(join(root, 'models', file), join(small, file));

let files = 0;
/** @param {Uint8Array} module @param {string[]} more folders, options @returns {Promise<Record<string, string>>} */
async function run(module, ...more) {
  const file = join(work, `${++files}.wasm`);
  writeFileSync(file, module);
  const script = join(root, 'scripts/runtime/run-models.mjs');
  const options = { maxBuffer: 2 ** 26 };
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, ...more], options);
  return JSON.parse(stdout);
}

test('with the kernels every model gives the same numbers, but for their last digits', async () => {
  const folders = ['models', 'build/imported'].map((name) => join(root, name)).filter(existsSync);
  const [without, having] = await Promise.all(
    [rest, grafted(rest, readFileSync(KERNELS))].map((module) => run(module, ...folders, '--numbers')),
  );
  assert.ok(without && having && Object.keys(without).length > 20);
  assert.deepEqual(Object.keys(having), Object.keys(without));
  let others = 0;
  for (const [key, text] of Object.entries(without)) {
    if (key === 'failures') {
      assert.equal(having[key], text);
      continue;
    }
    /** @typedef {{ name: string, largest: number, sampled: number[] }[]} Outputs */
    const wanted = /** @type {Outputs} */ (JSON.parse(text));
    const got = /** @type {Outputs} */ (JSON.parse(having[key] ?? '[]'));
    wanted.forEach(({ name, largest, sampled }, output) =>
      sampled.forEach((number, i) => {
        const difference = Math.abs((got[output]?.sampled[i] ?? NaN) - number);
        assert.ok(
          difference <= 1e-5 * Math.max(1, largest),
          `${key}, ${name}: ${number} became another by ${difference}`,
        );
        if (difference > 0) others += 1;
      }),
    );
  }
  // Sums in another order are not the same to the bit: the kernels have been at work.
  assert.ok(others > 0);
});

test('the runtime asks before each convolution, and goes on itself where nothing was done', async () => {
  const [alone, asking, fooled] = await Promise.all([
    run(rest, small),
    run(grafted(rest, nothing), small),
    // Says that it has done everything.
    run(grafted(rest, kernelModule([0x41, 1])), small),
  ]);
  assert.deepEqual(asking, alone);
  assert.notDeepEqual(fooled, alone);
});

test('what was in the runtime stays in its place, byte for byte but for the question', () => {
  const kernels = readFileSync(KERNELS);
  const having = grafted(rest, kernels);
  assert.ok(WebAssembly.validate(new Uint8Array(having)));
  assert.ok(having.length < rest.length + kernels.length + 200);
  /** @type {Uint8Array[]} */
  const before = [];
  withBodies(rest, (body) => {
    before.push(body);
    return body;
  });
  let changed = 0;
  let added = 0;
  withBodies(having, (body, index) => {
    const old = before[index];
    if (!old) added += 1;
    else if (!Buffer.from(body).equals(old)) changed += 1;
    return body;
  });
  assert.equal(changed, 1);
  assert.ok(added >= 2);
});

test('kernels that bring more than code along are refused, and so is a runtime in which their place is not found', () => {
  const refused = (/** @type {Buffer} */ kernels, /** @type {RegExp} */ words) =>
    assert.throws(() => grafted(rest, kernels), words);
  const done = [0x41, 1];
  refused(kernelModule(done, { more: [4, 4, 1, 0x70, 0, 1] }), /nothing along but code/); // a table
  // Globals: a constant; and two, of which the second is used.
  refused(kernelModule(done, { more: [6, 6, 1, 0x7f, 0, 0x41, 0, 0x0b] }), /the stack’s pointer/);
  const globals = [6, 11, 2, 0x7f, 1, 0x41, 0, 0x0b, 0x7f, 1, 0x41, 0, 0x0b];
  refused(kernelModule([0x23, 1], { more: globals }), /a global that is not the stack’s/);
  refused(kernelModule(done, { name: 'other' }), /no function “convolve”/);
  const hostless = withBodies(rest, (body) => (body.length > 100 ? Buffer.from([0x00, 0x00, 0x0b]) : body));
  assert.throws(() => grafted(hostless, nothing), /0 look like the one/);
});
