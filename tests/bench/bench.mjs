// npm run bench: the figures of docs/benchmarks.md, measured on the built site in headless Chromium. A figure above its
// budget is marked; nothing fails, because a busy machine is no broken program. `npm run bench -- sizes speed pen
// sketches seeing writing load memory peers threads` chooses.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { changes } from './changes.mjs';
import { artefacts, closeSite, openSite } from './site.mjs';
import { load } from './load.mjs';
import { peers } from './peers.mjs';
import { penDigits } from './pen_digits.mjs';
import { seeing } from './seeing.mjs';
import { sizes } from './sizes.mjs';
import { sketches } from './sketches.mjs';
import { speed } from './speed.mjs';
import { threads } from './threads.mjs';
import { writing } from './writing.mjs';

/** @typedef {{ what: string, value: number, unit: string, budget?: number, atLeast?: number, note?: string }} Figure */

/** @typedef {(site: import('./site.mjs').Site) => Promise<Figure[]> | AsyncIterable<Figure>} Bench */

/** @type {Record<string, Bench>} */
const benches = { sizes, speed, pen: penDigits, sketches, seeing, writing, load, memory: changes, peers, threads };
const chosen = process.argv.slice(2);
for (const name of chosen)
  if (!(name in benches)) throw new Error(`there is no bench “${name}”; there are: ${Object.keys(benches).join(', ')}`);

/** @param {Figure} figure */
function line({ what, value, unit, budget, atLeast, note }) {
  const shown = Number.isInteger(value) ? String(value) : value.toPrecision(4);
  const limit = budget !== undefined ? `≤ ${budget}` : atLeast !== undefined ? `≥ ${atLeast}` : '';
  const missed = (budget !== undefined && value > budget) || (atLeast !== undefined && value < atLeast);
  return `| ${what} | ${shown} ${unit} | ${limit}${missed ? ' **missed**' : ''} | ${note ?? ''} |`;
}

const site = await openSite();
try {
  /** @type {Figure[]} */
  const figures = [];
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} processors, Chromium ${site.browser.version()}\n`,
  );
  console.log('| what | measured | budget | how |\n| --- | --- | --- | --- |');
  for (const [name, bench] of Object.entries(benches)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    for await (const figure of await bench(site)) {
      figures.push(figure);
      console.log(line(figure));
    }
  }
  mkdirSync(artefacts, { recursive: true });
  writeFileSync(join(artefacts, 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await closeSite(site);
}
