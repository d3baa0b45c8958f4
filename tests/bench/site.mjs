// The built site, served compressed as a host would, and a browser to look at it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const artefacts = join(root, 'artefacts');
export const dataFolder = process.env['MLLAB_DATA'] || join(root, '..', 'shared', 'data');
export const routes = { digits_cnn: '#/experiments/DigitsRecognitionCNN', digits_mlp: '#/experiments/DigitsRecognitionMLP' };

/** @typedef {{ browser: import('playwright-core').Browser, url: string, server: Awaited<ReturnType<typeof serve>> }} Site */
/** @typedef {import('playwright-core').Page} Page */

/** @returns {Promise<Site>} */
export async function openSite() {
  const server = await serve({ folder: process.env['MLLAB_DIST'] ?? join(root, 'dist'), port: 0, base: '/' });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return { browser, url: server.url, server };
}

/** @param {Site} site */
export async function closeSite({ browser, server }) {
  await browser.close();
  await server.close();
}

/** Waits until the result belongs to what is on the pad. @param {Page} page */
export async function settled(page) {
  await page.waitForFunction(() => {
    const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
    const result = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
    return stage?.dataset['state'] === 'ready' && result?.dataset['revision'] === stage.dataset['inputRevision'];
  }, undefined, { timeout: 60_000 });
}

/** The pad in the viewport's pixels. @param {Page} page */
export async function padBox(page) {
  return page.evaluate(() => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('[data-testid="stage"]'));
    const [x, y, width, height] = JSON.parse(stage.dataset['areas'] ?? '{}').pad;
    window.scrollBy({ top: stage.getBoundingClientRect().top + y - Math.max(0, (innerHeight - height) / 2), behavior: 'instant' });
    const { left, top } = stage.getBoundingClientRect();
    return { x: left + x, y: top + y, width, height };
  });
}

/** @param {number[]} values @param {number} part */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}
