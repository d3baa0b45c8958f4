// The runtime that the site has: nothing in it but what its models call, and the same numbers.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { instrumented } from '../../scripts/runtime/instrument.mjs';
import { RUNTIME, calledIn, committedProfile, makeProfile, trimmed } from '../../scripts/runtime/profile.mjs';
import { functionCount, withBodies } from '../../scripts/runtime/wasm.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ml-lab-runtime-'));
after(() => rmSync(work, { recursive: true }));

const runtime = readFileSync(RUNTIME);
const profile = committedProfile();

test('every model creates and runs on the trimmed runtime without a trap, with the same numbers', async () => {
  const file = join(work, 'trimmed.wasm');
  writeFileSync(file, trimmed(runtime, profile));
  // Those that the build converts are there after a build only.
  const folders = ['models', 'build/imported'].map((name) => join(root, name)).filter(existsSync);
  const run = async (/** @type {string} */ wasm) => {
    const script = join(root, 'scripts/runtime/run-models.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, wasm, ...folders]);
    return JSON.parse(stdout);
  };
  const [whole, rest] = await Promise.all([run(RUNTIME), run(file)]);
  assert.ok(Object.keys(whole).length > 20);
  assert.deepEqual(rest, whole);
});

test('it is a good third of the whole, and what is left is as it was, byte for byte', () => {
  const rest = trimmed(runtime, profile);
  assert.ok(gzipSync(rest, { level: 9 }).length < 1_600_000);
  /** @type {Uint8Array[]} */
  const bodies = [];
  withBodies(runtime, (body) => {
    bodies.push(body);
    return body;
  });
  const called = calledIn(profile);
  let kept = 0;
  withBodies(rest, (body, index) => {
    if (called(index)) kept += 1;
    const expected = called(index) ? bodies[index] : Buffer.from([0, 0, 0x0b]);
    assert.ok(Buffer.from(body).equals(expected ?? Buffer.alloc(0)), `function ${index}`);
    return body;
  });
  assert.equal(kept, profile.called);
  assert.ok(WebAssembly.validate(new Uint8Array(rest)));
});

// i8x16.relaxed_swizzle, one of the instructions whose results may differ from machine to machine.
const relaxed = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 7, 1, 0x60, 2, 0x7b, 0x7b, 1, 0x7b, 3, 2, 1, 0],
  ...[10, 11, 1, 9, 0, 0x20, 0, 0x20, 1, 0xfd, 0x80, 2, 0x0b],
);
test(
  'it computes the same bits on every machine: it uses no relaxed SIMD',
  { skip: WebAssembly.validate(relaxed) && 'this Node knows relaxed SIMD, and would take it' },
  () => assert.ok(WebAssembly.validate(new Uint8Array(runtime))),
);

test('a module whose bodies stay is the same module', () => {
  assert.ok(withBodies(runtime, (body) => body).equals(runtime));
  assert.equal(functionCount(runtime), profile.functions);
});

test('a profile of another runtime, and a damaged one, are refused', () => {
  const other = Buffer.from(runtime);
  other[100] = (other[100] ?? 0) ^ 1;
  assert.throws(() => trimmed(other, profile), /npm run profile-runtime/);
  assert.throws(() => trimmed(runtime, { ...profile, functions: profile.functions - 100 }), /damaged/);
  assert.throws(() => trimmed(runtime, { ...profile, functions: profile.functions - 1 }), /damaged/);
});

test('what is no module, or ends too early, is refused', () => {
  for (const broken of [
    Buffer.alloc(0),
    Buffer.from('<!doctype html>'),
    runtime.subarray(0, 5000),
    runtime.subarray(0, -5),
  ])
    assert.throws(() => withBodies(broken, (body) => body), /no WebAssembly module|ends too early|too long/);
});

/** (func (export "a") (result i32) i32.const 7) (func (export "b") (param i32) (result i32) (local i32) local.get 0), and a memory */
const small = Buffer.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 10, 2, 0x60, 0, 1, 0x7f, 0x60, 1, 0x7f, 1, 0x7f],
  ...[2, 8, 1, 1, 0x6d, 1, 0x6d, 2, 0, 1],
  ...[3, 3, 2, 0, 1],
  ...[7, 9, 2, 1, 0x61, 0, 0, 1, 0x62, 0, 1],
  ...[10, 13, 2, 4, 0, 0x41, 7, 0x0b, 6, 1, 1, 0x7f, 0x20, 0, 0x0b],
]);

test('a function that the profile did not see traps, the others answer', async () => {
  assert.ok(WebAssembly.validate(small));
  const rest = trimmed(small, makeProfile(small, [false, true]));
  const { exports } = new WebAssembly.Instance(await WebAssembly.compile(new Uint8Array(rest)), {
    m: { m: new WebAssembly.Memory({ initial: 1 }) },
  });
  const { a, b } = /** @type {Record<string, (n?: number) => number>} */ (/** @type {unknown} */ (exports));
  assert.equal(b?.(5), 5);
  assert.throws(() => a?.(), WebAssembly.RuntimeError);
});

test('an instrumented module is a module, with a note in every function', () => {
  const noted = instrumented(small);
  assert.ok(WebAssembly.validate(new Uint8Array(noted)));
  assert.equal(functionCount(noted), 2);
  assert.ok(noted.length > small.length + 20);
});
