// Runs every model with a file of the runtime: node scripts/runtime/run-models.mjs RUNTIME.wasm FOLDER…
// Prints a sum of each one's outputs, as JSON.
import { readFileSync } from 'node:fs';
import { runAll, startRuntime } from './exercise.mjs';

const [file, ...folders] = process.argv.slice(2);
if (!file || folders.length === 0) throw new Error('node scripts/runtime/run-models.mjs RUNTIME.wasm FOLDER…');
console.log(JSON.stringify(await runAll(await startRuntime(readFileSync(file)), folders), null, 1));
