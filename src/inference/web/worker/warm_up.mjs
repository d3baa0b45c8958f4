// Browsers run WebAssembly slowly at first and compile what is called often once more: for some hundred runs a model is five
// to ten times slower than after them. So the worker runs a new model on zeros while nobody asks for anything, until it gets
// no faster.

/** The browser's better code comes at once, after some hundred runs that were all the same. */
const LEAST_RUNS = 400;
const BLOCK = 25;
const BLOCKS_WITHOUT_GAIN = 4;
const GAIN = 0.95;
const WORK_MS = 2000;
/** After a request: where there was one, the next is likely. */
const QUIET_MS = 150;
const GIVE_UP_MS = 15_000;

export class WarmUp {
  #runOnce;
  #enqueue;
  #quiet;

  /**
   * @param {(session: number) => Promise<number>} runOnce gives the milliseconds that it took; 0: it cannot be done
   * @param {(work: () => Promise<void>) => void} enqueue puts one job behind those that wait
   * @param {() => number} quiet for how many milliseconds nobody has asked for anything
   */
  constructor(runOnce, enqueue, quiet) {
    this.#runOnce = runOnce;
    this.#enqueue = enqueue;
    this.#quiet = quiet;
  }

  /** @param {number} session */
  begin(session) {
    const until = performance.now() + GIVE_UP_MS;
    let worked = 0;
    let runs = 0;
    let block = 0;
    let best = Infinity;
    let without = 0;
    const work = async () => {
      const ms = await this.#runOnce(session);
      if (ms <= 0) return;
      worked += ms;
      block += ms;
      if (++runs % BLOCK === 0) {
        without = block < GAIN * best ? 0 : without + 1;
        best = Math.min(best, block);
        block = 0;
      }
      if (worked < WORK_MS && (runs < LEAST_RUNS || without < BLOCKS_WITHOUT_GAIN)) next();
    };
    // One run at a time, so that a real request never waits for more than one.
    const next = () => {
      if (performance.now() > until) return;
      const missing = QUIET_MS - this.#quiet();
      if (missing > 0) setTimeout(next, missing);
      else this.#enqueue(work);
    };
    next();
  }
}
