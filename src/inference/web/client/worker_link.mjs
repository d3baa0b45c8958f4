// The worker that models run in, as the page sees it: how it is started, and how one learns that it is gone. Most ends are
// events. A worker may also end without a word, or hang: so it holds a lock for as long as it lives, which the page gets when
// the worker is gone; and while somebody waits for it, it is asked now and then whether it is there.
import { savesData } from './thrift.mjs';
/** @import { FromWorker, SignOfLife, ToWorker } from '../protocol/messages.js' */

/**
 * Turns without a sign of life until a worker counts as gone, while somebody waits. Counted and not measured: a computer
 * that slept has had one turn. The longest that a worker is deaf is one run, or the start of one model.
 */
const TURN_MS = 4000;
const TURNS = 6;

/** Why it is gone; `silent`: no event told, and `heard`: it had said something before. @typedef {{ why: string, silent: boolean, heard: boolean }} End */

export class WorkerLink {
  #worker;
  #onEnd;
  #waits;
  #lock = `ml-lab worker ${Math.random()}`;
  #ended = new AbortController();
  #heard = false;
  #turnMs;
  #turns = 0;
  #timer = 0;

  /**
   * @param {{ workerUrl: string | URL, ortUrl: string, whole: boolean, turnMs?: number | undefined }} options
   * @param {(message: FromWorker) => void} onMessage
   * @param {(end: End) => void} onEnd told once
   * @param {() => boolean} waits whether somebody waits for an answer
   */
  constructor({ workerUrl, ortUrl, whole, turnMs = TURN_MS }, onMessage, onEnd, waits) {
    this.#turnMs = turnMs;
    this.#onEnd = onEnd;
    this.#waits = waits;
    const worker = new Worker(workerUrl, { type: 'module' });
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#hear(data, onMessage);
    worker.onerror = (event) => this.#lost(event.message, false);
    worker.onmessageerror = () => this.#lost('a message could not be read', false);
    this.post({ type: 'start', ortUrl, whole, warmUp: !savesData(), life: this.#lock });
  }

  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  post(message, transfer = []) {
    this.#worker.postMessage(message, transfer);
    if (this.#timer === 0) this.#timer = window.setInterval(() => this.#turn(), this.#turnMs);
  }

  /** Nothing that it left in the post is heard any more. */
  end() {
    this.#ended.abort();
    clearInterval(this.#timer);
    this.#worker.terminate();
  }

  /** @param {FromWorker | SignOfLife} message @param {(message: FromWorker) => void} onMessage */
  #hear(message, onMessage) {
    if (this.#ended.signal.aborted) return;
    this.#heard = true;
    this.#turns = 0;
    if (message.type !== 'alive') onMessage(message);
    else if (message.holds) void this.#watchLock();
  }

  async #watchLock() {
    try {
      await navigator.locks.request(this.#lock, { signal: this.#ended.signal }, () => this.#lost('', true));
    } catch {
      // Ended by us, or no locks here.
    }
  }

  #turn() {
    if (!this.#waits()) {
      clearInterval(this.#timer);
      this.#timer = 0;
      this.#turns = 0;
      return;
    }
    // Before its first word it may still be on its way, over whatever connection.
    if (!this.#heard) return;
    this.#turns += 1;
    if (this.#turns > TURNS) this.#lost('it did not answer', true);
    else this.#worker.postMessage(/** @type {ToWorker} */ ({ type: 'ping' }));
  }

  /** @param {string} why @param {boolean} silent */
  #lost(why, silent) {
    if (this.#ended.signal.aborted) return;
    this.end();
    this.#onEnd({ why, silent, heard: this.#heard });
  }
}
