// The runtime's errors sorted into kinds, with sentences for people.
import { RuntimeFailure, isOutOfMemory, textOf } from '../protocol/failure.mjs';
/** @import { FailureKind } from '../protocol/messages.js' */

/** What only those who build engines understand: it goes to the console, never into a sentence. */
const NOISE =
  /Aborted\(|ASSERTIONS|(Runtime|Compile|Link|Type|Syntax|Reference)Error|unreachable|magic word|WebAssembly|wasm|0x[0-9a-f]{4}/i;

/**
 * A detail for the end of a sentence, or nothing.
 * @param {string} text
 */
const inBrackets = (text) => (text === '' || NOISE.test(text) ? '' : ` (${text})`);

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
  if (typeof error === 'number' || isOutOfMemory(error)) {
    return new RuntimeFailure(
      'out_of_memory',
      `${what}: there is not enough memory. Close other tabs and pages, then try again.`,
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
  if (NOISE.test(detail)) console.warn(detail);
  return new RuntimeFailure(kind, `${what}: ${advice}${inBrackets(detail)}`, { fatal, cause: error });
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
