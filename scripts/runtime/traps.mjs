// A table of functions in which all that were left out are one for each type: what is called through it traps as before, and
// the table is a fraction of what it was when it is compressed.
import { Reader, SECTION, unsigned, withSections } from './wasm.mjs';

const FUNCTION = 0;

/** @param {Reader} reader */
function limits(reader) {
  const flags = reader.number();
  reader.number();
  if (flags & 1) reader.number();
}

/** How many functions come from outside; their numbers are the first. @param {Uint8Array} section */
function importedFunctions(section) {
  const reader = new Reader(section);
  let functions = 0;
  for (let count = reader.number(); count > 0; --count) {
    reader.take(reader.number());
    reader.take(reader.number());
    const kind = reader.byte();
    if (kind === FUNCTION) functions += 1;
    if (kind === FUNCTION) reader.number();
    else if (kind === 3) reader.take(2);
    else {
      if (kind === 1) reader.byte();
      limits(reader);
    }
  }
  return functions;
}

/**
 * @param {Uint8Array} module with one table, filled by one segment
 * @param {(index: number) => boolean} isLeftOut by the function's place in the code section
 * @returns {Buffer}
 */
export function withSharedTraps(module, isLeftOut) {
  let imported = 0;
  /** @type {number[]} */
  let types = [];
  return withSections(module, (id, content) => {
    const reader = new Reader(content);
    if (id === SECTION.imports) imported = importedFunctions(content);
    if (id === SECTION.functions) types = Array.from({ length: reader.number() }, () => reader.number());
    if (id !== SECTION.elements) return content;
    // One active segment: 1, 0, i32.const …, end.
    if (reader.number() !== 1 || reader.number() !== 0 || reader.byte() !== 0x41)
      throw new Error('the module’s table is filled in a way that is not known');
    reader.address();
    reader.byte();
    const head = content.subarray(0, reader.at);
    const functions = Array.from({ length: reader.number() }, () => reader.number());
    /** @type {Map<number | undefined, number>} by type */
    const traps = new Map();
    const shared = functions.map((number) => {
      const index = number - imported;
      if (index < 0 || !isLeftOut(index)) return number;
      const first = traps.get(types[index]) ?? number;
      traps.set(types[index], first);
      return first;
    });
    return Buffer.concat([head, Buffer.from([shared.length, ...shared].flatMap(unsigned))]);
  });
}
