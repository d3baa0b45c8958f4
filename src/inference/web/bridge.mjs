// From C++ requests with numbers to the runtime's promises and back (session_web.cpp, waiting.cpp). Everything that C++
// calls here returns at once and never throws; the answer comes later through `settle`, during which C++ reads it.
import { RuntimeFailure, textOf } from './protocol/failure.mjs';
/** @import { ModelSource, OnProgress, Request, RunRequest, RunResult, SessionInfo } from './protocol/messages.js' */
/** @import { TensorData } from './protocol/messages.js' */

/** @typedef {(id: number, ok: number) => void} Settle */
/** @typedef {(id: number, isModel: number, received: number, total: number) => void} Report */
/** @typedef {{ settle: Settle, report: Report, tell: (id: number) => void }} Cpp what C++ offers */
/**
 * What C++ asks for: in the page of Runtime, in the worker of Inside, which both say what that means.
 * @typedef {object} Asked
 * @property {(source: ModelSource, onProgress: OnProgress) => Request<SessionInfo>} load
 * @property {(session: number, request: RunRequest) => Request<RunResult>} run
 * @property {() => number} newHandle
 * @property {(session: number) => void} release
 * @property {(handle: number) => void} free
 * @property {(session: number, program: string, setup: string) => number} accompany
 * @property {(companion: number, command: ArrayBuffer, onTold: (data: ArrayBuffer) => void) => Request<void>} perform
 * @property {(companion: number) => void} dismiss
 * @property {(program: string) => void} prepareCompanion
 */

/** A tensor in C++'s memory: `bytes` bytes at the address `at`. */
/** @typedef {{ name: string, type: string, shape: number[], at: number, bytes: number }} CppTensor */
/** @typedef {{ name: string, handle: number }} CppHandle */
/** @typedef {{ session: number, inputs: (CppTensor | CppHandle)[], fetch: string[], keep: string[] }} CppRun */

/**
 * @param {Asked} runtime
 * @param {Cpp} cpp
 * @param {() => Uint8Array} heap asked for every access: memory that grows replaces it
 */
export function connectModule(runtime, cpp, heap) {
  /** @type {Map<number, { cancel: () => void }>} */
  const asked = new Map();
  /** @type {{ text: string, tensors: TensorData[] }} */
  let reply = { text: '', tensors: [] };

  /** Calls C++, which reads the answer meanwhile. @param {typeof reply} answer @param {() => void} call */
  const deliver = (answer, call) => {
    reply = answer;
    try {
      call();
    } finally {
      reply = { text: '', tensors: [] };
    }
  };

  /**
   * @template T
   * @param {number} id
   * @param {() => Request<T>} ask
   * @param {(value: T) => { text: string, tensors: TensorData[] }} read
   * @param {(value: T) => void} drop frees what nobody took
   */
  function follow(id, ask, read, drop) {
    const settle = (/** @type {number} */ ok, /** @type {typeof reply} */ answer) => {
      asked.delete(id);
      deliver(answer, () => cpp.settle(id, ok));
    };
    const fail = (/** @type {unknown} */ error) => {
      if (!asked.has(id)) return;
      const kind = error instanceof RuntimeFailure ? error.kind : 'runtime_error';
      settle(0, { text: JSON.stringify({ kind, message: textOf(error) }), tensors: [] });
    };
    try {
      const request = ask();
      asked.set(id, request);
      request.promise.then((value) => (asked.has(id) ? settle(1, read(value)) : drop(value)), fail);
    } catch (error) {
      asked.set(id, { cancel: () => {} });
      queueMicrotask(() => fail(error));
    }
  }

  return {
    /**
     * @param {number} id
     * @param {string} source JSON of a ModelSource
     */
    load(id, source) {
      /** @type {OnProgress} */
      const onProgress = ({ part, received, total }) => {
        if (asked.has(id)) cpp.report(id, part === 'model' ? 1 : 0, received, total);
      };
      follow(
        id,
        () => runtime.load(JSON.parse(source), onProgress),
        (/** @type {SessionInfo} */ info) => ({ text: JSON.stringify(info), tensors: [] }),
        (info) => runtime.release(info.session),
      );
    },

    /**
     * @param {number} id
     * @param {string} text JSON of a CppRun
     */
    run(id, text) {
      follow(
        id,
        () => {
          /** @type {CppRun} */
          const { session, inputs, fetch, keep } = JSON.parse(text);
          const memory = heap();
          /** @type {RunRequest} */
          const request = {
            inputs: inputs.map((input) => {
              if ('handle' in input) return input;
              const { name, type, shape, at, bytes } = input;
              // A fresh copy: C++'s memory can neither be transferred nor wait.
              return { name, type, shape, data: /** @type {ArrayBuffer} */ (memory.slice(at, at + bytes).buffer) };
            }),
            fetch,
            keep: keep.map((name) => ({ name, handle: runtime.newHandle() })),
          };
          return runtime.run(session, request);
        },
        (/** @type {RunResult} */ { runMs, fetched, kept }) => ({
          text: JSON.stringify({
            runMs,
            kept,
            fetched: fetched.map(({ name, type, shape }) => ({ name, type, shape })),
          }),
          tensors: fetched,
        }),
        ({ kept }) => kept.forEach(({ handle }) => runtime.free(handle)),
      );
    },

    /**
     * @param {number} id
     * @param {number} companion
     * @param {number} at the command's bytes
     * @param {number} bytes
     */
    perform(id, companion, at, bytes) {
      follow(
        id,
        () =>
          runtime.perform(companion, heap().slice(at, at + bytes).buffer, (data) => {
            if (!asked.has(id)) return;
            deliver({ text: '', tensors: [{ name: '', type: 'uint8', shape: [data.byteLength], data }] }, () =>
              cpp.tell(id),
            );
          }),
        () => ({ text: '', tensors: [] }),
        () => {},
      );
    },

    /**
     * @param {number} session
     * @param {string} program
     * @param {string} setup
     * @returns {number} the companion's
     */
    accompany(session, program, setup) {
      return runtime.accompany(session, program, setup);
    },

    /** @param {number} companion */
    dismiss(companion) {
      runtime.dismiss(companion);
    },

    /** @param {string} program */
    prepare(program) {
      runtime.prepareCompanion(program);
    },

    /** @param {number} id */
    cancel(id) {
      const request = asked.get(id);
      asked.delete(id);
      request?.cancel();
    },

    /** The answer that is being delivered, as JSON. */
    reply() {
      return reply.text;
    },

    /**
     * Bytes of the i-th tensor of that answer.
     * @param {number} i
     */
    bytes(i) {
      return reply.tensors[i]?.data.byteLength ?? 0;
    },

    /**
     * Copies the i-th tensor of that answer to the address `at`.
     * @param {number} i
     * @param {number} at
     */
    copy(i, at) {
      const tensor = reply.tensors[i];
      if (tensor) heap().set(new Uint8Array(tensor.data), at);
    },

    /** @param {number} session */
    release(session) {
      runtime.release(session);
    },

    /** @param {number} handle */
    free(handle) {
      runtime.free(handle);
    },
  };
}
