// Modules of kernels for scripts/runtime/graft.mjs: the one that the build makes, and small ones made here.
import { fileURLToPath } from 'node:url';

/** What the build links (src/inference/kernels). */
export const KERNELS = fileURLToPath(new URL('../../build/web/src/inference/kernels/kernels.wasm', import.meta.url));

const text = (/** @type {string} */ words) => [words.length, ...Buffer.from(words)];
const section = (/** @type {number} */ id, /** @type {number[]} */ content) => [id, content.length, ...content];
const sized = (/** @type {number[]} */ content) => [content.length, ...content];

/**
 * A module with `convolve`, which has this body, and a function that it may call, which gives 0.
 * @param {number[]} body
 * @param {{ more?: number[], name?: string }} [other] sections between those for functions and exports
 */
export const kernelModule = (body, { more = [], name = 'convolve' } = {}) =>
  Buffer.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [2, 0x60, 0, 1, 0x7f, 0x60, 7, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f]),
    ...section(3, [2, 0, 1]),
    ...more,
    ...section(7, [1, ...text(name), 0, 1]),
    ...section(10, [2, ...sized([0, 0x41, 0, 0x0b]), ...sized([0, ...body, 0x0b])]),
  ]);

/** It leaves everything to the runtime. */
export const nothing = kernelModule([0x10, 0]);
