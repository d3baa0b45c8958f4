// Tiny ONNX models written byte by byte, so that the browser's tests need neither the trainer nor a tool.
// Field numbers: onnx.proto3; wire format: protocol buffers' encoding.

export const FLOAT = 1;
export const UINT8 = 2;
export const INT32 = 6;
export const INT64 = 7;
export const FLOAT16 = 10;

/** @typedef {number[] | Buffer} Bytes */
/** @typedef {{ name: string, type: number, shape: (number | string)[] }} ValueSpec a string names a dynamic axis, -1 leaves it open */
/** @typedef {{ op: string, inputs: string[], outputs: string[], attributes?: Record<string, number | number[]> }} NodeSpec */
/** @typedef {{ name: string, type: number, shape: number[], raw: Buffer }} WeightSpec */

/**
 * @param {number} n
 * @returns {Buffer}
 */
function varint(n) {
  const bytes = [];
  let rest = BigInt(n);
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** @param {number} field @param {number} value */
const int = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);

/** @param {number} field @param {Bytes | string} value */
const bytes = (field, value) => {
  const content = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
};

/** @param {number} field @param {Buffer[]} parts */
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));

/** @param {number} field @param {ValueSpec} value */
function valueInfo(field, { name, type, shape }) {
  const axes = shape.map((axis) => {
    if (typeof axis === 'string') return message(1, bytes(2, axis));
    return axis < 0 ? message(1) : message(1, int(1, axis));
  });
  return message(field, bytes(1, name), message(2, message(1, int(1, type), message(2, ...axes))));
}

/** @param {[string, number | number[]]} attribute */
function attribute([name, value]) {
  const content =
    typeof value === 'number' ? [int(3, value), int(20, 2)] : [...value.map((item) => int(8, item)), int(20, 7)];
  return message(5, bytes(1, name), ...content);
}

/** @param {NodeSpec} node */
const nodeProto = ({ op, inputs, outputs, attributes = {} }) =>
  message(
    1,
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, op),
    ...Object.entries(attributes).map(attribute),
  );

/** @param {WeightSpec} weight */
const tensorProto = ({ name, type, shape, raw }) =>
  message(5, ...shape.map((n) => int(1, n)), int(2, type), bytes(8, name), bytes(9, raw));

/**
 * @param {{ nodes: NodeSpec[], inputs: ValueSpec[], outputs: ValueSpec[], weights?: WeightSpec[] }} graph
 * @returns {Buffer}
 */
export function model({ nodes, inputs, outputs, weights = [] }) {
  return Buffer.concat([
    int(1, 8),
    message(
      7,
      ...nodes.map(nodeProto),
      bytes(2, 'test'),
      ...weights.map(tensorProto),
      ...inputs.map((value) => valueInfo(11, value)),
      ...outputs.map((value) => valueInfo(12, value)),
    ),
    message(8, int(2, 17)),
  ]);
}

/** @param {number[]} numbers */
export const floats = (numbers) => Buffer.from(Float32Array.from(numbers).buffer);

/** @param {number[]} numbers */
export const int64s = (numbers) => Buffer.from(BigInt64Array.from(numbers.map(BigInt)).buffer);
