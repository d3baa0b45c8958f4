// ONNX Runtime Web inside the worker: starting it, its sessions and the tensors that stay here. One call at a time: the
// runtime keeps pointers on its stack across its awaits, so the worker queues everything that reaches it.
import { notThere } from '../files/not_there.mjs';
import { RuntimeFailure } from '../protocol/failure.mjs';
import { explain, isMissingCode } from './errors.mjs';
import { launch } from './launch.mjs';
import { SESSION_OPTIONS } from './options.mjs';
/** @import { RunRequest, RunResult, RuntimeVersion, SessionInfo, TensorInfo } from '../protocol/messages.js' */
/** @import { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-web/wasm' */
/** @import { OnBytes } from '../files/download.mjs' */

/** Element types of core::Tensor; others can be kept in the worker, but not copied to C++. */
const arrayOf = { float32: Float32Array, int64: BigInt64Array, int32: Int32Array, uint8: Uint8Array };

/** @typedef {{ name: string, session: InferenceSession, info: SessionInfo, again: () => Promise<Uint8Array> }} Loaded again: fetches the model once more */
/** @typedef {{ tensor: Tensor, session: number }} Kept */

/**
 * @param {readonly InferenceSession.ValueMetadata[]} metadata
 * @returns {TensorInfo[]}
 */
function describe(metadata) {
  return metadata.map((value) => {
    if (!value.isTensor) return { name: value.name, type: 'sequence', shape: [] };
    // A named axis is dynamic, and so is one that the model leaves open: the runtime reads that -1 as unsigned.
    const shape = value.shape.map((axis) => (typeof axis === 'number' && axis < 2 ** 31 ? axis : -1));
    return { name: value.name, type: value.type, shape };
  });
}

/**
 * One of each input, all zeros. Nothing for pictures of any size: they take longest, and a camera warms them up itself.
 * @param {typeof import('onnxruntime-web/wasm')} ort
 * @param {TensorInfo[]} inputs
 */
function zerosFor(ort, inputs) {
  /** @type {Record<string, Tensor>} */
  const feeds = {};
  for (const { name, type, shape } of inputs) {
    const ofType = arrayOf[/** @type {keyof typeof arrayOf} */ (type)];
    if (!ofType || shape.slice(2).includes(-1)) return undefined;
    const sides = shape.map((side) => Math.max(side, 1));
    const numbers = new ofType(sides.reduce((product, side) => product * side, 1));
    feeds[name] = new ort.Tensor(/** @type {any} */ (type), numbers, sides);
  }
  return feeds;
}

export class Engine {
  /** @type {typeof import('onnxruntime-web/wasm') | undefined} */
  #ort;
  #ortUrl = '';
  #whole = false;
  /** @type {Map<number, Loaded>} */
  #sessions = new Map();
  /** @type {Map<number, Kept>} */
  #tensors = new Map();

  #runs = 0;

