// What stands for the runtime in a program beside a model: one session, the worker's own, and runs that take turns.
import { connectModule } from '../bridge.mjs';
import { deferred } from '../protocol/deferred.mjs';
import { RuntimeFailure } from '../protocol/failure.mjs';
/** @import { Asked } from '../bridge.mjs' */
/** @import { Engine } from '../engine/engine.mjs' */
/** @import { RunRequest, RunResult } from '../protocol/messages.js' */

/** Half a frame: whoever presses Stop waits no longer than that. */
const TURN_MS = 8;

/** @typedef {{ request: RunRequest, resolve: (result: RunResult) => void, reject: (error: Error) => void }} Wanted */

/** Numbers for tensors that companions keep, of all of them; the page's are positive. */
let lastHandle = 0;

/** The runtime of a companion, as C++ in it knows it. */
export class Inside {
  #engine;
  #session;
  #enqueue;
  #atTurn;
  /** @type {Wanted[]} */
  #wanted = [];
  #queued = false;
  /** A failure after which the worker is of no use. */
  fatal = false;
  /** Told when the program trapped: it is of no use then. @type {(error: unknown) => void} */
  onTrap = () => {};

  /**
   * @param {Engine} engine
   * @param {number} session
   * @param {(work: () => Promise<void>) => void} enqueue
   * @param {() => void} atTurn
   */
  constructor(engine, session, enqueue, atTurn) {
    this.#engine = engine;
    this.#session = session;
    this.#enqueue = enqueue;
    this.#atTurn = atTurn;
  }

  /**
   * For C++ only, as of Runtime.
   * @param {import('../bridge.mjs').Cpp} cpp
   * @param {() => Uint8Array} heap
   */
  connect(cpp, heap) {
    const none = () => {
      throw new RuntimeFailure('runtime_error', 'A program beside a model has no companion of its own.');
    };
    /** @type {Asked} */
    const asked = {
      load: () => {
        const info = this.#engine.info(this.#session);
        const closed = () =>
          Promise.reject(new RuntimeFailure('session_closed', 'This model was unloaded. Load it again.'));
        return { promise: info ? Promise.resolve(info) : closed(), cancel: () => {} };
      },
      run: (_, request) => this.#run(request),
      newHandle: () => --lastHandle,
      release: () => {}, // the page holds the session
      free: (handle) => this.#engine.free(handle),
      accompany: none,
      perform: none,
      dismiss: () => {},
      prepareCompanion: () => {},
    };
    const settle = (/** @type {number} */ id, /** @type {number} */ ok) => {
      try {
        cpp.settle(id, ok);
      } catch (error) {
        this.onTrap(error);
      }
    };
    return connectModule(asked, { ...cpp, settle }, heap);
  }

  /** @param {RunRequest} request */
  #run(request) {
    const { promise, resolve, reject } = deferred();
    const wanted = { request, resolve, reject };
    this.#wanted.push(wanted);
    if (!this.#queued) this.#enqueue(() => this.#turn());
    this.#queued = true;
    return {
      promise,
      cancel: () => {
        const at = this.#wanted.indexOf(wanted);
        if (at >= 0) this.#wanted.splice(at, 1);
      },
    };
  }

  async #turn() {
    const end = performance.now() + TURN_MS;
    this.#atTurn();
    while (performance.now() < end) {
      const wanted = this.#wanted.shift();
      if (!wanted) break;
      try {
        wanted.resolve(await this.#engine.run(this.#session, wanted.request));
      } catch (error) {
        this.fatal ||= error instanceof RuntimeFailure && error.fatal;
        wanted.reject(/** @type {Error} */ (error));
      }
      await undefined; // C++ takes the answer up and asks for the next run
    }
    this.#queued = this.#wanted.length > 0;
    if (this.#queued) this.#enqueue(() => this.#turn());
  }
}
