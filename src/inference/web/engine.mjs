// ONNX Runtime Web inside the worker: starting it, its sessions and the tensors that stay here. One call at a time: the
// runtime keeps pointers on its stack across its awaits, so the worker queues everything that reaches it.
import { DownloadError, download } from './download.mjs';
import { RuntimeFailure, textOf } from './failure.mjs';
/** @import { FailureKind, RunRequest, RunResult, RuntimeVersion, SessionInfo, TensorInfo } from './protocol.js' */
/** @import { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-web/wasm' */

// The build compares this with the file that it deploys (CMakeLists.txt); servers that compress do not tell it.
const RUNTIME_WASM_BYTES = 14239897;

// SafeInt: a size that does not fit into 32-bit memory's addresses.
const OUT_OF_MEMORY = /bad_alloc|allocat|out of memory|enlarge memory|\(OOM\)|SafeInt/i;

/** Element types of core::Tensor; others can be kept in the worker, but not copied to C++. */
const arrayOf = { float32: Float32Array, int64: BigInt64Array, int32: Int32Array, uint8: Uint8Array };

/** @typedef {{ name: string, session: InferenceSession, info: SessionInfo }} Loaded */
/** @typedef {{ tensor: Tensor, session: number }} Kept */

const startAgain = 'Check the connection and try again.';

/**
 * The runtime's words sorted into kinds. Its error codes: onnxruntime/core/common/status.h.
 * @param {unknown} error
 * @param {string} what the beginning of the sentence
 * @param {'load' | 'run'} when
 */
function explain(error, what, when) {
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

export class Engine {
  /** @type {typeof import('onnxruntime-web/wasm') | undefined} */
  #ort;
  /** @type {ArrayBuffer | undefined} the runtime's code until it is compiled */
  #wasm;
  /** @type {Map<number, Loaded>} */
  #sessions = new Map();
  /** @type {Map<number, Kept>} */
  #tensors = new Map();

  #runs = 0;

  statistics() {
    return { sessions: this.#sessions.size, tensors: this.#tensors.size, runs: this.#runs };
  }

  /**
   * Fetches the runtime's files. The runtime itself starts with the first session.
   * @param {string} ortUrl folder of the runtime's files, with a slash at its end
   * @param {(received: number, total: number) => void} onProgress
   * @returns {Promise<RuntimeVersion>}
   */
  async start(ortUrl, onProgress) {
    const wasmUrl = new URL('ort-wasm-simd-threaded.wasm', ortUrl).href;
    try {
      const [ort, wasm] = await Promise.all([
        import(new URL('ort.wasm.min.mjs', ortUrl).href),
        download(wasmUrl, { knownBytes: RUNTIME_WASM_BYTES, strict: false, onProgress }),
        // The runtime imports this one itself, later; fetching it now saves a round trip then.
        import(new URL('ort-wasm-simd-threaded.mjs', ortUrl).href),
      ]);
      ort.env.logLevel = 'fatal';
      ort.env.wasm.numThreads = 1;
      ort.env.wasm.proxy = false;
      ort.env.wasm.wasmPaths = ortUrl;
      ort.env.wasm.wasmBinary = wasm.buffer;
      this.#ort = ort;
      this.#wasm = wasm.buffer;
      return { version: ort.env.versions.web ?? ort.env.versions.common, threads: ort.env.wasm.numThreads };
    } catch (error) {
      const why = error instanceof DownloadError ? error.message : textOf(error);
      // A module that failed to arrive may stay failed in this worker: only a new worker fetches it again.
      throw new RuntimeFailure(
        'runtime_not_loaded',
        `The part that runs models could not be downloaded: ${why}. ${startAgain}`,
        { fatal: true, cause: error },
      );
    }
  }

  /**
   * @param {number} id
   * @param {string} name
   * @param {Uint8Array} bytes
   * @returns {Promise<SessionInfo>}
   */
  async create(id, name, bytes) {
    const ort = this.#runtime();
    try {
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
      });
      const info = { session: id, inputs: describe(session.inputMetadata), outputs: describe(session.outputMetadata) };
      this.#sessions.set(id, { name, session, info });
      this.#dropCode();
      return info;
    } catch (error) {
      const text = textOf(error);
      if (!text.startsWith('no available backend')) throw explain(error, `The model “${name}” cannot be used`, 'load');
      throw new RuntimeFailure(
        'runtime_not_loaded',
        `The part that runs models could not be started in this browser: ${text}. Update the browser or try another one.`,
        { fatal: true, cause: error },
      );
    }
  }

  /**
   * @param {number} id
   * @param {RunRequest} request
   * @returns {Promise<RunResult>}
   */
  async run(id, { inputs, fetch, keep }) {
    const ort = this.#runtime();
    this.#runs += 1;
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

  /** The runtime holds on to its 14 MB of code for ever, although it is compiled: detaching the buffer frees them. */
  #dropCode() {
    if (this.#wasm) structuredClone(this.#wasm, { transfer: [this.#wasm] });
    this.#wasm = undefined;
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
