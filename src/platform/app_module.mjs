// The apps' modules in the page: each instantiated once and used by one stage after the other, so that a visitor who goes
// from experiment to experiment does not leave memories of 16 MB and more behind. A module that trapped is never used again.
import { deferred } from '../inference/web/protocol/deferred.mjs';
import { notThere } from '../inference/web/files/not_there.mjs';
import { runtime } from './early.mjs';
import { breathe } from './opening.mjs';
/** @import { AppModule, Bridge, ModuleHost, ModuleOptions } from './module.js' */

export const STOPPED = 'The stage stopped unexpectedly. Reload the page to go on.';

/** Of stages that were closed in order, by the app's name. @type {Map<string, AppModule>} */
const resting = new Map();

/** @param {string} app @param {AppModule} module whose stage was closed, and which did not trap */
export function putToRest(app, module) {
  resting.set(app, module);
}

/**
 * Opens a stage in a module.
 * @param {string} app its name
 * @param {WebAssembly.Module} code
 * @param {(opening: Pick<ModuleHost, 'opened' | 'failed'>) => ModuleHost} makeHost
 * @returns {Promise<{ module: AppModule, bridge: Bridge }>} rejects with a sentence for a person
 */
export async function openApp(app, code, makeHost) {
  /** @type {Bridge} */
  let bridge = 0;
  let failure = '';
  const host = makeHost({ opened: (at) => (bridge = at), failed: (sentence) => (failure = sentence) });
  const open = async (/** @type {AppModule} */ module) => {
    module.mllabHost = host;
    module._mllab_prepare();
    await breathe();
    if (!failure) module._mllab_open();
    return module;
  };
  const module = (await openAgain(app, open)) ?? (await openFirst(app, code, host, open));
  if (bridge !== 0) return { module, bridge };
  if (failure) putToRest(app, module); // the experiment said no, and nothing is left of it
  throw new Error(failure || STOPPED);
}

/** @typedef {(module: AppModule) => Promise<AppModule>} Open */

/** @param {string} app @param {Open} open @returns {Promise<AppModule | undefined>} nothing where there is no module, or it trapped */
async function openAgain(app, open) {
  const module = resting.get(app);
  resting.delete(app);
  try {
    return module && (await open(module));
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}

/** @param {string} app @param {WebAssembly.Module} code @param {ModuleHost} host @param {Open} open */
async function openFirst(app, code, host, open) {
  try {
    const module = await instantiate(app, code, host);
    await breathe();
    return await open(module);
  } catch (cause) {
    throw new Error(notThere('The app', cause), { cause });
  }
}

/**
 * @param {string} app
 * @param {WebAssembly.Module} code
 * @param {ModuleHost} host
 * @returns {Promise<AppModule>}
 */
async function instantiate(app, code, host) {
  const refused = deferred(); // the glue itself would wait for ever
  /** @type {ModuleOptions} */
  const options = {
    mllabHost: host,
    mllabRuntime: runtime,
    instantiateWasm: (imports, done) => {
      WebAssembly.instantiate(code, imports).then(done, refused.reject);
      return {};
    },
    print: (line) => console.info(line),
    printErr: (line) => console.warn(line),
  };
  const address = new URL(`../app/${app}.mjs`, import.meta.url).href;
  /** @type {{ default: (options: ModuleOptions) => Promise<AppModule> }} */
  const glue = await import(address);
  return Promise.race([glue.default(options), refused.promise]);
}
