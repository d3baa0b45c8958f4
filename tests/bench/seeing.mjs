// Experiments that see: recognitions a second with a camera that moves, what they cost the page, a large picture in
// between, and what many of them leave behind in memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf, watchMemory } from './memory.mjs';
import { begin, longestGap, longestTask, soFar, watchSeeing } from './seeing_watch.mjs';
import { camera, photo, writeClip, writePhoto } from './sights.mjs';
import { built, launch, quantile } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('./seeing_watch.mjs').Stretch} Stretch */

/** @typedef {{ model: string, route: string, atLeast?: number }} Sight atLeast: answers a second */

/** What the camera shows and the photo is, by examples, and the models that look at them. @type {{ shown: string[], large: string, sights: Sight[] }[]} */
const watched = [
  {
    shown: ['rock-1', 'paper-1', 'scissors-1', 'no-hand-1'].map((name) => `rock_paper_scissors/${name}`),
    large: 'rock_paper_scissors/rock-2',
    sights: [
      { model: 'rock_paper_scissors_cnn', route: 'RockPaperScissorsCNN', atLeast: 30 },
      { model: 'rock_paper_scissors_mobilenet_v2', route: 'RockPaperScissorsMobilenetV2', atLeast: 15 },
    ],
  },
  {
    shown: ['dog', 'bus', 'cat', 'train'].map((name) => `photos/${name}`),
    large: 'photos/laptop',
    sights: [
      { model: 'image_classification_1000', route: 'ImageClassificationMobilenetV2' },
      { model: 'image_classification_efficientnet_lite0', route: 'ImageClassificationMobilenetV2' },
      { model: 'image_classification_mobilenet_v2', route: 'ImageClassificationMobilenetV2' },
      // A camera's frames are asked about at the smallest of a detector's sides: CenterNet's is 320 pixels.
      { model: 'detection_centernet', route: 'ObjectsDetectionSSDLiteMobilenetV2', atLeast: 8 },
      { model: 'detection_ssd_mobilenet_v2', route: 'ObjectsDetectionSSDLiteMobilenetV2' },
    ],
  },
];
// About a minute for each: medians of short windows, because a busy machine is busy for longer than one of them.
const windowSeconds = 3;
const windows = 5;
const newPages = 3;
const photos = 3;
const recognitions = 200;
/** Whatever takes longer hangs, and the bench says what. */
const patience = { timeout: 90_000, polling: 100 };
const frames = `camera of ${camera.width} × ${camera.height} pixels, ${camera.framesPerSecond} frames a second`;

/** @param {Page} page @param {number} count of answers since `begin` */
const answered = (page, count) =>
  page.waitForFunction(
    (wanted) => /** @type {any} */ (globalThis).seeing.soFar().answers.length >= wanted,
    count,
    patience,
  );

/** @param {Page} page */
const pressCamera = (page) => page.locator('[data-action="camera"]').click();

/** From a new page to its first answer about the camera. @param {Browser} browser @param {Site} site @param {Sight} sight */
async function opened(browser, site, { model, route }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await watchMemory(page);
  await watchSeeing(page);
  const ready = (/** @type {string} */ of) =>
    page.locator(`[data-testid="stage"][data-state="ready"]${of}`).waitFor({ timeout: 120_000 });
  await page.goto(`${site.url}#/experiments/${route}`, { timeout: 120_000 });
  await ready('');
  const choice = page.locator(`[data-action="model-${model}"]`); // where an experiment has several
  if ((await choice.count()) > 0) await choice.click();
  await ready(`[data-model="${model}"]`);
  await page.waitForTimeout(1000);
  await begin(page);
  await pressCamera(page);
  await answered(page, 1);
  const stretch = await soFar(page);
  return { page, stretch, ms: (stretch.answers[0] ?? NaN) - stretch.pressed };
}

