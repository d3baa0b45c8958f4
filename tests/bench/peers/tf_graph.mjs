// A feed-forward network of ours as TensorFlow.js would run it: its operators, in its order of axes (pictures as NHWC), with
// what it can fuse fused, weights laid out once. Runs in the browser; `tf` is the library.
/** @import { Graph, Node, Weight } from './onnx_reader.mjs' */

/** @typedef {any} Tensor */
/** @typedef {{ tensor: Tensor, pictures: boolean }} Value pictures: four axes, as NHWC */
/** @typedef {(values: Map<string, Value>) => void} Step */

/** @param {Weight} weight */
const numbersOf = ({ data }) => (data instanceof Float32Array ? data : Float32Array.from(data, Number));

/** Integers that say how, not what: axes, shapes. @param {Graph} graph @param {string | undefined} name */
const integersOf = (graph, name) => Array.from(graph.weights.get(name ?? '')?.data ?? [], Number);

/** The nodes that `wanted` needs, in order. @param {Graph} graph @param {string} wanted */
function needed(graph, wanted) {
  const names = new Set([wanted]);
  return graph.nodes
    .toReversed()
    .filter((node) => {
      const needs = node.outputs.some((name) => names.has(name));
      if (needs) node.inputs.forEach((name) => names.add(name));
      return needs;
    })
    .reverse();
}

/** An axis of NCHW in NHWC. */
const toNhwc = [0, 3, 1, 2];

/**
 * @param {any} tf
 * @param {Graph} graph
 * @param {string} wanted output
 */
