// Our recurrent networks as one would write them for TensorFlow.js: one matrix product a step and cell, weights laid out
// once, states that stay tensors. Runs in the browser; `tf` is the library.
/** @import { Graph } from './onnx_reader.mjs' */

/** @typedef {any} Tensor */

/** A weight as the graph unpacks it: halves, or steps times scales. @param {any} tf @param {Graph} graph @param {string} name @returns {Tensor} */
function weightOf(tf, graph, name) {
  const tensor = (/** @type {string} */ of) => {
    const weight = graph.weights.get(of);
    return weight && tf.tensor(Float32Array.from(/** @type {any} */ (weight.data), Number), weight.dims);
  };
  const [plain, half, steps, scales] = [name, `${name}.half`, `${name}.steps`, `${name}.scales`].map(tensor);
  const found = plain ?? half ?? (steps && tf.mul(steps, scales));
  if (!found) throw new Error(`the file has no weight ${name}`);
  return found;
}

/**
 * A layer's matrices: [inputs + units, gates], ONNX's biases of both added.
 * @param {any} tf @param {Graph} graph @param {string} layer
 */
function layerOf(tf, graph, layer) {
  const squeezed = (/** @type {string} */ name) => tf.squeeze(weightOf(tf, graph, `${layer}.${name}`), [0]);
  return { input: squeezed('weight_ih'), units: squeezed('weight_hh'), bias: squeezed('bias') };
}

/**
 * The text network: two LSTM layers and a pointer into the last characters.
 * @param {any} tf
 * @param {Graph} graph
 * @param {{ layers: number, units: number, look_back: number, key: number }} sizes
 */
export function tfText(tf, graph, { units, look_back: reach, key }) {
  const kept = tf.tidy(() => {
    const weight = (/** @type {string} */ name) => weightOf(tf, graph, name);
    const layers = ['lstm_1', 'lstm_2'].map((name) => {
      const { input, units: recurrent, bias } = layerOf(tf, graph, name);
      // ONNX's order of gates is i o f c; the bias is that of both matrices, one after the other.
      const [first, second] = tf.split(bias, 2);
      return { kernel: tf.transpose(tf.concat([input, recurrent], 1)), bias: tf.add(first, second) };
    });
    return {
      embedding: weight('embedding'),
      layers,
      out: tf.transpose(weight('weight')),
      bias: weight('bias'),
      key: tf.transpose(weight('pointer.key')),
      query: tf.transpose(weight('pointer.query')),
      scale: weight('pointer.scale'),
      own: tf.transpose(weight('pointer.own')),
      ownBias: weight('pointer.own_bias'),
    };
  });
  const characters = kept.bias.size;

  /** @param {Tensor} x @param {Tensor} h @param {Tensor} c @param {{ kernel: Tensor, bias: Tensor }} layer */
  const cell = (x, h, c, { kernel, bias }) => {
    const gates = tf.fused.matMul({ a: tf.concat([x, h], 1), b: kernel, bias });
    const [i, o, f, g] = tf.split(gates, 4, 1);
    const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    return [tf.mul(tf.sigmoid(o), tf.tanh(next)), next];
  };
  /** @param {Tensor} x rows to length 1 */
  const unit = (x) => tf.div(x, tf.sqrt(tf.add(tf.sum(tf.mul(x, x), 1, true), 1e-6)));

  const blank = () => ({
    hidden: [tf.zeros([1, units]), tf.zeros([1, units])],
    cell: [tf.zeros([1, units]), tf.zeros([1, units])],
    keys: tf.zeros([reach, key]),
    mask: tf.fill([1, reach], -10_000),
  });
  let state = blank();
  // Which characters followed there: adding up their shares is quicker in JavaScript than as tensors.
  const followers = new Uint16Array(reach);
  const tensorsOf = (/** @type {typeof state} */ all) => [...all.hidden, ...all.cell, all.keys, all.mask];

  return {
    reset() {
      tf.dispose(tensorsOf(state));
      state = blank();
      followers.fill(0);
    },
    /** Reads one character and gives the logits of the next one. @param {number} token @returns {Float32Array} */
    step(token) {
      const before = state;
      const [opinions, weights, after] = tf.tidy(() => {
        const x = tf.slice(kept.embedding, [token, 0], [1, -1]);
        // The key of what is read now is what the layers said before it.
        const was = unit(tf.matMul(tf.concat(before.hidden, 1), kept.key));
        const keys = tf.concat([tf.slice(before.keys, [1, 0]), was], 0);
        const mask = tf.concat([tf.slice(before.mask, [0, 1]), tf.zeros([1, 1])], 1);
        const [h1, c1] = cell(x, before.hidden[0], before.cell[0], kept.layers[0]);
        const [h2, c2] = cell(h1, before.hidden[1], before.cell[1], kept.layers[1]);
        const both = tf.concat([h1, h2], 1);
        const opinion = tf.softmax(tf.fused.matMul({ a: h2, b: kept.out, bias: kept.bias }));
        const query = tf.mul(unit(tf.matMul(both, kept.query)), kept.scale);
        const likeness = tf.add(tf.matMul(query, keys, false, true), mask);
        const own = tf.add(tf.matMul(both, kept.own), kept.ownBias);
        const shares = tf.softmax(tf.concat([own, likeness], 1));
        return [opinion, shares, { hidden: [h1, h2], cell: [c1, c2], keys, mask }];
      });
      tf.dispose(tensorsOf(before));
      state = after;
      const [opinion, shares] = [opinions.dataSync(), weights.dataSync()];
      tf.dispose([opinions, weights]);
      followers.copyWithin(0, 1);
      followers[reach - 1] = token;
      const all = Float32Array.from({ length: characters }, (_, i) => shares[0] * opinion[i]);
      for (let i = 0; i < reach; i += 1) {
        const at = followers[i] ?? 0;
        all[at] = (all[at] ?? 0) + shares[i + 1];
      }
      return all.map((p) => Math.log(Math.max(p, 1e-20)));
    },
  };
}

