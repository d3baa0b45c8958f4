// Reads an ONNX file as far as our own models need it: nodes with their attributes, and weights as float32 or integers.
// Wire format: protobuf.dev/programming-guides/encoding; messages: onnx.proto of ONNX 1.

/** @typedef {{ dims: number[], data: Float32Array | BigInt64Array | Int32Array | Int8Array | Uint8Array }} Weight */
/** @typedef {number | number[] | string | Weight} Attribute */
/** @typedef {{ op: string, inputs: string[], outputs: string[], attributes: Record<string, Attribute> }} Node */
/** @typedef {{ nodes: Node[], weights: Map<string, Weight>, inputs: string[], outputs: string[] }} Graph */

/** Fields of a message, by number. @param {Uint8Array} bytes @returns {Map<number, (bigint | Uint8Array)[]>} */
function fieldsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {Map<number, (bigint | Uint8Array)[]>} */
  const fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('the file ends in the middle of a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    const kind = Number(key & 7n);
    /** @type {bigint | Uint8Array} */
    let value;
    if (kind === 0) value = varint();
    else {
      const length = kind === 1 ? 8 : kind === 5 ? 4 : Number(varint());
      if (kind === 3 || kind === 4 || at + length > view.byteLength) throw new Error('this is no ONNX file');
      value = bytes.subarray(at, at + length);
      at += length;
    }
    const all = fields.get(number) ?? [];
    all.push(value);
    fields.set(number, all);
  }
  return fields;
}

const text = (/** @type {unknown} */ bytes) => new TextDecoder().decode(/** @type {Uint8Array} */ (bytes));
const integer = (/** @type {unknown} */ value) => Number(BigInt.asIntN(64, /** @type {bigint} */ (value)));

/** Integers, packed or one by one. @param {(bigint | Uint8Array)[]} values @returns {number[]} */
function integers(values) {
  return values.flatMap((value) => {
    if (typeof value === 'bigint') return [integer(value)];
    /** @type {number[]} */
    const list = [];
    let number = 0n;
    let shift = 0n;
    for (const byte of value) {
      number |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte >= 0x80) continue;
      list.push(integer(number));
      number = shift = 0n;
    }
    return list;
  });
}

/** @param {Uint8Array} bytes a copy at an address that any kind of number may have */
const aligned = (bytes) => bytes.slice().buffer;

/** @param {Uint16Array} halves */
function fromHalf(halves) {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? NaN : sign * Infinity;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** TensorProto. @param {Uint8Array} bytes @returns {{ name: string, weight: Weight }} */
function tensorOf(bytes) {
  const fields = fieldsOf(bytes);
  const dims = integers(fields.get(1) ?? []);
  const type = integer(fields.get(2)?.[0] ?? 0n);
  const raw = /** @type {Uint8Array | undefined} */ (fields.get(9)?.[0]);
  const name = fields.has(8) ? text(fields.get(8)?.[0]) : '';
  /** @returns {Weight['data']} */
  const data = () => {
    if (type === 1)
      return raw ? new Float32Array(aligned(raw)) : new Float32Array(aligned(/** @type {any} */ (fields.get(4)?.[0])));
    if (type === 7)
      return raw ? new BigInt64Array(aligned(raw)) : BigInt64Array.from(integers(fields.get(7) ?? []), BigInt);
    if (!raw) return Int32Array.from(integers(fields.get(5) ?? []));
    if (type === 2) return new Uint8Array(aligned(raw));
    if (type === 3) return new Int8Array(aligned(raw));
    if (type === 6) return new Int32Array(aligned(raw));
    if (type === 10) return fromHalf(new Uint16Array(aligned(raw)));
    if (type === 9) return new Uint8Array(aligned(raw));
    throw new Error(`a weight of type ${type} cannot be read`);
  };
  return { name, weight: { dims, data: data() } };
}

/** AttributeProto. @param {Uint8Array} bytes @returns {[string, Attribute]} */
function attributeOf(bytes) {
  const fields = fieldsOf(bytes);
  const name = text(fields.get(1)?.[0]);
  const kind = integer(fields.get(20)?.[0] ?? 0n);
  const number = (/** @type {Uint8Array} */ raw) => new Float32Array(aligned(raw))[0] ?? NaN;
  if (kind === 1) return [name, number(/** @type {Uint8Array} */ (fields.get(2)?.[0] ?? new Uint8Array(4)))];
  if (kind === 2) return [name, integer(fields.get(3)?.[0] ?? 0n)];
  if (kind === 3) return [name, text(fields.get(4)?.[0] ?? new Uint8Array())];
  if (kind === 4) return [name, tensorOf(/** @type {Uint8Array} */ (fields.get(5)?.[0])).weight];
  if (kind === 7) return [name, integers(fields.get(8) ?? [])];
  return [name, NaN];
}

/** @param {Uint8Array} bytes @returns {Graph} */
export function readOnnx(bytes) {
  const model = fieldsOf(bytes);
  const graph = fieldsOf(/** @type {Uint8Array} */ (model.get(7)?.[0]));
  const all = (/** @type {number} */ number) => /** @type {Uint8Array[]} */ (graph.get(number) ?? []);
  const weights = new Map(
    all(5).map((tensor) => {
      const { name, weight } = tensorOf(tensor);
      return [name, weight];
    }),
  );
  const named = (/** @type {Uint8Array} */ value) => text(fieldsOf(value).get(1)?.[0]);
  return {
    weights,
    inputs: all(11)
      .map(named)
      .filter((name) => !weights.has(name)),
    outputs: all(12).map(named),
    nodes: all(1).map((node) => {
      const fields = fieldsOf(node);
      return {
        op: text(fields.get(4)?.[0]),
        inputs: (fields.get(1) ?? []).map(text),
        outputs: (fields.get(2) ?? []).map(text),
        attributes: Object.fromEntries(
          (fields.get(5) ?? []).map((raw) => attributeOf(/** @type {Uint8Array} */ (raw))),
        ),
      };
    }),
  };
}
