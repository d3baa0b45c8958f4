// From experiment to experiment in one page, round after round: what the page's process and its worker hold after each
// round. The camera is on where there is one, and the visitor leaves while it runs. Without the service worker, which
// answers for files past this bench's hooks. MLLAB_MEMORY_MINUTES=30 goes on for so long instead of six rounds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf, watchMemory } from './memory.mjs';
import { writeClip } from './sights.mjs';
import { launch } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */
/** @typedef {Awaited<ReturnType<typeof memoryOf>>} Memory */

const rounds = 6;
const minutes = Number(process.env['MLLAB_MEMORY_MINUTES'] ?? 0);
/** For as long a visitor stays: what is warmed up and checked when nobody asks begins meanwhile. */
const stayMs = 1000;
const patience = { timeout: 120_000 };

/** @type {{ experiments: { key: string }[] }} */
const { experiments } = JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8'));

/** @param {Page} page @param {string} key */
async function change(page, key) {
  // Until the new one is on its way, the old one's stage is ready.
  await page.evaluate((to) => {
    document.querySelector('[data-testid="stage"]')?.setAttribute('data-of-before', '');
    location.hash = to;
  }, `#/experiments/${key}`);
  await page.locator('[data-testid="stage"][data-state="ready"]:not([data-of-before])').waitFor(patience);
  const camera = page.locator('[data-action="camera"]');
  if ((await camera.count()) > 0 && (await camera.isEnabled())) {
    await camera.click();
    await page.locator('[data-action="camera"][aria-pressed="true"]').waitFor(patience);
  }
  await page.waitForTimeout(stayMs);
}

/** @param {Memory} memory */
const parts = ({ used, usedByWorkers, wasm, wasmOfWorkers }) =>
  `page ${used.toFixed(1)}, worker ${usedByWorkers.toFixed(1)}, WebAssembly of the page ${(wasm - wasmOfWorkers).toFixed(1)}, of the worker ${wasmOfWorkers.toFixed(1)} MB`;

/** @param {Page} page @param {string} url @returns {AsyncGenerator<Figure>} */
async function* going(page, url) {
  await page.goto(url);
  const begun = Date.now();
  const all = (/** @type {Memory} */ { given }) => given;
  /** @type {Memory[]} */
  const known = [];
  for (let changes = 0; minutes > 0 ? Date.now() - begun < minutes * 60_000 : known.length < rounds; ) {
    for (const { key } of experiments) {
      await change(page, key);
      changes += 1;
    }
    const memory = await memoryOf(page);
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
    const browser = await launch([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ]);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
      await watchMemory(page);
      yield* going(page, site.url);
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
