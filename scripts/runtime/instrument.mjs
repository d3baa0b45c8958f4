// A module that notes in its memory which of its functions were called: one byte each, from one address on. In the memory
// and not in the module, because its threads share the one and have each their own of the other.
import { Reader, unsigned, withBodies } from './wasm.mjs';

// Above everything that the runtime asks for while it is profiled; below 2 GiB, where an address is a positive number.
export const NOTES_AT = 0x7000_0000;

/** @param {number} value a positive number, as the signed LEB128 of i32.const */
const constant = (value) => {
  const bytes = unsigned(value);
  const last = bytes.length - 1;
  const top = /** @type {number} */ (bytes[last]);
  // The highest bit of the last byte's seven is the sign.
  if (top >= 64) {
    bytes[last] = top + 128;
    bytes.push(0);
  }
  return [0x41, ...bytes];
};

/** @param {Uint8Array} module */
export const instrumented = (module) =>
  withBodies(module, (body, index) => {
    const reader = new Reader(body);
    for (let groups = reader.number(); groups > 0; --groups) {
      reader.number();
      reader.byte();
    }
    const note = [...constant(NOTES_AT + index), ...constant(1), 0x3a, 0x00, 0x00]; // i32.store8
    return Buffer.concat([body.subarray(0, reader.at), Buffer.from(note), body.subarray(reader.at)]);
  });

/**
 * Which functions were called since the memory began.
 * @param {WebAssembly.Memory} memory
 * @param {number} functions
 */
export const calledFunctions = (memory, functions) =>
  Array.from(new Uint8Array(memory.buffer, NOTES_AT, functions), (byte) => byte === 1);

/** @param {WebAssembly.Memory} memory @param {number} functions */
export function makeRoom(memory, functions) {
  const page = 65536;
  const missing = Math.ceil((NOTES_AT + functions) / page) - memory.buffer.byteLength / page;
  if (missing > 0) memory.grow(missing);
}
