// npm run profile-runtime [-- FOLDER…]: which functions of the runtime the models of these folders need; without one, the
// committed ones and those that the build converts. Writes scripts/runtime/profile.json, from which the site's runtime is
// trimmed. To be run after a model came or changed, and after another version of the runtime.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { runAll, startRuntime } from './exercise.mjs';
import { calledFunctions, instrumented, makeRoom } from './instrument.mjs';
import { PROFILE, RUNTIME, makeProfile, trimmed } from './profile.mjs';
import { functionCount } from './wasm.mjs';

const root = new URL('../../', import.meta.url);
const given = process.argv.slice(2);
const folders = given.length > 0 ? given : ['models', 'build/imported'].map((name) => new URL(name, root).pathname);

const runtime = readFileSync(RUNTIME);
const functions = functionCount(runtime);

// The runtime's glue makes the memory and hands it over when it starts the module.
/** @type {WebAssembly.Memory | undefined} */
let memory;
const instantiate = WebAssembly.instantiate;
const watched = (/** @type {any} */ code, /** @type {WebAssembly.Imports} */ imports) => {
  memory = Object.values(imports)
    .flatMap((module) => Object.values(module))
    .find((value) => value instanceof WebAssembly.Memory);
  if (memory) makeRoom(memory, functions);
  return instantiate(code, imports);
};
Object.assign(WebAssembly, { instantiate: watched });

await runAll(await startRuntime(instrumented(runtime)), folders, (id) => console.error(`profiling: ${id}`));
if (!memory) throw new Error('the runtime was not started, or has no memory of its own');
const profile = makeProfile(runtime, calledFunctions(memory, functions));
writeFileSync(PROFILE, `${JSON.stringify(profile, null, 1)}\n`);

const rest = trimmed(runtime, profile);
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
console.log(
  `${profile.called} of ${functions} functions are called: ${megabytes(runtime.length)} become ${megabytes(rest.length)}, ` +
    `with gzip ${megabytes(gzipSync(runtime, { level: 9 }).length)} become ${megabytes(gzipSync(rest, { level: 9 }).length)}.`,
);
