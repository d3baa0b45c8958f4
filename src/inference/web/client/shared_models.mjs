// The models that are loading or loaded: one in the worker for all who ask for the same file.
import { deferred } from '../protocol/deferred.mjs';
/** @import { ModelSource, OnProgress, Request, SessionInfo, ToWorker } from '../protocol/messages.js' */
/** @import { Entry, Loader, Waiting } from './runtime_types.js' */

/**
 * The way to the worker, and who waits for it.
 * @typedef {object} Link
 * @property {() => number} newId
 * @property {(id: number, waiting: Waiting) => void} wait for the answer to this number
 * @property {(id: number) => void} waitNoMore
 * @property {(message: ToWorker, start?: boolean) => void} send start: whether a missing worker is started
 */

export class SharedModels {
  #link;
  #base;
  /** @type {Map<number, Entry>} */
  #entries = new Map();
  /** @type {Map<string, number>} */
  #idOf = new Map();

  /** @param {Link} link @param {string | URL | undefined} base what addresses are relative to; without it, the page */
  constructor(link, base) {
    this.#link = link;
    this.#base = base;
  }

  /**
   * Loads a model, or shares the one that came from the same address with the same hash.
   * Whoever gets a session releases it once.
   * @param {ModelSource} source
   * @param {OnProgress} [onProgress]
   * @returns {Request<SessionInfo>}
   */
  load(source, onProgress) {
    const address = this.#addressOf(source);
    const key = this.#keyOf(source);
    const id = this.#idOf.get(key);
    const known = id === undefined ? undefined : this.#entries.get(id);
    known?.takenUp.splice(0).forEach((tell) => tell());
    if (known?.info) {
      known.holders += 1;
      return { promise: Promise.resolve(known.info), cancel: () => {} };
    }
    /** @type {Entry} */
    const entry = known ?? {
      source: { ...source, address },
      key,
      info: undefined,
      loaders: new Set(),
      holders: 0,
      takenUp: [],
      again: false,
    };
    const { promise, resolve, reject } = deferred();
    const loader = { resolve, reject, onProgress };
    entry.loaders.add(loader);
    const number = id !== undefined && known ? id : this.#link.newId();
    if (!known) this.#start(number, entry);
    return { promise, cancel: () => this.#leave(number, entry, loader) };
  }

  /**
   * Loads a model that somebody will ask for, and lets go of it when somebody has, or when nobody did for so long: what
   * was held any longer stayed beside the models of all experiments that a visitor went on to.
   * @param {ModelSource} source
   * @param {number} patienceMs counted from when it is loaded
   */
  expect(source, patienceMs) {
    const { promise } = this.load(source);
    const { promise: taken, resolve: takeUp } = deferred();
    const entry = this.#entries.get(this.#idOf.get(this.#keyOf(source)) ?? 0);
    entry?.takenUp.push(() => takeUp(undefined));
    promise.then(
      ({ session }) => {
        const timer = setTimeout(takeUp, patienceMs);
        void taken.then(() => {
          clearTimeout(timer);
          this.release(session);
        });
      },
      () => {}, // whoever asks for it is told
    );
  }

  /** @param {number} id @returns {SessionInfo | undefined} of one that is loaded */
  info(id) {
    return this.#entries.get(id)?.info;
  }

  /** @param {number} id @returns {string | undefined} of one that is loading or loaded */
  address(id) {
    return this.#entries.get(id)?.source.address;
  }

  /** Those who wait for it. @param {number} id @returns {Loader[]} */
  loaders(id) {
    return [...(this.#entries.get(id)?.loaders ?? [])];
  }

  /**
   * The counterpart of `load`: the last one frees the model.
   * @param {number} id
   */
  release(id) {
    const entry = this.#entries.get(id);
    if (!entry || --entry.holders > 0) return;
    this.#forget(id, entry);
    this.#link.send({ type: 'release', session: id });
  }

  /**
   * Of a worker's end that nobody told, those who wait for a model learn nothing: they are asked for again, of a new
   * worker, once each.
   * @returns {() => void} to be called when everything else has been forgotten
   */
  keepWaiting() {
    const loads = [...this.#entries].filter(([, entry]) => !entry.info && !entry.again);
    for (const [id] of loads) this.#link.waitNoMore(id);
    return () => {
      for (const [id, entry] of loads) this.#start(id, Object.assign(entry, { again: true }));
    };
  }

  /** The worker is gone, and with it all models. */
  clear() {
    this.#entries.clear();
    this.#idOf.clear();
  }

  /** @param {ModelSource} source */
  #addressOf({ address }) {
    return new URL(address, this.#base ?? document.baseURI).href;
  }

  /** The same file from the same place is the same model. @param {ModelSource} source */
  #keyOf(source) {
    return `${source.sha256.toLowerCase()} ${this.#addressOf(source)}`;
  }

  /**
   * @param {number} id
   * @param {Entry} entry
   */
  #start(id, entry) {
    const settle = (/** @type {(loader: Loader) => void} */ tell) => {
      const loaders = [...entry.loaders];
      entry.loaders.clear();
      loaders.forEach(tell);
    };
    this.#entries.set(id, entry);
    this.#idOf.set(entry.key, id);
    this.#link.wait(id, {
      resolve: (info) => {
        entry.info = info;
        entry.holders = entry.loaders.size;
        settle((loader) => loader.resolve(info));
      },
      // A failed load is not remembered: the next one tries again.
      reject: (error) => {
        this.#forget(id, entry);
        settle((loader) => loader.reject(error));
      },
    });
    this.#link.send({ type: 'load', id, source: entry.source }, true);
  }

  /**
   * One of those who wait for a model gives up; with the last of them the load is cancelled.
   * @param {number} id
   * @param {Entry} entry
   * @param {Loader} loader
   */
  #leave(id, entry, loader) {
    if (!entry.loaders.delete(loader) || entry.loaders.size > 0) return;
    this.#link.waitNoMore(id);
    this.#forget(id, entry);
    this.#link.send({ type: 'cancel', id });
    this.#link.send({ type: 'release', session: id });
  }

  /**
   * @param {number} id
   * @param {Entry} entry
   */
  #forget(id, entry) {
    this.#entries.delete(id);
    if (this.#idOf.get(entry.key) === id) this.#idOf.delete(entry.key);
  }
}
