// The worker that models run in. It downloads, checks, compiles and runs, so that the main thread never waits.
//
// Whatever reaches the runtime goes through one queue, in the order of arrival. Between two jobs the worker reads the
// messages that came in meanwhile: a run that nobody wants any more is dropped before it costs anything.
import { Engine } from '../engine/engine.mjs';
import { fetchModel } from '../files/model.mjs';
import { RuntimeFailure, textOf } from '../protocol/failure.mjs';
import { SelfChecking } from './checking.mjs';
import { Companions } from './companions.mjs';
import { holdLife } from './life.mjs';
import { WarmUp } from './warm_up.mjs';
/** @import { FromWorker, ModelSource, Progress, SignOfLife, ToWorker } from '../protocol/messages.js' */
/** @import { OnBytes } from '../files/download.mjs' */

/** @typedef {{ id: number, work: () => Promise<void> }} Job id 0: cannot be cancelled */

const port = /** @type {MessagePort} */ (/** @type {unknown} */ (globalThis));
const engine = new Engine();

/** @type {Map<number, AbortController>} */
const loading = new Map();
/** @type {Job[]} */
const jobs = [];
let working = false;
let lastAsked = 0;
let warmsUp = false;
const turn = new MessageChannel();

/** @type {Promise<unknown>} */
let started = Promise.reject(new RuntimeFailure('runtime_not_loaded', 'The worker was not started.'));
started.catch(() => {});
let runtimeBytes = { received: 0, total: 0, fromDevice: false };

/**
 * @param {FromWorker | SignOfLife} message
 * @param {Transferable[]} [transfer]
 */
function send(message, transfer = []) {
  port.postMessage(message, transfer);
}

/**
 * @param {number} id
 * @param {unknown} error
 */
function fail(id, error) {
  const failure =
    error instanceof RuntimeFailure
      ? error
      : new RuntimeFailure('runtime_error', 'The part that runs models failed. Reload the page.');
  if (!(error instanceof RuntimeFailure)) console.warn(textOf(error));
  send({ type: 'failed', id, failure: failure.toMessage() });
}

/** @param {Job} job */
function enqueue(job) {
  jobs.push(job);
  if (working) return;
  working = true;
  turn.port2.postMessage(null);
}

const quiet = () => (jobs.length > 0 || loading.size > 0 ? 0 : performance.now() - lastAsked);
const warmUp = new WarmUp(
  (session) => engine.tryOut(session),
  (work) => enqueue({ id: 0, work }),
  quiet,
);
const checking = new SelfChecking(
  (session, request) => engine.run(session, request),
  (work) => enqueue({ id: 0, work }),
  quiet,
  (id, agrees) => send({ type: 'checked', id, agrees }),
);

const companions = new Companions(
  engine,
  (work) => enqueue({ id: 0, work }),
  () => (lastAsked = performance.now()),
  send,
);

turn.port1.onmessage = async () => {
  const job = jobs.shift();
  try {
    await job?.work();
  } catch (error) {
    if (job) fail(job.id, error);
  } finally {
    working = jobs.length > 0;
    if (working) turn.port2.postMessage(null);
  }
};

/**
 * @param {number} id
 * @param {Progress['part']} part
 * @param {number} received
 * @param {number} total
 * @param {boolean} [fromDevice]
 */
function progress(id, part, received, total, fromDevice = false) {
  send({ type: 'progress', id, progress: { part, received, total, fromDevice } });
}

/** @param {string} ortUrl @param {boolean} whole */
async function start(ortUrl, whole) {
  const runtime = await engine.start(ortUrl, whole, (received, total, fromDevice = false) => {
    runtimeBytes = { received, total, fromDevice };
    for (const id of loading.keys()) progress(id, 'runtime', received, total, fromDevice);
  });
  send({ type: 'runtime', runtime });
}

/** Made here, where no model's bytes are: what is made beside them keeps them. @param {ModelSource} source */
const fetchingAgain = (source) => () => fetchModel(source);

/**
 * @param {number} id also the session's number
 * @param {ModelSource} source
 */
async function load(id, source) {
  const abort = new AbortController();
  loading.set(id, abort);
  const { received, total, fromDevice } = runtimeBytes;
  if (received > 0) progress(id, 'runtime', received, total, fromDevice);
  try {
    const onProgress = (/** @type {Parameters<OnBytes>} */ ...report) => progress(id, 'model', ...report);
    const [bytes] = await Promise.all([fetchModel(source, abort.signal, onProgress), started]);
    if (abort.signal.aborted) return;
    const create = () => engine.create(id, source.name, bytes, fetchingAgain(source));
    enqueue({
      id,
      work: async () => {
        send({ type: 'done', id, value: await create() });
        if (warmsUp) warmUp.begin(id);
        void checking.begin(id, source);
      },
    });
  } catch (error) {
    if (!abort.signal.aborted) fail(id, error);
  } finally {
    loading.delete(id);
  }
}

/** @param {number} id */
function cancel(id) {
  loading.get(id)?.abort();
  companions.cancel(id);
  const at = jobs.findIndex((job) => job.id === id);
  if (at >= 0) jobs.splice(at, 1);
}

/** @param {MessageEvent<ToWorker>} event */
port.onmessage = ({ data: message }) => {
  if (message.type !== 'ping') lastAsked = performance.now();
  switch (message.type) {
    case 'start':
      warmsUp = message.warmUp;
      checking.root = new URL('..', message.ortUrl).href;
      void holdLife(message.life, () => send({ type: 'alive', holds: true }));
      companions.root = new URL('..', message.ortUrl).href;
      started = start(message.ortUrl, message.whole);
      // Number 0: also when nobody waits for it just now, the main thread must learn that this worker is of no use.
      started.catch((error) => fail(0, error));
      break;
    case 'ping':
      send({ type: 'alive', holds: false });
      break;
    case 'load':
      void load(message.id, message.source);
      break;
    case 'run': {
      const { id, session, request } = message;
      enqueue({
        id,
        work: async () => {
          const value = await engine.run(session, request);
          send(
            { type: 'done', id, value },
            value.fetched.map((output) => output.data),
          );
        },
      });
      break;
    }
    case 'prepare':
      companions.prepare(message.program);
      break;
    case 'accompany':
      companions.open(message.id, message.session, message.program, message.setup);
      break;
    case 'perform':
      void companions.perform(message.id, message.companion, message.command);
      break;
    case 'dismiss':
      companions.close(message.companion);
      break;
    case 'cancel':
      cancel(message.id);
      break;
    case 'release':
      enqueue({ id: 0, work: () => engine.release(message.session) });
      break;
    case 'free':
      enqueue({ id: 0, work: async () => engine.free(message.handle) });
      break;
    case 'statistics': {
      const { id } = message;
      const value = () => ({ ...engine.statistics(), loading: loading.size });
      enqueue({ id, work: async () => send({ type: 'done', id, value: value() }) });
      break;
    }
  }
};
