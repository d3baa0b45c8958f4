// One run of a model, compared with the numbers of native code for the same inputs. Some processors and browsers compute
// wrongly without a word; who looks at an answer is told then. The build computes the numbers (scripts/site/self_checks.mjs).
/** @import { Expected } from '../files/list.mjs' */

/** @typedef {Float32Array | BigInt64Array | Int32Array | Uint8Array} Numbers */

/** Of the largest number. Sums in another order differ by 1e-5 of it; what is wrong differs by much more. */
const TOLERANCE = 1e-3;
const SAMPLED = 24;

/** @type {Record<string, { new (size: number): Numbers }>} */
const arrayOf = { float32: Float32Array, int64: BigInt64Array, int32: Int32Array, uint8: Uint8Array };

/**
 * The numbers of an input: small and always the same. Whole ones are characters that every alphabet has.
 * @param {string} type
 * @param {number[]} shape
 * @returns {Numbers}
 */
export function inputNumbers(type, shape) {
  const numbers = new (arrayOf[type] ?? Float32Array)(shape.reduce((product, side) => product * side, 1));
  let state = 1;
  for (let i = 0; i < numbers.length; i += 1) {
    state = (state * 48271) % 2147483647; // Park, Miller 1988
    const share = state / 2147483647;
    if (numbers instanceof BigInt64Array) numbers[i] = BigInt(Math.floor(share * 8));
    else numbers[i] = numbers instanceof Float32Array ? share : Math.floor(share * 8);
  }
  return numbers;
}

/** Some of an output's numbers, from all over it. @param {ArrayLike<number>} numbers */
export function sampled(numbers) {
  const step = Math.max(1, Math.floor(numbers.length / SAMPLED));
  return Array.from({ length: Math.min(SAMPLED, numbers.length) }, (_, i) => numbers[i * step] ?? NaN);
}

/**
 * @param {Expected} expected
 * @param {ArrayLike<number>} numbers
 */
export function agrees({ size, numbers: wanted }, numbers) {
  if (numbers.length !== size) return false;
  const got = sampled(numbers);
  const most = Math.max(...wanted.map(Math.abs));
  return wanted.every((number, i) => Math.abs((got[i] ?? NaN) - number) <= TOLERANCE * most);
}
