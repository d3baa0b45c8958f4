// How the runtime is trimmed beside its functions: texts that nobody refers to, and one trap for each type.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { instructions } from '../../scripts/runtime/instructions.mjs';
import { RUNTIME, committedProfile, trimmed } from '../../scripts/runtime/profile.mjs';
import { withoutUnusedTexts } from '../../scripts/runtime/texts.mjs';
import { withSharedTraps } from '../../scripts/runtime/traps.mjs';
import { SECTION, withBodies, withSections } from '../../scripts/runtime/wasm.mjs';

const head = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const text = (/** @type {string} */ words) => [...Buffer.from(words)];
const section = (/** @type {number} */ id, /** @type {number[]} */ content) => [id, content.length, ...content];
const sized = (/** @type {number[]} */ content) => [content.length, ...content];
/** Imports the memory m.m. */
const memory = section(2, [1, ...sized(text('m')), ...sized(text('m')), 2, 0, 1]);
const exported = (/** @type {string} */ name, /** @type {number} */ index) => [...sized(text(name)), 0, index];

/** @param {Uint8Array} module @param {WebAssembly.Memory} [m] */
async function started(module, m = new WebAssembly.Memory({ initial: 1 })) {
  const compiled = await WebAssembly.compile(new Uint8Array(module));
  return /** @type {Record<string, (n?: number) => number>} */ (
    /** @type {unknown} */ (new WebAssembly.Instance(compiled, { m: { m } }).exports)
  );
}

test('of the runtime every instruction is known, and each body ends with its last one', () => {
  withBodies(readFileSync(RUNTIME), (body) => {
    let last = { op: -1, end: -1 };
    for (const instruction of instructions(body)) last = instruction;
    assert.deepEqual([last.op, last.end], [0x0b, body.length]);
    return body;
  });
});

test('what nobody refers to is zeros, one address after the other stays where it was', () => {
  const runtime = readFileSync(RUNTIME);
  const rest = trimmed(runtime, committedProfile());
  const dataOf = (/** @type {Uint8Array} */ module) => {
    let data = Buffer.alloc(0);
    withSections(module, (id, content) => {
      if (id === SECTION.data) data = Buffer.from(content);
      return content;
    });
    return data;
  };
  const [before, after] = [dataOf(runtime), dataOf(rest)];
  assert.equal(after.length, before.length);
  assert.ok(after.every((byte, i) => byte === before[i] || byte === 0));
  // What a visitor may be told is there, what a function says that was left out is not.
  assert.ok(after.includes('No Op registered for '));
  assert.ok(before.includes('Overlong UTF-8 encoding') && !after.includes('Overlong UTF-8 encoding'));
});

test('an unknown instruction is refused', () => {
  assert.throws(() => [...instructions(Buffer.from([0, 0x06, 0x40, 0x0b]))], /unknown instruction 0x6/);
  assert.throws(() => [...instructions(Buffer.from([0, 0xfc, 60, 0x0b]))], /unknown instruction 0xfc 60/);
});

test('texts that nobody refers to become zeros, all others stay', async () => {
  const used = 'This text is used by somebody.';
  const unused = 'This text is used by nobody at all.';
  const table = '0123456789abcdefghijklmnop';
  const data = [used, unused, table].flatMap((words) => [...text(words), 0]);
  const module = Buffer.from([
    ...head,
    ...section(1, [2, 0x60, 0, 0, 0x60, 0, 1, 0x7f]),
    ...memory,
    ...section(3, [2, 0, 1]),
    ...section(7, [2, ...exported('start', 0), ...exported('used', 1)]),
    ...section(12, [1]),
    // i32.const 1024, i32.const 0, i32.const length, memory.init 0; i32.const 1024
    ...section(10, [
      2,
      ...sized([0, 0x41, 0x80, 8, 0x41, 0, 0x41, data.length, 0xfc, 8, 0, 0, 0x0b].flatMap(long(data.length))),
      ...sized([0, 0x41, 0x80, 8, 0x0b]),
    ]),
    ...section(11, [1, 1, ...sized(data)]),
  ]);
  const m = new WebAssembly.Memory({ initial: 1 });
  const { start } = await started(withoutUnusedTexts(module), m);
  start?.();
  const words = Buffer.from(m.buffer, 1024, data.length).toString();
  assert.equal(words, `${used}\0${'\0'.repeat(unused.length)}\0${table}\0`);
});

/** A number of 64 to 127 as a signed one takes two bytes. @param {number} value @returns {(byte: number) => number[]} */
function long(value) {
  assert.ok(value >= 64 && value < 128);
  return (byte) => (byte === value ? [value + 128, 0] : [byte]);
}

test('functions that were left out are one in the table for each type, and calling them traps', async () => {
  // Types: (i32) -> i32, () -> i32, and (i32) -> i32 of the caller, which calls the table’s functions by number.
  const module = Buffer.from([
    ...head,
    ...section(1, [2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 1, 0x7f]),
    ...memory,
    ...section(3, [5, 1, 1, 0, 1, 0]),
    ...section(4, [1, 0x70, 0, 4]),
    ...section(7, [1, ...exported('call', 4)]),
    ...section(9, [1, 0, 0x41, 0, 0x0b, 4, 0, 1, 2, 3]),
    ...section(10, [
      5,
      ...sized([0, 0x41, 7, 0x0b]),
      ...sized([0, 0x00, 0x0b]),
      ...sized([0, 0x00, 0x0b]),
      ...sized([0, 0x00, 0x0b]),
      ...sized([0, 0x20, 0, 0x11, 1, 0, 0x0b]),
    ]),
  ]);
  const shared = withSharedTraps(module, (index) => index >= 1 && index <= 3);
  assert.deepEqual([...shared.subarray(shared.indexOf(Buffer.from([9, 10]))).subarray(7, 12)], [4, 0, 1, 2, 1]);
  const { call } = await started(shared);
  assert.equal(call?.(0), 7);
  assert.throws(() => call?.(1), /unreachable/);
  assert.throws(() => call?.(3), /unreachable/);
});
