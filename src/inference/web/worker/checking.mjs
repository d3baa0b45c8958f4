// In the worker: compares one run of every model with native code's numbers, once nobody asks for anything.
import { agrees, inputNumbers } from '../engine/self_check.mjs';
import { listFiles } from '../files/list.mjs';
/** @import { SelfCheck } from '../files/list.mjs' */
/** @import { ModelSource, RunRequest, RunResult } from '../protocol/messages.js' */

const QUIET_MS = 300;
/** Where somebody always asks, as a camera does, it goes between two questions. */
const AT_LATEST_MS = 10_000;

export class SelfChecking {
  #run;
  #enqueue;
  #quiet;
  #tell;
  /** The folder that the build's list of files lies in, with its slash. */
  root = '';

  /**
   * @param {(session: number, request: RunRequest) => Promise<RunResult>} run
   * @param {(work: () => Promise<void>) => void} enqueue puts one job behind those that wait
   * @param {() => number} quiet for how many milliseconds nobody has asked for anything
   * @param {(session: number, agrees: boolean) => void} tell
   */
  constructor(run, enqueue, quiet, tell) {
    this.#run = run;
    this.#enqueue = enqueue;
    this.#quiet = quiet;
    this.#tell = tell;
  }

  /** @param {number} session @param {ModelSource} source */
  async begin(session, { address }) {
    if (!address.startsWith(this.root)) return;
    const check = await listFiles(this.root).then(
      (files) => files[address.slice(this.root.length)]?.check,
      () => undefined, // whoever needs the list tells
    );
    if (!check) return;
    const until = performance.now() + AT_LATEST_MS;
    const next = () => {
      const missing = Math.min(QUIET_MS - this.#quiet(), until - performance.now());
      if (missing > 0) setTimeout(next, missing);
      else this.#enqueue(() => this.#compare(session, check));
    };
    next();
  }

  /** @param {number} session @param {SelfCheck} check */
  async #compare(session, { inputs, outputs }) {
    const data = inputs.map(({ name, type, shape }) => {
      const { buffer } = inputNumbers(type, shape);
      return { name, type, shape, data: /** @type {ArrayBuffer} */ (buffer) };
    });
    let fetched;
    try {
      ({ fetched } = await this.#run(session, { inputs: data, fetch: outputs.map(({ name }) => name), keep: [] }));
    } catch {
      return; // gone meanwhile, or it does not run at all: whoever asks for a real run is told
    }
    const fits = outputs.every((output, i) => agrees(output, new Float32Array(fetched[i]?.data ?? new ArrayBuffer(0))));
    this.#tell(session, fits);
  }
}
