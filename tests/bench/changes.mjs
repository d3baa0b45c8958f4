// From experiment to experiment in one page, round after round: what the page's process and its worker hold after each
// round. The camera is on where there is one, and the visitor leaves while it runs. MLLAB_MEMORY_MINUTES=30 goes on for
// so long instead of six rounds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryHook, memoryIn } from './memory.mjs';
import { openPlainly } from './plain_browser.mjs';
import { writeClip } from './sights.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {Awaited<ReturnType<typeof openPlainly>>} PlainPage */
/** @typedef {Awaited<ReturnType<typeof memoryIn>>} Memory */

const rounds = 6;
const minutes = Number(process.env['MLLAB_MEMORY_MINUTES'] ?? 0);
/** For as long a visitor stays: what is warmed up and checked when nobody asks begins meanwhile. */
const stayMs = 1000;
const patienceMs = 120_000;

/** @type {{ experiments: { key: string, model: string }[] }} */
const { experiments } = JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8'));

/**
 * In the page: leaves for another experiment, waits until it is ready with its model, and puts its camera on.
 * @param {string} key @param {string} model @param {number} patienceMs
 */
async function change(key, model, patienceMs) {
  const until = performance.now() + patienceMs;
  const come = async (/** @type {() => boolean} */ there, /** @type {string} */ what) => {
    while (!there()) {
      if (performance.now() > until) throw new Error(`${key}: no ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  location.hash = `#/experiments/${key}`;
  const ready = `[data-testid="stage"][data-state="ready"][data-model="${model}"]`;
  await come(() => document.querySelector(ready) !== null, 'stage');
  const camera = () => /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-action="camera"]'));
  if (!camera()) return;
  // Between the networks of one experiment it stays on.
  if (camera()?.getAttribute('aria-pressed') !== 'true') camera()?.click();
  await come(() => camera()?.getAttribute('aria-pressed') === 'true', 'camera');
}

/** @param {Memory} memory */
const parts = ({ used, usedByWorkers, wasm, wasmOfWorkers }) =>
  `page ${used.toFixed(1)}, worker ${usedByWorkers.toFixed(1)}, WebAssembly of the page ${(wasm - wasmOfWorkers).toFixed(1)}, of the worker ${wasmOfWorkers.toFixed(1)} MB`;

/** @param {PlainPage} page @returns {AsyncGenerator<Figure>} */
async function* going(page) {
  const begun = Date.now();
  const all = (/** @type {Memory} */ { given }) => given;
  /** @type {Memory[]} */
  const known = [];
  for (let changes = 0; minutes > 0 ? Date.now() - begun < minutes * 60_000 : known.length < rounds;) {
    for (const { key, model } of experiments) {
      await page.evaluate(`(${change.toString()})('${key}', '${model}', ${patienceMs})`);
      await new Promise((resolve) => setTimeout(resolve, stayMs));
      changes += 1;
    }
    const memory = await memoryIn(page.ask, page.workers(), page.renderers);
    known.push(memory);
    yield {
      what: `the page’s process after ${changes} changes of experiment, round ${known.length}`,
      value: all(memory),
      unit: 'MB',
      note: `${((Date.now() - begun) / 60_000).toFixed(1)} minutes; ${parts(memory)}`,
    };
  }
  const [, second, ...later] = known;
  if (!second || later.length === 0) return;
  yield {
    what: 'growth of the page’s process from the second round on, the most of all later ones',
    value: 100 * (Math.max(...later.map(all)) / all(second) - 1),
    unit: '%',
    budget: 10,
    note: `from ${all(second).toFixed(0)} MB`,
  };
}

/** @param {Site} site @returns {AsyncGenerator<Figure>} */
export async function* changes(site) {
  const folder = mkdtempSync(join(tmpdir(), 'ml-lab-changes-'));
  try {
    const clip = join(folder, 'clip.y4m');
    await writeClip(site.browser, clip, ['rock_paper_scissors/rock-1', 'photos/dog']);
    const page = await openPlainly(site.url, {
      hook: memoryHook,
      args: [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${clip}`,
      ],
    });
    try {
      yield* going(page);
    } finally {
      await page.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
