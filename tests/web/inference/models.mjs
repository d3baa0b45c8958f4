// The models of the session's tests, by file name.
import { FLOAT, FLOAT16, INT32, INT64, UINT8, floats, int64s, model } from './onnx_bytes.mjs';

const affine = model({
  // y = x [[1, 2, 3], [4, 5, 6]] + [10, 20, 30]; twice = y + y
  nodes: [
    { op: 'MatMul', inputs: ['x', 'w'], outputs: ['product'] },
    { op: 'Add', inputs: ['product', 'b'], outputs: ['y'] },
    { op: 'Add', inputs: ['y', 'y'], outputs: ['twice'] },
  ],
  weights: [
    { name: 'w', type: FLOAT, shape: [2, 3], raw: floats([1, 2, 3, 4, 5, 6]) },
    { name: 'b', type: FLOAT, shape: [3], raw: floats([10, 20, 30]) },
  ],
  inputs: [{ name: 'x', type: FLOAT, shape: ['batch', 2] }],
  outputs: [
    { name: 'y', type: FLOAT, shape: ['batch', 3] },
    { name: 'twice', type: FLOAT, shape: ['batch', 3] },
  ],
});

// state + step, the simplest recurrence; the open axis has neither length nor name.
const counter = model({
  nodes: [{ op: 'Add', inputs: ['state', 'step'], outputs: ['next'] }],
  inputs: [
    { name: 'state', type: INT64, shape: [-1] },
    { name: 'step', type: INT64, shape: [1] },
  ],
  outputs: [{ name: 'next', type: INT64, shape: [-1] }],
});

const kinds = model({
  nodes: [
    { op: 'Add', inputs: ['i', 'i'], outputs: ['ii'] },
    { op: 'Identity', inputs: ['u'], outputs: ['uu'] },
  ],
  inputs: [
    { name: 'i', type: INT32, shape: [2] },
    { name: 'u', type: UINT8, shape: ['n'] },
  ],
  outputs: [
    { name: 'ii', type: INT32, shape: [2] },
    { name: 'uu', type: UINT8, shape: ['n'] },
  ],
});

const half = model({
  nodes: [{ op: 'Cast', inputs: ['x'], outputs: ['h'], attributes: { to: FLOAT16 } }],
  inputs: [{ name: 'x', type: FLOAT, shape: [2] }],
  outputs: [{ name: 'h', type: FLOAT16, shape: [2] }],
});

// A run that takes long: a chain of products of 384 x 384 matrices that no optimiser can fold.
const steps = 24;
const slow = model({
  nodes: [
    { op: 'Expand', inputs: ['x', 'square'], outputs: ['m0'] },
    ...Array.from({ length: steps }, (_, i) => ({
      op: 'MatMul',
      inputs: [`m${i}`, 'm0'],
      outputs: [`m${i + 1}`],
    })),
    { op: 'ReduceMax', inputs: [`m${steps}`], outputs: ['y'], attributes: { keepdims: 0 } },
  ],
  weights: [{ name: 'square', type: INT64, shape: [2], raw: int64s([384, 384]) }],
  inputs: [{ name: 'x', type: FLOAT, shape: [1] }],
  outputs: [{ name: 'y', type: FLOAT, shape: [] }],
});

// As many numbers as it is asked for.
const greedy = model({
  nodes: [{ op: 'Expand', inputs: ['x', 'shape'], outputs: ['y'] }],
  inputs: [
    { name: 'x', type: FLOAT, shape: [1] },
    { name: 'shape', type: INT64, shape: [1] },
  ],
  outputs: [{ name: 'y', type: FLOAT, shape: ['n'] }],
});

// Two megabytes that do not compress, for downloads that take their time.
const count = 500_000;
let seed = 1;
const noise = Array.from({ length: count }, () => (seed = (seed * 48271) % 2147483647) / 2147483647);
const bulky = model({
  nodes: [{ op: 'Gather', inputs: ['table', 'index'], outputs: ['y'] }],
  weights: [{ name: 'table', type: FLOAT, shape: [count], raw: floats(noise) }],
  inputs: [{ name: 'index', type: INT64, shape: ['n'] }],
  outputs: [{ name: 'y', type: FLOAT, shape: ['n'] }],
});

const unknown = model({
  nodes: [{ op: 'NoSuchOperator', inputs: ['x'], outputs: ['y'] }],
  inputs: [{ name: 'x', type: FLOAT, shape: [1] }],
  outputs: [{ name: 'y', type: FLOAT, shape: [1] }],
});

// The same with numbers that the site's models have, too.
const walker = model({
  nodes: [{ op: 'Add', inputs: ['state', 'step'], outputs: ['next'] }],
  inputs: [
    { name: 'state', type: FLOAT, shape: [1] },
    { name: 'step', type: FLOAT, shape: [1] },
  ],
  outputs: [{ name: 'next', type: FLOAT, shape: [1] }],
});

// No model of the site needs this operator.
const rare = model({
  nodes: [{ op: 'Acosh', inputs: ['x'], outputs: ['y'] }],
  inputs: [{ name: 'x', type: FLOAT, shape: [1] }],
  outputs: [{ name: 'y', type: FLOAT, shape: [1] }],
});

/** @type {Record<string, Buffer>} */
export const models = {
  'affine.onnx': affine,
  'counter.onnx': counter,
  'kinds.onnx': kinds,
  'half.onnx': half,
  'walker.onnx': walker,
  'rare.onnx': rare,
  'slow.onnx': slow,
  'greedy.onnx': greedy,
  'bulky.onnx': bulky,
  'unknown.onnx': unknown,
  'text.onnx': Buffer.from('<!doctype html><title>Not a model</title>'),
  'cut.onnx': affine.subarray(0, affine.length - 40),
  'empty.onnx': Buffer.alloc(0),
};
