// Our pipeline: the site's own modules, its runtime in its worker.
import { build, offer } from './page_common.mjs';
import { answerOf, inputOf } from './page_input.mjs';

const { runtime } = await import(new URL(`${build}/platform/early.mjs`, document.baseURI).href);

offer(async (id, card) => {
  runtime.prepare();
  const { session } = await runtime.load({
    name: id,
    address: `${build}/models/${card.file.name}`,
    sha256: card.file.sha256,
    bytes: card.file.bytes,
  }).promise;
  if (id.endsWith('_lstm')) return { answer: (tokens) => read(session, card.preprocessing, tokens) };
  const { name, type, shape } = inputOf(card);
  const fetched = [answerOf(card)];
  return {
    answer: async (numbers) => {
      const data = type === 'int64' ? BigInt64Array.from(numbers, BigInt).buffer : numbers.slice().buffer;
      const result = await runtime.run(session, { inputs: [{ name, type, shape, data }], fetch: fetched, keep: [] })
        .promise;
      return new Float32Array(result.fetched[0].data);
    },
  };
});

/**
 * A text network reads tokens, all at once; gives the logits of the next one.
 * @param {number} session
 * @param {{ layers: number, units: number, look_back: number, key: number }} sizes
 * @param {Float32Array} tokens
 */
async function read(session, { layers, units, look_back: reach, key }, tokens) {
  const floats = (/** @type {string} */ name, /** @type {number[]} */ shape) => ({
    name,
    type: 'float32',
    shape,
    data: new Float32Array(shape.reduce((product, side) => product * side, 1)).buffer,
  });
  const places = (/** @type {string} */ name, /** @type {number} */ count) => ({
    name,
    type: 'int64',
    shape: [1, count],
    data: new BigInt64Array(count).buffer,
  });
  const inputs = [
    { name: 'tokens', type: 'int64', shape: [1, tokens.length], data: BigInt64Array.from(tokens, BigInt).buffer },
    floats('hidden', [layers, 1, units]),
    floats('cell', [layers, 1, units]),
    floats('keys', [1, reach, key]),
    places('followers', reach),
    floats('recent_keys', [1, 0, key]),
    places('recent_followers', 0),
  ];
  const result = await runtime.run(session, { inputs, fetch: ['logits'], keep: [] }).promise;
  const all = new Float32Array(result.fetched[0].data);
  return all.slice(all.length - all.length / tokens.length);
}
