// The main thread's side of the worker that models run in. It starts the worker when the first model is asked for,
// matches answers with questions, shares one loaded model between all who ask for it, and survives the worker's end.
//
//     const runtime = createRuntime({ workerUrl, ortUrl });
//     const module = await createApp({ mllabRuntime: runtime, … });   // C++ finds it as Module.mllabRuntime
import { connectModule } from '../bridge.mjs';
import { deferred } from '../protocol/deferred.mjs';
import { RuntimeFailure } from '../protocol/failure.mjs';
import { SharedModels } from './shared_models.mjs';
import { WorkerLink } from './worker_link.mjs';
/** @import { FromWorker, ModelSource, OnProgress, Request, RunRequest, RunResult } from '../protocol/messages.js' */
/** @import { SessionInfo, Statistics, ToWorker } from '../protocol/messages.js' */
/** @import { Cpp } from '../bridge.mjs' */
/** @import { RuntimeOptions, Waiting } from './runtime_types.js' */
/** @import { End } from './worker_link.mjs' */

/** @param {RuntimeOptions} options */
export function createRuntime(options) {
  return new Runtime(options);
}

export class Runtime {
  #options;
  /** @type {WorkerLink | undefined} */
  #worker;
  #nextId = 1;
  /** @type {Map<number, Waiting>} */
  #pending = new Map();
  #models;
  /** @type {Set<number>} */
  #companions = new Set();
  #description = 'ONNX Runtime Web, not started yet';