/** How many a second in each window. @param {number[]} times @param {number} from */
const rates = (times, from) =>
  Array.from({ length: windows }, (_, i) => {
    const start = from + i * windowSeconds * 1000;
    return times.filter((time) => time >= start && time < start + windowSeconds * 1000).length / windowSeconds;
  });

/** @param {number[]} values @param {number} [digits] */
const span = (values, digits = 1) => `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;

/** The camera runs on. @param {Sight} sight @param {Page} page @returns {Promise<Figure[]>} */
async function recognising({ model, atLeast }, page) {
  await answered(page, 10);
  await begin(page);
  await page.waitForTimeout(windows * windowSeconds * 1000);
  const stretch = await soFar(page);
  const answers = rates(stretch.answers, stretch.from);
  const shown = rates(stretch.shown, stretch.from);
  const seen = stretch.values.map((value) => value || 'nothing').slice(0, 6);
  const threads = `${stretch.threads} thread${stretch.threads === 1 ? '' : 's'}`;
  const howLong = `in ${windows * windowSeconds} s`;
  return [
    {
      what: `${model}: recognitions a second, ${frames}`,
      value: quantile(answers, 0.5),
      unit: '',
      ...(atLeast === undefined ? {} : { atLeast }),
      note: `median of ${windows} times ${windowSeconds} s, ${span(answers)}; ${threads}; seen: ${seen.join(', ')}`,
    },
    {
      what: `${model}: one run of the network, median`,
      value: quantile(stretch.runs, 0.5),
      unit: 'ms',
      note: `${stretch.runs.length} runs; 95 % within ${quantile(stretch.runs, 0.95).toFixed(1)} ms`,
    },
    {
      what: `${model}: the camera’s frames shown a second while it recognises`,
      value: quantile(shown, 0.5),
      unit: '',
      note: `${span(shown)}; came: ${quantile(rates(stretch.came, stretch.from), 0.5).toFixed(1)}`,
    },
    {
      what: `${model}: longest gap between two frames while it recognises`,
      value: longestGap(stretch),
      unit: 'ms',
      budget: 50,
      note: howLong,
    },
    {
      what: `${model}: longest main-thread task while it recognises`,
      value: longestTask(stretch),
      unit: 'ms',
      budget: 50,
      note: `${howLong}; tasks under 50 ms are not reported by the browser: 0 = none`,
    },
  ];
}

/** With the camera off: each frame leaves half a megabyte until the next collection. @param {Page} page */
async function quietMemory(page) {
  await pressCamera(page);
  await page.locator('[data-action="camera"][aria-pressed="false"]').waitFor();
  const memory = await memoryOf(page);
  await pressCamera(page);
  return memory;
}

/** @param {string} model @param {Page} page @returns {Promise<Figure>} */
async function remembering(model, page) {
  const early = await quietMemory(page);
  await begin(page);
  await answered(page, recognitions);
  const late = await quietMemory(page);
  const all = (/** @type {typeof early} */ memory) => memory.used + memory.usedByWorkers + memory.wasm;
  const parts = (/** @type {typeof early} */ { used, usedByWorkers, wasm, given }) =>
    `${used.toFixed(2)} + ${usedByWorkers.toFixed(2)} + ${wasm.toFixed(1)} (${given.toFixed(0)})`;
  return {
    what: `${model}: growth of the page’s and its workers’ memory over ${recognitions} recognitions`,
    value: all(late) - all(early),
    unit: 'MB',
    budget: 1,
    note: `page, workers, WebAssembly (the process): from ${parts(early)} to ${parts(late)} MB`,
  };
}

/** A large photo is opened while the camera runs. @param {Page} page @param {string} file @returns {Promise<Stretch & { ms: number }>} */
async function openPhoto(page, file) {
  await begin(page);
  const start = await page.evaluate(() => performance.now());
  await page.getByTestId('picture-file').setInputFiles(file);
  await page.waitForFunction(
    () => {
      const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
      const result = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
      const off = document.querySelector('[data-action="camera"]')?.getAttribute('aria-pressed') === 'false';
      return (
        off && stage?.dataset['state'] === 'ready' && result?.dataset['revision'] === stage.dataset['inputRevision']
      );
    },
    undefined,
    patience,
  );
  const { answers } = await soFar(page);
  await page.waitForTimeout(500); // what the picture still costs once it is there
  return { ...(await soFar(page)), ms: (answers.at(-1) ?? NaN) - start };
}

/** @param {string} model @param {Page} page @param {{ file: string, bytes: number }} large @returns {Promise<Figure[]>} */
async function disturbed(model, page, { file, bytes }) {
  /** @type {Awaited<ReturnType<typeof openPhoto>>[]} */
  const stretches = [];
  for (let i = 0; i < photos; i += 1) {
    if (i > 0) await pressCamera(page);
    await begin(page);
    await answered(page, 10);
    stretches.push(await openPhoto(page, file));
  }
  const gaps = stretches.map(longestGap);
  const tasks = stretches.map(longestTask);
  const megapixels = (photo.width * photo.height) / 1e6;
  const what = `a photo of ${megapixels} megapixels is opened`;
  const times = `${photos} times`;
  return [
    {
      what: `${model}: longest gap between two frames while ${what}`,
      value: Math.max(...gaps),
      unit: 'ms',
      budget: 50,
      note: `${times}, the camera on before: ${span(gaps)}; JPEG of ${(bytes / 1e6).toFixed(1)} MB`,
    },
    {
      what: `${model}: longest main-thread task while ${what}`,
      value: Math.max(...tasks),
      unit: 'ms',
      budget: 50,
      note: `${times}: ${span(tasks)}`,
    },
    {
      what: `${model}: ${what}, until it is recognised, median`,
      value: quantile(
        stretches.map(({ ms }) => ms),
        0.5,
      ),
      unit: 'ms',
      note: times,
    },
  ];
}

/**
 * One sight: three new pages, and the last of them stays for the rest.
 * @param {Browser} browser
 * @param {Site} site
 * @param {Sight} sight
 * @param {{ file: string, bytes: number }} large
 * @returns {AsyncGenerator<Figure>}
 */
async function* looking(browser, site, sight, large) {
  const { model } = sight;
  /** @type {Awaited<ReturnType<typeof opened>>[]} */
  const visits = [];
  for (let i = 0; i < newPages; i += 1) {
    await visits.at(-1)?.page.close();
    visits.push(await opened(browser, site, sight));
  }
  const page = /** @type {Page} */ (visits.at(-1)?.page);
  const first = visits.map(({ ms }) => ms);
  yield {
    what: `${model}: press of the camera’s button to the first answer, median`,
    value: quantile(first, 0.5),
    unit: 'ms',
    note: `${newPages} new pages, ${span(first, 0)}; longest main-thread task ${span(
      visits.map(({ stretch }) => longestTask(stretch)),
      0,
    )} ms`,
  };
  yield* await recognising(sight, page);
  yield await remembering(model, page);
  yield* await disturbed(model, page, large);
  await page.close();
}

/** Figures as soon as they are known. @param {Site} site @returns {AsyncGenerator<Figure>} */
export async function* seeing(site) {
  const folder = mkdtempSync(join(tmpdir(), 'ml-lab-sights-'));
  const { models } = await built(site);
  try {
    for (const { shown, large, sights } of watched) {
      const there = sights.filter(({ model }) => models.has(model));
      for (const sight of sights) if (!there.includes(sight)) console.log(`(${sight.model}: the site has none)`);
      if (there.length === 0) continue;
      const clip = join(folder, 'clip.y4m');
      await writeClip(site.browser, clip, shown);
      const file = join(folder, 'photo.jpg');
      const bytes = await writePhoto(site.browser, file, large);
      const browser = await launch([
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${clip}`,
      ]);
      try {
        for (const sight of there) yield* looking(browser, site, sight, { file, bytes });
      } finally {
        await browser.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
