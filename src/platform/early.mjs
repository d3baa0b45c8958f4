// What every stage needs and what may begin before there is one: the runtime in its worker, the app's code, the model. The
// shell imports this as soon as a visitor is on the way to an experiment.
import { fetchCode, mend } from '../inference/web/files/code.mjs';
import { notThere } from '../inference/web/files/not_there.mjs';
import { listFiles } from '../inference/web/files/list.mjs';
import { createRuntime } from '../inference/web/client/runtime.mjs';
/** @import { ModelSource } from '../inference/web/protocol/messages.js' */
/** @import { Progress } from './page.js' */

/** A model that was fetched ahead and that no stage has taken up for so long is let go. */
const HELD_MS = 30_000;

const root = new URL('../', import.meta.url).href;

/** @typedef {(progress: Progress, of?: string) => void} OnLoading of: the model's address, the app's name */

/** @type {Set<OnLoading>} */
const listeners = new Set();
/** @type {Map<string, [Progress, string | undefined]>} */
const latest = new Map();

/** @param {Progress} progress @param {string} [of] */
function tell(progress, of) {
  latest.set(`${progress.part} ${progress.part === 'runtime' ? '' : of}`, [progress, of]);
  for (const listener of listeners) listener(progress, of);
}

/**
 * Hears how far everything is, from now on and what was before.
 * @param {OnLoading} listener
 * @returns {() => void} ends it
 */
export function hearLoading(listener) {
  for (const [progress, of] of latest.values()) listener(progress, of);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** @typedef {(address: string, agrees: boolean) => void} OnChecked of a model: does it compute what native code does? */

/** @type {Map<string, boolean>} */
const checked = new Map();
/** @type {Set<OnChecked>} */
const checkListeners = new Set();

/**
 * Hears what became of the models' self-checks, from now on and what was before.
 * @param {OnChecked} listener
 * @returns {() => void} ends it
 */
export function hearChecks(listener) {
  for (const [address, agrees] of checked) listener(address, agrees);
  checkListeners.add(listener);
  return () => void checkListeners.delete(listener);
}

/** One for the page: what it has loaded stays loaded when the visitor goes from experiment to experiment. */
export const runtime = createRuntime({
  ortUrl: new URL('ort/', root),
  onProgress: ({ address, ...progress }) => tell(progress, address),
  onChecked: ({ address, agrees }) => {
    checked.set(address, agrees);
    for (const listener of checkListeners) listener(address, agrees);
  },
});

/** Compiled, by the app's name. @type {Map<string, Promise<WebAssembly.Module>>} */
const codes = new Map();

/**
 * An app, compiled, once for all stages.
 * @param {string} app
 * @returns {Promise<WebAssembly.Module>} rejects with a sentence for a person
 */
export function appCode(app) {
  const known = codes.get(app);
  if (known) return known;
  const code = fetchApp(app).catch((cause) => {
    codes.delete(app); // the next stage tries again
    throw new Error(notThere('The app', cause), { cause });
  });
  codes.set(app, code);
  return code;
}

/** @param {string} app */
async function fetchApp(app) {
  const files = listFiles(root);
  files.catch(() => {}); // told where it is waited for
  const facts = (/** @type {string} */ name) => files.then((list) => list[`app/${name}`]);
  const [module] = await Promise.all([
    fetchCode(new URL(`app/${app}.wasm`, root).href, facts(`${app}.wasm`), {
      onProgress: (received, total, fromDevice = false) => tell({ part: 'app', received, total, fromDevice }, app),
    }),
    mend(new URL(`app/${app}.mjs`, root).href, facts(`${app}.mjs`)),
  ]);
  return module;
}

/** A stage of this app will be opened, or may be. @param {string} app */
export function begin(app) {
  runtime.prepare();
  appCode(app).catch(() => {}); // whoever opens the stage is told
}

/** This model will be asked for. @param {ModelSource} source */
export function expect(source) {
  runtime.expect(source, HELD_MS);
}