export function tfGraph(tf, graph, wanted) {
  /** @type {Map<string, Value>} */
  const constants = new Map();
  for (const [name, weight] of graph.weights)
    constants.set(name, { tensor: tf.tensor(numbersOf(weight), weight.dims), pictures: false });

  const nodes = needed(graph, wanted);
  let channels = 1; // of the answer, if it is a picture
  /** @type {Map<string, Node[]>} */
  const users = new Map();
  for (const node of nodes) for (const name of node.inputs) users.set(name, [...(users.get(name) ?? []), node]);
  /** The node's only user, if it is this kind. @param {Node} node */
  const next = (node) => {
    const [name = ''] = node.outputs;
    const all = users.get(name) ?? [];
    return all.length === 1 && name !== wanted ? all[0] : undefined;
  };
  /** @type {Set<Node>} */
  const fused = new Set();
  /** What follows at once and can be one with it. @param {Node} node @returns {{ activation: string | undefined, output: string }} */
  const activation = (node) => {
    const after = next(node);
    const low = after?.op === 'Clip' ? integersOf(graph, after.inputs[1])[0] : undefined;
    const high = after?.op === 'Clip' ? integersOf(graph, after.inputs[2])[0] : undefined;
    const kind = after?.op === 'Relu' ? 'relu' : low === 0 && high === 6 ? 'relu6' : undefined;
    if (!after || !kind) return { activation: undefined, output: node.outputs[0] ?? '' };
    fused.add(after);
    return { activation: kind, output: after.outputs[0] ?? '' };
  };

  /** @type {Step[]} */
  const steps = [];
  for (const node of nodes) {
    if (fused.has(node)) continue;
    const step = stepOf(node);
    if (node.inputs.every((name) => name === '' || constants.has(name))) step(constants);
    else steps.push(step);
  }

  /** @param {Node} node @returns {Step} */
  function stepOf(node) {
    const { op, inputs, attributes } = node;
    const list = (/** @type {string} */ name) => /** @type {number[]} */ (attributes[name] ?? []);
    const constant = (/** @type {number} */ i) => constants.get(inputs[i] ?? '');
    const at = (/** @type {Map<string, Value>} */ values, /** @type {number} */ i) =>
      /** @type {Value} */ (values.get(inputs[i] ?? '') ?? constant(i));
    /** @param {(values: Map<string, Value>) => Value} compute @param {string} [output] @returns {Step} */
    const give =
      (compute, output = node.outputs[0] ?? '') =>
      (values) =>
        void values.set(output, compute(values));
    /** @param {(tensor: Tensor) => Tensor} compute */
    const each = (compute) =>
      give((values) => {
        const { tensor, pictures } = at(values, 0);
        return { tensor: compute(tensor), pictures };
      });
    /** @param {(a: Tensor, b: Tensor) => Tensor} compute */
    const both = (compute) =>
      give((values) => {
        const [a, b] = [at(values, 0), at(values, 1)];
        return { tensor: compute(a.tensor, b.tensor), pictures: a.pictures || b.pictures };
      });
    switch (op) {
      case 'Cast':
      case 'Identity':
        return each((tensor) => tensor);
      case 'Relu':
        return each((tensor) => tf.relu(tensor));
      case 'Sigmoid':
        return each((tensor) => tf.sigmoid(tensor));
      case 'Clip': {
        const [low, high] = [integersOf(graph, inputs[1])[0], integersOf(graph, inputs[2])[0]];
        return each((tensor) => (low === 0 && high === 6 ? tf.relu6(tensor) : tf.clipByValue(tensor, low, high)));
      }
      case 'Sqrt':
        return each((tensor) => tf.sqrt(tensor));
      case 'Mul':
        return both((a, b) => tf.mul(a, b));
      case 'Div':
        return both((a, b) => tf.div(a, b));
      case 'Sub':
        return both((a, b) => tf.sub(a, b));
      case 'Add':
        return both((a, b) => tf.add(a, b));
      case 'Conv': {
        const [padding = 0, , end = 0] = list('pads');
        const strides = list('strides');
        const group = Number(attributes['group'] ?? 1);
        const weights = /** @type {Value} */ (constant(1)).tensor;
        const depthwise = group > 1 && weights.shape[1] === 1;
        if (group > 1 && !depthwise) throw new Error('TensorFlow.js has no grouped convolutions');
        const filter = tf.keep(tf.transpose(weights, depthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]));
        const bias = constant(2)?.tensor;
        const { activation: kind, output } = activation(node);
        const fusedOp = depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
        // One more at the end than at the beginning: what TensorFlow calls “same” where a stride is 2 and a side even.
        const pad = end > padding ? 'same' : padding > 0 ? padding : 'valid';
        return give((values) => {
          const x = at(values, 0).tensor;
          const options = { x, filter, strides, pad, bias, ...(kind && { activation: kind }) };
          const tensor = fusedOp(typeof pad === 'string' ? options : { ...options, dimRoundingMode: 'floor' });
          return { tensor, pictures: true };
        }, output);
      }
      case 'MaxPool':
      case 'AveragePool': {
        const pool = op === 'MaxPool' ? tf.maxPool : tf.avgPool;
        return each((tensor) => pool(tensor, list('kernel_shape'), list('strides'), 'valid'));
      }
      case 'ReduceMean':
      case 'ReduceSum': {
        const axes = inputs.length > 1 ? integersOf(graph, inputs[1]) : list('axes');
        const keep = Number(attributes['keepdims'] ?? 1) === 1;
        return give((values) => {
          const { tensor, pictures } = at(values, 0);
          const of = pictures ? axes.map((axis) => toNhwc[axis] ?? axis) : axes;
          return { tensor: (op === 'ReduceMean' ? tf.mean : tf.sum)(tensor, of, keep), pictures: pictures && keep };
        });
      }
      case 'Unsqueeze':
        // Channels beside a picture: their own axis is the last.
        return give((values) => {
          const { tensor } = at(values, 0);
          const [n, c] = tensor.shape;
          return { tensor: tf.reshape(tensor, [n, 1, 1, c]), pictures: true };
        });
      case 'Resize': {
        const [, , high = 1, wide = 1] = integersOf(graph, inputs[2]);
        const halfPixel = attributes['coordinate_transformation_mode'] === 'half_pixel';
        return each((tensor) => {
          const [, h, w] = tensor.shape;
          return tf.image.resizeBilinear(tensor, [h * high, w * wide], false, halfPixel);
        });
      }
      case 'Concat': {
        const axis = Number(attributes['axis']);
        return give((values) => {
          const parts = inputs.map((_, i) => at(values, i));
          const pictures = parts.some((part) => part.pictures);
          const of = pictures ? (toNhwc[axis] ?? axis) : axis;
          return {
            tensor: tf.concat(
              parts.map(({ tensor }) => tensor),
              of,
            ),
            pictures,
          };
        });
      }
      case 'Gather': {
        const places = tf.keep(tf.tensor1d(integersOf(graph, inputs[1]), 'int32'));
        return each((tensor) => tf.gather(tensor, places, Number(attributes['axis'])));
      }
      case 'Transpose':
        if (list('perm').join() !== '0,2,3,1') throw new Error('only pictures are transposed here');
        // They lie so already.
        return give((values) => ({ tensor: at(values, 0).tensor, pictures: false }));
      case 'Reshape': {
        const shape = integersOf(graph, inputs[1]);
        return each((tensor) => tf.reshape(tensor, shape));
      }
      case 'Flatten':
        // As its user wants it: a matrix product takes the picture's own order (below).
        return give((values) => at(values, 0));
      case 'Gemm': {
        const matrix = /** @type {Value} */ (constant(1)).tensor;
        const transposed = Number(attributes['transB'] ?? 0) === 1 ? tf.transpose(matrix) : matrix;
        const bias = constant(2)?.tensor;
        const { activation: kind, output } = activation(node);
        /** @type {Tensor} */
        let b;
        return give((values) => {
          const { tensor } = at(values, 0);
          const [n = 1] = tensor.shape;
          const a = tensor.rank === 2 ? tensor : tf.reshape(tensor, [n, -1]);
          b ??= laidOut(tf, transposed, tensor.shape);
          return {
            tensor: tf.fused.matMul({ a, b, bias, ...(kind && { activation: kind }) }),
            pictures: false,
          };
        }, output);
      }
      default:
        throw new Error(`the operator ${op} is not played here`);
    }
  }

  return {
    /** How many numbers of the answer, in the order that it has here, belong to one place. */
    channels: () => channels,
    /**
     * @param {Record<string, { shape: number[], data: Float32Array }>} inputs pictures as NHWC
     * @returns {Promise<Float32Array>}
     */
    async run(inputs) {
      const answer = tf.tidy(() => {
        const values = new Map(
          Object.entries(inputs).map(([name, { shape, data }]) => [
            name,
            { tensor: tf.tensor(data, shape), pictures: shape.length === 4 },
          ]),
        );
        for (const step of steps) step(values);
        const { tensor, pictures } = /** @type {Value} */ (values.get(wanted));
        channels = pictures ? tensor.shape[3] : 1;
        return tensor;
      });
      const numbers = await answer.data();
      answer.dispose();
      return numbers;
    },
  };
}

/** Rows of a matrix in the order of a flattened NHWC picture. @param {any} tf @param {Tensor} matrix @param {number[]} shape */
function laidOut(tf, matrix, shape) {
  if (shape.length !== 4) return tf.keep(tf.clone(matrix));
  const [, h = 1, w = 1, c = 1] = shape;
  const columns = matrix.shape[1];
  return tf.keep(
    tf.tidy(() => tf.reshape(tf.transpose(tf.reshape(matrix, [c, h, w, columns]), [1, 2, 0, 3]), [h * w * c, columns])),
  );
}
