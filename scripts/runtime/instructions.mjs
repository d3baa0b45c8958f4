// WebAssembly's instructions one after the other, as far as it takes to know where each ends: MVP, SIMD, threads, bulk
// memory, sign extension and saturating conversions. Format: https://webassembly.github.io/spec/core/binary/
import { Reader } from './wasm.mjs';

/** A length or index, and many; a memory argument is two numbers, its alignment and its offset. @param {Reader} reader */
const number = (reader) => void reader.number();
/** @param {Reader} reader */
const two = (reader) => {
  reader.number();
  reader.number();
};
/** Signed and of any length: only its end matters. @param {Reader} reader */
const signed = (reader) => {
  while (reader.byte() >= 128);
};
/** @param {Reader} reader */
const vector = (reader) => {
  for (let count = reader.number(); count > 0; --count) reader.number();
};
/** @param {number} bytes @returns {(reader: Reader) => void} */
const plain = (bytes) => (reader) => void reader.take(bytes);
const none = () => {};

/** What follows an operation of one byte. @type {Map<number, (reader: Reader) => void>} */
const after = new Map();
/** @param {number} from @param {number} to @param {(reader: Reader) => void} read */
const range = (from, to, read) => {
  for (let op = from; op <= to; ++op) after.set(op, read);
};
range(0x00, 0x01, none);
range(0x02, 0x04, signed); // a block's type
range(0x05, 0x05, none);
range(0x0b, 0x0b, none);
range(0x0c, 0x0d, number);
range(0x0e, 0x0e, (reader) => {
  vector(reader);
  reader.number();
});
range(0x0f, 0x0f, none);
range(0x10, 0x10, number);
range(0x11, 0x11, two);
range(0x1a, 0x1b, none);
range(0x1c, 0x1c, vector);
range(0x20, 0x26, number);
range(0x28, 0x3e, two);
range(0x3f, 0x40, number);
range(0x41, 0x42, signed);
range(0x43, 0x43, plain(4));
range(0x44, 0x44, plain(8));
range(0x45, 0xc4, none);
range(0xd0, 0xd0, number);
range(0xd1, 0xd1, none);
range(0xd2, 0xd2, number);

/** @param {Reader} reader */
function bulk(reader) {
  const op = reader.number();
  if (op <= 7) return;
  if ([9, 11, 13, 15, 16, 17].includes(op)) return number(reader);
  if (op <= 14) return two(reader);
  throw new Error(`the module has the unknown instruction 0xfc ${op}`);
}

/** @param {Reader} reader */
function simd(reader) {
  const op = reader.number();
  if (op <= 11 || op === 92 || op === 93) return two(reader);
  if (op <= 13) return void reader.take(16);
  if (op >= 21 && op <= 34) return void reader.byte();
  if (op >= 84 && op <= 91) {
    two(reader);
    reader.byte();
  }
}

/** @param {Reader} reader */
function atomic(reader) {
  if (reader.number() === 3) reader.byte();
  else two(reader);
}
after.set(0xfc, bulk);
after.set(0xfd, simd);
after.set(0xfe, atomic);

/**
 * @param {Uint8Array} body a function's local variables and instructions
 * @returns {Generator<{ op: number, start: number, end: number }>} throws where it meets an instruction that it does not know
 */
export function* instructions(body) {
  const reader = new Reader(body);
  for (let groups = reader.number(); groups > 0; --groups) {
    reader.number();
    reader.byte();
  }
  while (reader.at < body.length) {
    const start = reader.at;
    const op = reader.byte();
    const read = after.get(op);
    if (!read) throw new Error(`the module has the unknown instruction 0x${op.toString(16)}`);
    read(reader);
    yield { op, start, end: reader.at };
  }
}
