// Which functions of ONNX Runtime Web the site's models call, and the runtime without all others: of 14 MB some 6 are left.
// A function that was left out traps when it is called after all, and the page goes on with the whole runtime
// (src/inference/web/client/runtime.mjs).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { withoutUnusedTexts } from './texts.mjs';
import { withSharedTraps } from './traps.mjs';
import { withBodies } from './wasm.mjs';

export const PROFILE = fileURLToPath(new URL('profile.json', import.meta.url));
export const RUNTIME = fileURLToPath(
  new URL('../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm', import.meta.url),
);

/** @typedef {{ runtime: string, functions: number, called: number, bits: string }} Profile runtime: SHA-256 of the file */

/** No local variables, `unreachable`, `end`. */
const TRAP = Buffer.from([0x00, 0x00, 0x0b]);

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {Uint8Array} runtime @param {boolean[]} called @returns {Profile} */
export function makeProfile(runtime, called) {
  const bits = Buffer.alloc(Math.ceil(called.length / 8));
  called.forEach((is, i) => {
    if (is) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return {
    runtime: sha256(runtime),
    functions: called.length,
    called: called.filter(Boolean).length,
    bits: deflateRawSync(bits, { level: 9 }).toString('base64'),
  };
}

/** @param {Profile} profile @returns {(index: number) => boolean} */
export function calledIn(profile) {
  const bits = inflateRawSync(Buffer.from(profile.bits, 'base64'));
  if (bits.length !== Math.ceil(profile.functions / 8)) throw new Error('the profile is damaged');
  return (index) => (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}

/**
 * The runtime with nothing in it but what the profile saw.
 * @param {Uint8Array} runtime
 * @param {Profile} profile
 */
export function trimmed(runtime, profile) {
  if (sha256(runtime) !== profile.runtime)
    throw new Error('The profile of the runtime was made with another version of it. Run: npm run profile-runtime');
  const called = calledIn(profile);
  let functions = 0;
  const result = withBodies(runtime, (body, index) => {
    functions += 1;
    return called(index) ? body : TRAP;
  });
  if (functions !== profile.functions) throw new Error('the profile is damaged');
  return withoutUnusedTexts(withSharedTraps(result, (index) => !called(index)));
}

/** @returns {Profile} */
export const committedProfile = () => JSON.parse(readFileSync(PROFILE, 'utf8'));
