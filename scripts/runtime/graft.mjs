// Puts functions of ours into the runtime: before it computes a convolution itself, it asks them (src/inference/kernels). They
// bring nothing along but code: they work in the runtime's memory and on its stack. Everything of the runtime stays where it was.
import { instructions } from './instructions.mjs';
import { Reader, SECTION, unsigned, withBodies, withSections } from './wasm.mjs';

const [CALL, GLOBAL_GET, GLOBAL_SET] = [0x10, 0x23, 0x24];
const I32 = 0x7f;
/** (i32 × 7) → (): MlasConv's type. */
const HOST_TYPE = Buffer.from([0x60, 7, I32, I32, I32, I32, I32, I32, I32, 0]);
/** local.get 0, i32.load offset=128, local.tee: it looks up which way its first argument wants, */
const CHOOSES = Buffer.from([0x20, 0, 0x28, 2, 0x80, 1, 0x22]);
/** br_table: and goes there. */
const BRANCHES = 0x0e;

/** @param {Reader} reader @param {(reader: Reader) => void} read */
function each(reader, read) {
  for (let count = reader.number(); count > 0; --count) read(reader);
}

/** @param {Reader} reader */
function limits(reader) {
  const flags = reader.byte();
  reader.number();
  if ((flags & 1) === 1) reader.number();
}

/** What a module is made of, as far as it matters here. @param {Uint8Array} module */
function partsOf(module) {
  /** @type {{ types: Buffer[], imported: number, importedGlobals: number, functions: number[], bodies: Uint8Array[], exports: Map<string, number>, sections: Set<number>, firstGlobal: Uint8Array }} */
  const parts = {
    types: [],
    imported: 0,
    importedGlobals: 0,
    functions: [],
    bodies: [],
    exports: new Map(),
    sections: new Set(),
    firstGlobal: Buffer.alloc(0),
  };
  withSections(module, (id, content) => {
    const reader = new Reader(content);
    parts.sections.add(id);
    if (id === SECTION.types)
      each(reader, () => {
        const start = reader.at;
        if (reader.byte() !== 0x60) throw new Error('the module has a type that is no function’s');
        each(reader, () => reader.byte());
        each(reader, () => reader.byte());
        parts.types.push(Buffer.from(content.subarray(start, reader.at)));
      });
    if (id === SECTION.imports)
      each(reader, () => {
        reader.take(reader.number());
        reader.take(reader.number());
        const kind = reader.byte();
        if (kind === 0) {
          reader.number();
          parts.imported += 1;
        } else if (kind === 3) {
          reader.take(2);
          parts.importedGlobals += 1;
        } else {
          if (kind === 1) reader.byte();
          limits(reader);
        }
      });
    if (id === SECTION.functions) each(reader, () => parts.functions.push(reader.number()));
    if (id === SECTION.globals && reader.number() > 0) parts.firstGlobal = reader.take(2);
    if (id === SECTION.exports)
      each(reader, () => {
        const name = Buffer.from(reader.take(reader.number())).toString();
        const kind = reader.byte();
        const index = reader.number();
        if (kind === 0) parts.exports.set(name, index);
      });
    if (id === SECTION.code) each(reader, () => parts.bodies.push(reader.take(reader.number())));
    return content;
  });
  return parts;
}

/** Where the runtime computes a convolution: the place in its code section. @param {ReturnType<typeof partsOf>} runtime */
function hostOf({ types, functions, bodies }) {
  const hosts = bodies.flatMap((body, index) => {
    if (!HOST_TYPE.equals(types[functions[index] ?? -1] ?? Buffer.alloc(0))) return [];
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
    const at = bytes.indexOf(CHOOSES);
    return at >= 0 && bytes[at + CHOOSES.length + 1] === BRANCHES ? [index] : [];
  });
  const [host] = hosts;
  if (host === undefined || hosts.length > 1)
    throw new Error(`of the runtime’s functions ${hosts.length} look like the one that computes convolutions`);
  return host;
}

/** The stack’s pointer is the first global of either module. @param {ReturnType<typeof partsOf>} parts */
const hasStack = ({ firstGlobal, importedGlobals }) =>
  importedGlobals === 0 && firstGlobal[0] === I32 && firstGlobal[1] === 1;

/** A body whose calls go to where its functions are now. @param {Uint8Array} body @param {number} first */
function moved(body, first) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let copied = 0;
  for (const { op, start, end } of instructions(body)) {
    if (op === 0x11) throw new Error('the kernels call through a table, which they do not have');
    const index = () => new Reader(body, start + 1).number();
    if ((op === GLOBAL_GET || op === GLOBAL_SET) && index() !== 0)
      throw new Error('the kernels use a global that is not the stack’s');
    if (op !== CALL) continue;
    parts.push(body.subarray(copied, start), Buffer.from([CALL, ...unsigned(first + index())]));
    copied = end;
  }
  return Buffer.concat([...parts, body.subarray(copied)]);
}

/** A section that is a list, with more at its end. @param {Uint8Array} content @param {Uint8Array[]} more */
function longer(content, more) {
  const reader = new Reader(content);
  const count = reader.number();
  return Buffer.concat([Buffer.from(unsigned(count + more.length)), content.subarray(reader.at), ...more]);
}

/**
 * @param {Uint8Array} module the runtime, whole or trimmed
 * @param {Uint8Array} kernels exports `convolve`, which takes what the runtime’s convolution takes, and says by 1 that it is done
 * @returns {Buffer}
 */
export function grafted(module, kernels) {
  const runtime = partsOf(module);
  const ours = partsOf(kernels);
  if (ours.imported > 0 || [SECTION.tables, SECTION.elements, SECTION.data].some((id) => ours.sections.has(id)))
    throw new Error('the kernels are to bring nothing along but code');
  if (!hasStack(runtime) || (ours.sections.has(SECTION.globals) && !hasStack(ours)))
    throw new Error('the stack’s pointer is not where it was expected');
  const convolve = ours.exports.get('convolve');
  if (convolve === undefined) throw new Error('the kernels have no function “convolve”');
  const host = hostOf(runtime);
  const first = runtime.imported + runtime.functions.length;
  // All seven arguments; if that was it, return.
  const asks = Buffer.from([
    ...[0, 1, 2, 3, 4, 5, 6].flatMap((argument) => [0x20, argument]),
    ...[CALL, ...unsigned(first + convolve)],
    ...[0x04, 0x40, 0x0f, 0x0b],
  ]);
  const asking = withBodies(module, (body, index) => {
    if (index !== host) return body;
    const reader = new Reader(body);
    each(reader, () => {
      reader.number();
      reader.byte();
    });
    return Buffer.concat([body.subarray(0, reader.at), asks, body.subarray(reader.at)]);
  });
  /** @type {Map<number, Uint8Array[]>} */
  const more = new Map([
    [SECTION.types, ours.types],
    [SECTION.functions, ours.functions.map((type) => Buffer.from(unsigned(runtime.types.length + type)))],
    [
      SECTION.code,
      ours.bodies.map((body) => {
        const there = moved(body, first);
        return Buffer.concat([Buffer.from(unsigned(there.length)), there]);
      }),
    ],
  ]);
  return withSections(asking, (id, content) => {
    const added = more.get(id);
    return added ? longer(content, added) : content;
  });
}