  /** @param {RuntimeOptions} options */
  constructor(options) {
    this.#options = options;
    this.#models = new SharedModels(
      {
        newId: () => this.#nextId++,
        wait: (id, waiting) => this.#pending.set(id, waiting),
        waitNoMore: (id) => this.#pending.delete(id),
        send: (message, start) => this.#send(message, [], start),
      },
      options.modelsBase,
    );
  }

  /** A model will be loaded, or may be: the worker begins to fetch and start the runtime. */
  prepare() {
    if (!this.#worker) this.#start();
  }

  /**
   * Loads a model, or shares the one that came from the same address with the same hash.
   * Whoever gets a session releases it once.
   * @param {ModelSource} source
   * @param {OnProgress} [onProgress]
   * @returns {Request<SessionInfo>}
   */
  load(source, onProgress) {
    return this.#models.load(source, onProgress);
  }

  /**
   * Somebody will ask for this model: it is loaded for them, and let go if nobody does within this time.
   * @param {ModelSource} source
   * @param {number} patienceMs
   */
  expect(source, patienceMs) {
    this.#models.expect(source, patienceMs);
  }

  /**
   * @param {number} session
   * @param {RunRequest} request its buffers are transferred; numbers of handles come from `newHandle`
   * @returns {Request<RunResult>}
   */
  run(session, request) {
    if (!this.#models.info(session)) {
      return { promise: Promise.reject(new RuntimeFailure('session_closed', CLOSED)), cancel: () => {} };
    }
    const buffers = request.inputs.flatMap((input) => ('data' in input ? [input.data] : []));
    const { id, promise } = this.#ask((number) => ({ type: 'run', id: number, session, request }), buffers);
    return {
      promise,
      cancel: () => {
        if (!this.#pending.delete(id)) return;
        this.#send({ type: 'cancel', id });
        for (const { handle } of request.keep) this.free(handle);
      },
    };
  }

  /** A number under which a run keeps an output. */
  newHandle() {
    return this.#nextId++;
  }

  /**
   * The counterpart of `load`: the last one frees the model.
   * @param {number} session
   */
  release(session) {
    this.#models.release(session);
  }

  /** @param {number} handle */
  free(handle) {
    this.#send({ type: 'free', handle });
  }

  /** The code of a companion will be asked for. @param {string} program */
  prepareCompanion(program) {
    this.#send({ type: 'prepare', program });
  }

  /**
   * A program beside a model (companion.hpp).
   * @param {number} session
   * @param {string} program
   * @param {string} setup
   * @returns {number} the companion's number
   */
  accompany(session, program, setup) {
    const id = this.#nextId++;
    if (this.#worker) this.#companions.add(id);
    this.#send({ type: 'accompany', id, session, program, setup });
    return id;
  }

  /**
   * @param {number} companion
   * @param {ArrayBuffer} command is transferred
   * @param {(data: ArrayBuffer) => void} onTold
   * @returns {Request<void>}
   */
  perform(companion, command, onTold) {
    if (!this.#companions.has(companion))
      return { promise: Promise.reject(new RuntimeFailure('session_closed', CLOSED)), cancel: () => {} };
    const { id, promise } = this.#ask(
      (number) => ({ type: 'perform', id: number, companion, command }),
      [command],
      onTold,
    );
    return {
      promise,
      cancel: () => {
        if (this.#pending.delete(id)) this.#send({ type: 'cancel', id });
      },
    };
  }

  /** The counterpart of `accompany`. @param {number} companion */
  dismiss(companion) {
    if (this.#companions.delete(companion)) this.#send({ type: 'dismiss', companion });
  }

  /** What is alive in the worker once all that was asked before is done, and what waits here; for tests and diagnosis. */
  async statistics() {
    /** @type {Statistics} */
    const none = { sessions: 0, tensors: 0, loading: 0, runs: 0 };
    const waiting = this.#pending.size;
    const inWorker = this.#worker ? await this.#ask((id) => ({ type: 'statistics', id })).promise : none;
    return { ...none, ...inWorker, waiting };
  }

  /** "ONNX Runtime Web 1.30.0, 1 thread, SIMD" once it runs. */
  describe() {
    return this.#description;
  }

  /** Ends the worker; everything that waits is told. The next load starts a new one. */
  terminate() {
    this.#stop(new RuntimeFailure('session_closed', CLOSED));
  }

  /**
   * For C++ only, through Module.mllabRuntime.
   * @param {Cpp} cpp
   * @param {() => Uint8Array} heap
   */
  connect(cpp, heap) {
    return connectModule(this, cpp, heap);
  }

  /**
   * @param {(id: number) => ToWorker} message
   * @param {Transferable[]} [transfer]
   * @param {Waiting['onTold']} [onTold] what comes before the answer
   * @returns {{ id: number, promise: Promise<any> }}
   */
  #ask(message, transfer = [], onTold = undefined) {
    const id = this.#nextId++;
    const { promise, resolve, reject } = deferred();
    this.#pending.set(id, { resolve, reject, ...(onTold && { onTold }) });
    this.#send(message(id), transfer);
    return { id, promise };
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   * @param {boolean} [start] whether a missing worker is started; else there is nobody who could know of the matter
   */
  #send(message, transfer = [], start = false) {
    if (!this.#worker && start) this.#start();
    this.#worker?.post(message, transfer);
  }

  #start() {
    const {
      workerUrl = new URL('../worker/worker.mjs', import.meta.url),
      ortUrl,
      whole = false,
      turnMs,
    } = this.#options;
    const { href } = new URL(ortUrl, document.baseURI);
    this.#worker = new WorkerLink(
      { workerUrl, ortUrl: href.endsWith('/') ? href : `${href}/`, whole, turnMs },
      (message) => this.#hear(message),
      (end) => this.#lost(end),
      () => this.#pending.size > 0,
    );
  }

  /** @param {FromWorker} message */
  #hear(message) {
    switch (message.type) {
      case 'runtime': {
        const { version, threads } = message.runtime;
        this.#description = `ONNX Runtime Web ${version}, ${threads} thread${threads === 1 ? '' : 's'}, SIMD`;
        break;
      }
      case 'told':
        this.#pending.get(message.id)?.onTold?.(message.data);
        break;
      case 'progress': {
        const address = this.#models.address(message.id);
        if (address === undefined) break;
        this.#options.onProgress?.({ ...message.progress, address });
        for (const loader of this.#models.loaders(message.id)) loader.onProgress?.(message.progress);
        break;
      }
      case 'checked': {
        const address = this.#models.address(message.id);
        if (address) this.#options.onChecked?.({ address, agrees: message.agrees });
        break;
      }
      default: {
        const waiting = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        if (message.type === 'done') return waiting?.resolve(message.value);
        const { kind, message: text, fatal } = message.failure;
        const failure = new RuntimeFailure(kind, text, { fatal });
        waiting?.reject(failure);
        if (fatal) this.#stop(kind === 'runtime_not_loaded' ? failure : new RuntimeFailure('session_closed', CLOSED));
      }
    }
  }

  /** @param {End} end */
  #lost({ why, silent, heard }) {
    const askAgain = silent ? this.#models.keepWaiting() : undefined;
    const reason = why ? ` (${why})` : '';
    this.#stop(
      heard
        ? new RuntimeFailure(
            'session_closed',
            `The part that runs models stopped unexpectedly${reason}. Load the model again.`,
          )
        : new RuntimeFailure(
            'runtime_not_loaded',
            `The part that runs models could not be started${reason}. Check the connection and try again.`,
          ),
    );
    askAgain?.();
  }

  /** @param {RuntimeFailure} failure */
  #stop(failure) {
    this.#worker?.end();
    this.#worker = undefined;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    this.#models.clear();
    this.#companions.clear();
    for (const { reject } of waiting) reject(failure);
  }
}

const CLOSED = 'This model was unloaded with the part that ran it. Load it again.';
