// The little of WebAssembly's binary format that is needed to put other bodies into a module's functions: everything else
// is copied byte for byte. Format: https://webassembly.github.io/spec/core/binary/

const MAGIC = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
export const SECTION = /** @type {const} */ ({
  types: 1,
  imports: 2,
  functions: 3,
  tables: 4,
  globals: 6,
  exports: 7,
  elements: 9,
  code: 10,
  data: 11,
});

/** @param {number} value at least 0 @returns {number[]} in LEB128 */
export function unsigned(value) {
  const bytes = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? low + 128 : low);
  } while (value > 0);
  return bytes;
}

/** Reads numbers in LEB128 from a module. */
export class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('the module ends too early');
    return byte;
  }

  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte % 128) * factor;
      if (byte < 128) return value;
      if (factor > 2 ** 28) throw new Error('a number of the module is too long');
    }
  }

  /** 32 bits with a sign, as a number without one. */
  address() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte >= 128) continue;
      if ((byte & 64) !== 0 && shift < 25) value |= -1 << (shift + 7);
      return value >>> 0;
    }
  }

  /** @param {number} length */
  take(length) {
    const taken = this.bytes.subarray(this.at, this.at + length);
    if (taken.length !== length) throw new Error('the module ends too early');
    this.at += length;
    return taken;
  }
}

/**
 * The module with other sections: `change` gets each one's number and content.
 * @param {Uint8Array} module
 * @param {(id: number, content: Uint8Array) => Uint8Array} change the same content for what stays byte for byte
 * @returns {Buffer}
 */
export function withSections(module, change) {
  if (!MAGIC.equals(module.subarray(0, MAGIC.length))) throw new Error('this is no WebAssembly module');
  const sections = new Reader(module, MAGIC.length);
  /** @type {Uint8Array[]} */
  const parts = [MAGIC];
  while (sections.at < module.length) {
    const start = sections.at;
    const id = sections.byte();
    const content = sections.take(sections.number());
    const changed = change(id, content);
    if (changed === content) parts.push(module.subarray(start, sections.at));
    else parts.push(Buffer.from([id, ...unsigned(changed.length)]), changed);
  }
  return Buffer.concat(parts);
}

/**
 * The module with other bodies: `change` gets each function's body (its local variables and instructions, without the
 * length) and the function's place in the code section.
 * @param {Uint8Array} module
 * @param {(body: Uint8Array, index: number) => Uint8Array} change
 * @returns {Buffer}
 */
export const withBodies = (module, change) =>
  withSections(module, (id, content) => (id === SECTION.code ? changedCode(content, change) : content));

/** @param {Uint8Array} section @param {(body: Uint8Array, index: number) => Uint8Array} change */
function changedCode(section, change) {
  const bodies = new Reader(section);
  const count = bodies.number();
  /** @type {Uint8Array[]} */
  const parts = [Buffer.from(unsigned(count))];
  for (let index = 0; index < count; ++index) {
    const body = change(bodies.take(bodies.number()), index);
    parts.push(Buffer.from(unsigned(body.length)), body);
  }
  if (bodies.at !== section.length) throw new Error('the code section is longer than its functions');
  return Buffer.concat(parts);
}

/** @param {Uint8Array} module @returns {number} */
export function functionCount(module) {
  let count = 0;
  withBodies(module, (body) => {
    count += 1;
    return body;
  });
  return count;
}