/**
 * The network of sums: a GRU that reads, attention, and a GRU that writes one digit after the other.
 * @param {any} tf
 * @param {Graph} graph
 * @param {number} digits that it writes
 */
export function tfSum(tf, graph, digits) {
  const kept = tf.tidy(() => {
    const gru = (/** @type {string} */ name) => {
      const { input, units, bias } = layerOf(tf, graph, name);
      const [first, second] = tf.split(bias, 2);
      return { input: tf.transpose(input), units: tf.transpose(units), first, second };
    };
    const weight = (/** @type {string} */ name) => weightOf(tf, graph, name);
    return {
      reader: gru('reader'),
      writer: gru('writer'),
      embedding: weight('embedding'),
      query: weight('query'),
      out: tf.transpose(weight('weight')),
      bias: weight('bias'),
    };
  });
  const units = kept.query.shape[0];

  /** ONNX's order is z r h, and the reset comes after the product. @param {Tensor} x @param {Tensor} h @param {typeof kept.reader} layer */
  const cell = (x, h, layer) => {
    const [xz, xr, xh] = tf.split(tf.fused.matMul({ a: x, b: layer.input, bias: layer.first }), 3, 1);
    const [hz, hr, hh] = tf.split(tf.fused.matMul({ a: h, b: layer.units, bias: layer.second }), 3, 1);
    const z = tf.sigmoid(tf.add(xz, hz));
    const candidate = tf.tanh(tf.add(xh, tf.mul(tf.sigmoid(tf.add(xr, hr)), hh)));
    return tf.add(tf.mul(z, tf.sub(h, candidate)), candidate);
  };

  return {
    /** @param {number[]} tokens @returns {Promise<Float32Array>} logits of all digits, one after the other */
    async run(tokens) {
      const logits = tf.tidy(() => {
        const read = tf.gather(kept.embedding, tf.tensor1d(tokens, 'int32'));
        let h = tf.zeros([1, units]);
        const said = tokens.map((_, i) => {
          h = cell(tf.slice(read, [i, 0], [1, -1]), h, kept.reader);
          return h;
        });
        const memory = tf.concat(said, 0);
        return tf.concat(
          Array.from({ length: digits }, () => {
            const attention = tf.softmax(tf.matMul(tf.matMul(h, kept.query), memory, false, true));
            const context = tf.matMul(attention, memory);
            h = cell(context, h, kept.writer);
            return tf.fused.matMul({ a: tf.concat([h, context], 1), b: kept.out, bias: kept.bias });
          }),
          0,
        );
      });
      const numbers = await logits.data();
      tf.dispose(logits);
      return numbers;
    },
  };
}
