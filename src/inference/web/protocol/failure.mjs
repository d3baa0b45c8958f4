// Failures that cross from the worker to C++: a kind of session.hpp and a sentence for a person.
/** @import { Failure, FailureKind } from './messages.js' */

export class RuntimeFailure extends Error {
  /**
   * @param {FailureKind} kind
   * @param {string} message what happened and what to do
   * @param {{ fatal?: boolean, cause?: unknown }} [more] fatal: the worker cannot go on and must be replaced
   */
  constructor(kind, message, { fatal = false, cause } = {}) {
    super(message, { cause });
    this.name = 'RuntimeFailure';
    this.kind = kind;
    this.fatal = fatal;
  }

  /** @returns {Failure} */
  toMessage() {
    return { kind: this.kind, message: this.message, fatal: this.fatal };
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function textOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// SafeInt: a size that does not fit into 32-bit memory's addresses.
const OUT_OF_MEMORY = /bad_alloc|allocat|out of memory|enlarge memory|\(OOM\)|SafeInt/i;

/** @param {unknown} error */
export const isOutOfMemory = (error) => error instanceof RangeError || OUT_OF_MEMORY.test(textOf(error));
