// Texts that nobody refers to any more: messages, file names and signatures of functions that were left out. Their letters
// become zeros, so that they cost nothing on the wire and every address stays.
import { instructions } from './instructions.mjs';
import { Reader, SECTION, withBodies, withSections } from './wasm.mjs';

/** Shorter ones, and those without a word's end, may be tables of letters, which are read from before their beginning. */
const LEAST = 20;
const SENTENCE = /[ :/]/;

const I32_CONST = 0x41;
const MEMORY_INIT = /** @type {const} */ ([0xfc, 8]);

/** @typedef {{ bytes: Uint8Array, at: number, base: number }} Segment at: in the section; base: address, -1 where nobody puts it */

/** Passive ones, as modules with threads have. @param {Uint8Array} section @returns {Segment[]} */
function segmentsOf(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => {
    if (reader.number() !== 1) throw new Error('a data segment of the module puts itself into memory');
    const bytes = reader.take(reader.number());
    return { bytes, at: reader.at - bytes.length, base: -1 };
  });
}

/**
 * What a body's instructions say of addresses: constants, and the offsets of loads and stores; and where it puts segments.
 * @param {Uint8Array} body
 * @param {(address: number) => void} refer
 * @param {(segment: number, base: number) => void} put
 */
function addressesIn(body, refer, put) {
  /** @type {number[]} */
  let constants = [];
  for (const { op, start } of instructions(body)) {
    const reader = new Reader(body, start + 1);
    if (op === I32_CONST) {
      constants.push(reader.address());
      refer(constants.at(-1) ?? 0);
      continue;
    }
    if (op === MEMORY_INIT[0] && reader.number() === MEMORY_INIT[1]) put(reader.number(), constants.at(-3) ?? -1);
    constants = [];
    const simd = op === 0xfd ? reader.number() : -1;
    const atomic = op === 0xfe ? reader.number() : -1;
    const loads =
      (op >= 0x28 && op <= 0x3e) ||
      (simd >= 0 && simd <= 11) ||
      (simd >= 84 && simd <= 93) ||
      (atomic >= 0 && atomic !== 3);
    if (!loads) continue;
    reader.number();
    refer(reader.number());
  }
}

/** @param {number} byte */
const isLetter = (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x09;

/**
 * Where texts begin and end that a zero follows.
 * @param {Uint8Array} bytes
 */
function* textsIn(bytes) {
  for (let from = 0; from < bytes.length; ++from) {
    let to = from;
    while (isLetter(bytes[to] ?? 0)) ++to;
    if (to - from >= LEAST && bytes[to] === 0) yield { from, to };
    from = to;
  }
}

/**
 * @param {Uint8Array} module with passive data segments
 * @returns {Buffer}
 */
export function withoutUnusedTexts(module) {
  /** @type {Segment[]} */
  let segments = [];
  withSections(module, (id, content) => {
    if (id === SECTION.data) segments = segmentsOf(content);
    return content;
  });
  /** @type {Set<number>} */
  const referred = new Set();
  withBodies(module, (body) => {
    addressesIn(
      body,
      (address) => referred.add(address),
      (number, base) => Object.assign(segments[number] ?? {}, { base }),
    );
    return body;
  });
  // Any four bytes may be an address.
  for (const { bytes } of segments) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + 4 <= bytes.length; ++at) referred.add(view.getUint32(at, true));
  }
  const isUsed = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let address = from; address <= to; ++address) if (referred.has(address)) return true;
    return false;
  };
  return withSections(module, (id, content) => {
    if (id !== SECTION.data) return content;
    const changed = Buffer.from(content);
    for (const { bytes, at, base } of segments) {
      if (base < 0) continue;
      for (const { from, to } of textsIn(bytes))
        if (SENTENCE.test(Buffer.from(bytes.subarray(from, to)).toString('latin1')) && !isUsed(base + from, base + to))
          changed.fill(0, at + from, at + to);
    }
    return changed;
  });
}