  statistics() {
    return { sessions: this.#sessions.size, tensors: this.#tensors.size, runs: this.#runs };
  }

  /**
   * Fetches and starts the runtime; without what no model of the site calls, or whole.
   * @param {string} ortUrl folder of the runtime's files, with a slash at its end
   * @param {boolean} whole
   * @param {OnBytes} onProgress
   * @returns {Promise<RuntimeVersion>}
   */
  async start(ortUrl, whole, onProgress) {
    this.#ortUrl = ortUrl;
    this.#whole = whole;
    try {
      const ort = await launch(ortUrl, whole, onProgress);
      this.#ort = ort;
      return {
        version: ort.env.versions.web ?? ort.env.versions.common,
        threads: ort.env.wasm.numThreads ?? 1,
        whole,
      };
    } catch (error) {
      if (!whole && isMissingCode(error)) return this.start(ortUrl, true, onProgress);
      // A module that failed to arrive may stay failed in this worker: only a new worker fetches it again.
      const more = { fatal: true, cause: error };
      throw new RuntimeFailure('runtime_not_loaded', notThere('The part that runs models', error), more);
    }
  }

  /**
   * @param {number} id
   * @param {string} name
   * @param {Uint8Array} bytes
   * @param {() => Promise<Uint8Array>} again fetches them once more, should the runtime have to be replaced
   * @returns {Promise<SessionInfo>}
   */
  async create(id, name, bytes, again) {
    try {
      return await this.#orWhole(async () => {
        const session = await this.#runtime().InferenceSession.create(bytes, SESSION_OPTIONS);
        const info = {
          session: id,
          inputs: describe(session.inputMetadata),
          outputs: describe(session.outputMetadata),
        };
        this.#sessions.set(id, { name, session, info, again });
        return info;
      });
    } catch (error) {
      throw explain(error, `The model “${name}” cannot be used`, 'load');
    }
  }

  /** What a session looks like from outside. @param {number} id */
  info(id) {
    return this.#sessions.get(id)?.info;
  }

  /**
   * @param {number} id
   * @param {RunRequest} request
   * @returns {Promise<RunResult>}
   */
  async run(id, request) {
    this.#runs += 1;
    return this.#orWhole(() => this.#run(id, request));
  }

  /**
   * @param {number} id
   * @param {RunRequest} request
   * @returns {Promise<RunResult>}
   */
  async #run(id, { inputs, fetch, keep }) {
    const ort = this.#runtime();
    const loaded = this.#sessions.get(id);
    if (!loaded) throw new RuntimeFailure('session_closed', 'This model was unloaded. Load it again.');
    /** @type {Record<string, OnnxValue>} */
    const feeds = Object.create(null);
    try {
      for (const input of inputs) {
        if ('handle' in input) {
          feeds[input.name] = this.#kept(input.handle, loaded.name);
        } else {
          const ofType = arrayOf[/** @type {keyof typeof arrayOf} */ (input.type)];
          feeds[input.name] = new ort.Tensor(/** @type {any} */ (input.type), new ofType(input.data), input.shape);
        }
      }
      const kept = new Set(keep.map((output) => output.name));
      const all = loaded.info.outputs.map((output) => output.name);
      const fetched = fetch.length > 0 ? fetch : all.filter((output) => !kept.has(output));
      const started = performance.now();
      const results = await loaded.session.run(feeds, [...new Set([...fetched, ...kept])]);
      const runMs = performance.now() - started;
      return {
        runMs,
        kept: keep.map(({ name, handle }) => this.#keep(id, name, handle, results)),
        fetched: fetched.map((output) => {
          const { type, dims, data } = /** @type {Tensor} */ (results[output]);
          const array = /** @type {Float32Array<ArrayBuffer>} */ (data);
          // What stays here must not be transferred away.
          return { name: output, type, shape: [...dims], data: kept.has(output) ? array.slice().buffer : array.buffer };
        }),
      };
    } catch (error) {
      throw explain(error, `The model “${loaded.name}” could not be run`, 'run');
    }
  }

  /**
   * Runs a model on zeros, for nothing but the time that it takes.
   * @param {number} id
   * @returns {Promise<number>} milliseconds; 0 where the model is gone, or the shape of its inputs is anybody's guess
   */
  async tryOut(id) {
    try {
      return await this.#orWhole(async () => {
        const loaded = this.#sessions.get(id);
        const feeds = loaded && zerosFor(this.#runtime(), loaded.info.inputs);
        if (!feeds) return 0;
        const started = performance.now();
        await loaded.session.run(feeds);
        return performance.now() - started;
      });
    } catch (error) {
      // Nobody has asked for it; but a runtime that trapped twice is of no use to anybody.
      if (isMissingCode(error)) throw explain(error, 'A model could not be tried out', 'run');
      return 0;
    }
  }

  /**
   * Frees a session and what it kept. Unknown ones are already gone.
   * @param {number} id
   */
  async release(id) {
    const loaded = this.#sessions.get(id);
    if (!loaded) return;
    this.#sessions.delete(id);
    for (const [handle, kept] of this.#tensors) {
      if (kept.session === id) this.free(handle);
    }
    await loaded.session.release();
  }

  /** @param {number} handle */
  free(handle) {
    this.#tensors.get(handle)?.tensor.dispose();
    this.#tensors.delete(handle);
  }

  /**
   * Does the work; if it needs what was left out of the runtime, starts the whole one in its place and does it again.
   * Nothing that trapped has answered, so nobody notices but by the time it takes. The memory of the first runtime goes
   * with the worker.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #orWhole(work) {
    try {
      return await work();
    } catch (error) {
      if (this.#whole || !isMissingCode(error)) throw error;
      await this.#replace();
      return work();
    }
  }

  /** Starts the whole runtime with the same models. Kept tensors are JavaScript's numbers, and serve it as they are. */
  async #replace() {
    await this.start(this.#ortUrl, true, () => {});
    for (const loaded of this.#sessions.values()) {
      try {
        loaded.session = await this.#runtime().InferenceSession.create(await loaded.again(), SESSION_OPTIONS);
      } catch (error) {
        throw new RuntimeFailure('session_closed', `The model “${loaded.name}” was lost. Load it again.`, {
          fatal: true,
          cause: error,
        });
      }
    }
  }

  #runtime() {
    if (!this.#ort) throw new RuntimeFailure('runtime_not_loaded', 'The part that runs models was not started.');
    return this.#ort;
  }

  /**
   * @param {number} session
   * @param {string} name
   * @param {number} handle
   * @param {InferenceSession.OnnxValueMapType} results
   */
  #keep(session, name, handle, results) {
    const tensor = /** @type {Tensor} */ (results[name]);
    this.#tensors.set(handle, { tensor, session });
    return { name, handle, type: tensor.type, shape: [...tensor.dims] };
  }

  /**
   * @param {number} handle
   * @param {string} model
   */
  #kept(handle, model) {
    const kept = this.#tensors.get(handle);
    if (kept) return kept.tensor;
    throw new RuntimeFailure(
      'session_closed',
      `The model “${model}” could not be run: the state that it should go on from was freed. Start again.`,
    );
  }
}
