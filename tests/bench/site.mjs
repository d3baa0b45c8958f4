// The built site, served compressed as a host would, and a browser to look at it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const artefacts = join(root, 'artefacts');
export const dataFolder = process.env['MLLAB_DATA'] || join(root, '..', 'shared', 'data');
export const digitRoutes = {
  digits_cnn: '#/experiments/DigitsRecognitionCNN',
  digits_mlp: '#/experiments/DigitsRecognitionMLP',
  digits_pocket: '#/experiments/DigitsRecognitionPocket',
};
export const sketchRoutes = {
  sketches_cnn: '#/experiments/SketchRecognitionCNN',
  sketches_mlp: '#/experiments/SketchRecognitionMLP',
};

/** @typedef {{ browser: import('playwright-core').Browser, url: string, server: Awaited<ReturnType<typeof serve>> }} Site */
/** @typedef {import('playwright-core').Page} Page */

/** @param {string[]} extra arguments for Chromium */
export const launch = (extra = []) =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...extra],
  });

/** @returns {Promise<Site>} */
export async function openSite() {
  const server = await serve({ folder: process.env['MLLAB_DIST'] ?? join(root, 'dist'), port: 0, base: '/' });
  return { browser: await launch(), url: server.url, server };
}

/** @param {Site} site */
export async function closeSite({ browser, server }) {
  await browser.close();
  await server.close();
}

/**
 * What the build wrote down about its files (scripts/assemble.mjs), and the models that it has: what no package brought
 * is not there.
 * @param {Site} site
 */
export async function built(site) {
  /** @type {{ build: string, files: Record<string, { bytes: number, gzip: number }> }} */
  const { build, files } = await (await fetch(new URL('build.json', site.url))).json();
  /** @type {Map<string, number>} */
  const models = new Map();
  /** @type {string[]} */
  const apps = [];
  for (const [name, { bytes }] of Object.entries(files)) {
    const path = name.slice(build.length + 1);
    const id = /^models\/(.*)\.onnx$/.exec(path)?.[1];
    if (id) models.set(id, bytes);
    const app = /^app\/(.*)\.wasm$/.exec(path)?.[1];
    if (app) apps.push(app);
  }
  return { build, file: (/** @type {string} */ name) => files[`${build}/${name}`], models, apps };
}

/** Waits until the result belongs to what is on the pad. @param {Page} page */
export async function settled(page) {
  await page.waitForFunction(
    () => {
      const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
      const result = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
      return stage?.dataset['state'] === 'ready' && result?.dataset['revision'] === stage.dataset['inputRevision'];
    },
    undefined,
    { timeout: 60_000 },
  );
}

/** The pad in the viewport's pixels. @param {Page} page */
export async function padBox(page) {
  return page.evaluate(() => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('[data-testid="stage"]'));
    const [x, y, width, height] = JSON.parse(stage.dataset['areas'] ?? '{}').pad;
    window.scrollBy({
      top: stage.getBoundingClientRect().top + y - Math.max(0, (innerHeight - height) / 2),
      behavior: 'instant',
    });
    const { left, top } = stage.getBoundingClientRect();
    return { x: left + x, y: top + y, width, height };
  });
}

/** @param {number[]} values @param {number} part */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Strokes of any unit in the viewport's pixels: 35 to 85 % of the pad's side large, anywhere on it.
 * @param {[number, number][][]} strokes @param {{ x: number, y: number, width: number, height: number }} pad @param {() => number} next
 */
export function placed(strokes, pad, next) {
  const points = strokes.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const side = (0.35 + 0.5 * next()) * pad.width;
  const scale = side / Math.max(width, height, 1);
  const toX = pad.x + next() * (pad.width - scale * width);
  const toY = pad.y + next() * (pad.height - scale * height);
  return strokes.map((stroke) =>
    stroke.map(([x, y]) => /** @type {const} */ ([toX + (x - left) * scale, toY + (y - top) * scale])),
  );
}
