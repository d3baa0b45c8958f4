// Runs every model with a file of the runtime: node scripts/runtime/run-models.mjs RUNTIME.wasm FOLDER… [--numbers]
// Prints a sum of each one's outputs, or some of their numbers, as JSON.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { numbersOf, runAll, startRuntime } from './exercise.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { numbers: { type: 'boolean' } } });
const [file, ...folders] = positionals;
if (!file || folders.length === 0)
  throw new Error('node scripts/runtime/run-models.mjs RUNTIME.wasm FOLDER… [--numbers]');
const runtime = await startRuntime(readFileSync(file));
console.log(JSON.stringify(await runAll(runtime, folders, () => {}, values.numbers ? numbersOf : undefined), null, 1));
