// The runtime's errors sorted into kinds, with sentences for people.
import { RuntimeFailure, textOf } from './failure.mjs';
/** @import { FailureKind } from './protocol.js' */

// SafeInt: a size that does not fit into 32-bit memory's addresses.
const OUT_OF_MEMORY = /bad_alloc|allocat|out of memory|enlarge memory|\(OOM\)|SafeInt/i;

/**
 * The runtime's words sorted into kinds. Its error codes: onnxruntime/core/common/status.h.
 * @param {unknown} error
 * @param {string} what the beginning of the sentence
 * @param {'load' | 'run'} when
 */
export function explain(error, what, when) {
  if (error instanceof RuntimeFailure) return error;
  const text = textOf(error);
  // A C++ exception that nobody caught arrives as a bare pointer, a trap as a RuntimeError: both leave the runtime's
  // memory in an unknown state.
  const fatal = typeof error === 'number' || error instanceof WebAssembly.RuntimeError;
  if (typeof error === 'number' || error instanceof RangeError || OUT_OF_MEMORY.test(text)) {
    return new RuntimeFailure(
      'out_of_memory',
      `${what}: there is not enough memory. Close other tabs and pages, then try again. (${text})`,
      { fatal, cause: error },
    );
  }
  const code = Number(/ERROR_CODE: (\d+)/.exec(text)?.[1]);
  /** @type {FailureKind} */
  let kind = 'runtime_error';
  if (when === 'load' && [1, 2, 4, 7, 10].includes(code)) kind = 'wrong_bytes';
  const advice =
    kind === 'wrong_bytes'
      ? 'the file is not a complete ONNX model. Reload the page; if that does not help, the server’s copy is damaged.'
      : 'the runtime reports an error. Reload the page and try again.';
  const detail = text.replace(/^.*ERROR_MESSAGE: /s, '').trim();
  return new RuntimeFailure(kind, `${what}: ${advice} (${detail})`, { fatal, cause: error });
}

/**
 * A function that was left out of the runtime was called: it traps. What the runtime tells of a trap in its own start is
 * a text.
 * @param {unknown} error
 */
export const isMissingCode = (error) =>
  (error instanceof RuntimeFailure && error.cause instanceof WebAssembly.RuntimeError) ||
  error instanceof WebAssembly.RuntimeError ||
  /^no available backend.*(RuntimeError|unreachable)/is.test(textOf(error));
