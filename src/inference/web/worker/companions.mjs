// Programs beside the model (companion.hpp): WebAssembly modules of their own in this worker, whose runs are calls. They
// share the worker's queue: for some milliseconds one run follows the other, then everything else has its turn, and a
// message that stops them is read.
import { fetchCode, mend } from '../files/code.mjs';
import { listFiles } from '../files/list.mjs';
import { deferred } from '../protocol/deferred.mjs';
import { RuntimeFailure, textOf } from '../protocol/failure.mjs';
import { Inside } from './companion_inside.mjs';
/** @import { Engine } from '../engine/engine.mjs' */
/** @import { CompanionModule, FailureKind, FromWorker } from '../protocol/messages.js' */

/** @typedef {(message: FromWorker, transfer?: Transferable[]) => void} Send */
/** @typedef {{ create: (options: object) => Promise<CompanionModule>, code: WebAssembly.Module }} Code */

export class Companions {
  /** The build's folder, with a slash at its end. */
  root = '';
  #engine;
  #enqueue;
  #atTurn;
  #send;
  /** @type {Map<string, Promise<Code>>} by program */
  #code = new Map();
  /** @type {Map<number, { program: string, inside: Inside, setup: string, module: Promise<CompanionModule> | undefined }>} */
  #companions = new Map();
  /** @type {Map<number, number>} commands under way, and who does them */
  #performing = new Map();

  /**
   * @param {Engine} engine
   * @param {(work: () => Promise<void>) => void} enqueue
   * @param {() => void} atTurn told whenever one of them uses the model
   * @param {Send} send
   */
  constructor(engine, enqueue, atTurn, send) {
    this.#engine = engine;
    this.#enqueue = enqueue;
    this.#atTurn = atTurn;
    this.#send = send;
  }

  /** @param {string} program */
  prepare(program) {
    this.#fetch(program).catch(() => {}); // told to whoever asks for something
  }

  /**
   * @param {number} id
   * @param {number} session
   * @param {string} program
   * @param {string} setup
   */
  open(id, session, program, setup) {
    const inside = new Inside(this.#engine, session, this.#enqueue, this.#atTurn);
    this.#companions.set(id, { program, inside, setup, module: undefined });
    this.#module(id).catch(() => {}); // tried again with the first command
  }

  /**
   * @param {number} id
   * @param {number} companion
   * @param {ArrayBuffer} command
   */
  async perform(id, companion, command) {
    this.#performing.set(id, companion);
    try {
      const module = await this.#module(companion);
      if (!this.#performing.has(id)) return;
      const known = this.#companions.get(companion);
      if (known) known.inside.onTrap = (error) => this.#trapped(companion, error);
      const at = module._malloc(command.byteLength);
      module.HEAPU8.set(new Uint8Array(command), at);
      module._mllab_companion_perform(id, at, command.byteLength);
    } catch (error) {
      if (error instanceof RuntimeFailure) this.#fail(id, error);
      else this.#trapped(companion, error);
    }
  }

  /** @param {number} id */
  cancel(id) {
    const companion = this.#performing.get(id);
    if (companion === undefined) return;
    this.#performing.delete(id);
    void this.#companions.get(companion)?.module?.then(
      (module) => module._mllab_companion_cancel(id),
      () => {},
    );
  }

  /** @param {number} companion */
  close(companion) {
    const closed = this.#companions.get(companion);
    this.#companions.delete(companion);
    for (const [id, whose] of this.#performing) if (whose === companion) this.#performing.delete(id);
    void closed?.module?.then(
      (module) => module._mllab_companion_close(),
      () => {},
    );
  }

  /** A module that trapped is never called again: the next command gets another one. @param {number} companion @param {unknown} error */
  #trapped(companion, error) {
    const known = this.#companions.get(companion);
    if (known) known.module = undefined;
    for (const [id, whose] of this.#performing) if (whose === companion) this.#fail(id, crashed(error));
  }

  /** @param {number} id @param {RuntimeFailure} failure */
  #fail(id, failure) {
    if (this.#performing.delete(id)) this.#send({ type: 'failed', id, failure: failure.toMessage() });
  }

  /** @param {string} program */
  #fetch(program) {
    const code = this.#code.get(program) ?? fetchProgram(this.root, program);
    this.#code.set(program, code);
    code.catch(() => this.#code.delete(program)); // the next one tries again
    return code;
  }

  /** @param {number} companion @returns {Promise<CompanionModule>} */
  #module(companion) {
    const known = this.#companions.get(companion);
    if (!known) return Promise.reject(new RuntimeFailure('session_closed', 'This program was ended. Start again.'));
    known.module ??= this.#start(known).catch((error) => {
      known.module = undefined;
      throw error;
    });
    return known.module;
  }

  /** @param {{ program: string, inside: Inside, setup: string }} companion */
  async #start({ program, inside, setup }) {
    const { create, code } = await this.#fetch(program);
    /** @type {CompanionModule | undefined} */
    let module;
    const options = {
      mllabRuntime: inside,
      mllabCompanion: {
        tell: (/** @type {number} */ id, /** @type {number} */ at, /** @type {number} */ bytes) => {
          const data = module?.HEAPU8.slice(at, at + bytes).buffer;
          if (data && this.#performing.has(id)) this.#send({ type: 'told', id, data }, [data]);
        },
        done: (/** @type {number} */ id) => {
          if (this.#performing.delete(id)) this.#send({ type: 'done', id, value: undefined });
        },
        failed: (/** @type {number} */ id, /** @type {FailureKind} */ kind, /** @type {string} */ message) =>
          this.#fail(id, new RuntimeFailure(kind, message, { fatal: inside.fatal })),
      },
      instantiateWasm: (
        /** @type {WebAssembly.Imports} */ imports,
        /** @type {(instance: WebAssembly.Instance) => void} */ done,
      ) => {
        WebAssembly.instantiate(code, imports).then(done, refused.reject);
        return {};
      },
      print: (/** @type {string} */ line) => console.info(line),
      printErr: (/** @type {string} */ line) => console.warn(line),
    };
    const refused = deferred(); // the glue itself would wait for ever
    refused.promise.catch(() => {});
    /** @type {CompanionModule} */
    const started = await Promise.race([create(options), refused.promise]);
    module = started;
    started._mllab_companion_setup(started.stringToNewUTF8(setup));
    return started;
  }
}

/** @param {unknown} error */
const crashed = (error) =>
  new RuntimeFailure('runtime_error', `A part of the page stopped unexpectedly: ${textOf(error)}. Reload the page.`);

/**
 * @param {string} root
 * @param {string} program
 * @returns {Promise<Code>}
 */
async function fetchProgram(root, program) {
  const files = listFiles(root);
  files.catch(() => {}); // told where it is waited for
  const facts = (/** @type {string} */ file) => files.then((list) => list[`beside/${file}`]);
  const address = (/** @type {string} */ file) => new URL(`beside/${file}`, root).href;
  try {
    const [code] = await Promise.all([
      fetchCode(address(`${program}.wasm`), facts(`${program}.wasm`), { onProgress: () => {} }),
      mend(address(`${program}.mjs`), facts(`${program}.mjs`)),
    ]);
    const { default: create } = await import(address(`${program}.mjs`));
    return { create, code };
  } catch (error) {
    throw new RuntimeFailure(
      'file_missing',
      `The part that goes with this model could not be downloaded: ${textOf(error)}. Check the connection and try again.`,
      { cause: error },
    );
  }
}
