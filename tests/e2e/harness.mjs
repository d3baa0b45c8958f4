// What every browser test stands on: the built site served under a sub-path, Chromium, and rules that hold in every
// scene: no console error, no violation of the page's security policy, no request to another host.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = process.env['MLLAB_DIST'] ?? join(root, 'dist');
export const artefacts = join(root, 'artefacts');

export const cnn = '#/experiments/DigitsRecognitionCNN';
export const mlp = '#/experiments/DigitsRecognitionMLP';
export const sketches = '#/experiments/SketchRecognitionCNN';
export const sketchesMlp = '#/experiments/SketchRecognitionMLP';
export const summation = '#/experiments/NumbersSummationRNN';
export const shakespeare = '#/experiments/TextGenerationShakespeareRNN';
export const wikipedia = '#/experiments/TextGenerationWikipediaRNN';
export const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 };

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

/** @param {string[]} extra arguments for Chromium */
const launch = (extra = []) =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...extra],
  });

/** To be called once in a test file. @param {{ chromium?: string[] }} [options] */
export function useBrowser(options = {}) {
  before(async () => {
    site = await serve({ folder: dist, port: 0, base: '/below/a/folder/' });
    browser = await launch(options.chromium);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
}

export const siteUrl = () => site.url;

/**
 * A test with a page of its own.
 * @param {string} name a sentence
 * @param {{ route?: string, context?: ContextOptions, tolerates?: RegExp, before?: (page: Page) => Promise<void>, js?: boolean }} options
 *   tolerates: console errors that belong to the scene, such as a request that it breaks on purpose
 * @param {(page: Page) => Promise<void>} scene
 */
export function scene(
  name,
  { route = '', context: contextOptions = desktop, tolerates, before: prepare, js = true },
  scene,
) {
  // The limit ends what hangs; it is no measure of speed.
  test(name, { timeout: 600_000 }, async () => {
    const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: js });
    /** @type {string[]} */
    const faults = [];
    /** @param {string} fault */
    const note = (fault) => {
      if (!tolerates?.test(fault)) faults.push(fault);
    };
    const host = new URL(site.url).host;
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:|^wss?:/.test(url.protocol) && url.host !== host) note(`request to another host: ${url.href}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()}`);
    });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000); // for a machine that is busy with ten other things
    page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
    page.on('crash', () => note('the page crashed'));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    try {
      await prepare?.(page);
      await page.goto(site.url + route);
      await scene(page);
      assert.deepEqual(faults, [], 'the page complained');
    } catch (error) {
      mkdirSync(join(artefacts, 'failures'), { recursive: true });
      await page
        .screenshot({ path: join(artefacts, 'failures', `${name.replace(/\W+/g, '-').slice(0, 80)}.png`) })
        .catch(() => {});
      if (faults.length > 0 && error instanceof Error) error.message += `\nThe page complained:\n${faults.join('\n')}`;
      throw error;
    } finally {
      await context.close();
    }
  });
}

export const stage = (/** @type {Page} */ page) => page.getByTestId('stage');
export const result = (/** @type {Page} */ page) => page.getByTestId('result');
export const action = (/** @type {Page} */ page, /** @type {string} */ id) => page.locator(`[data-action="${id}"]`);

/** Waits until app, runtime and model are there. @param {Page} page */
export async function ready(page) {
  await page.locator('[data-testid="stage"][data-state="ready"]').waitFor();
}

/**
 * Waits until the answer belongs to what is on the pad now, and gives it.
 * @param {Page} page
 * @returns {Promise<{ value: string, top: { label: string, p: number }[], revision: number, text: string, model: string }>}
 */
export async function answer(page) {
  await page.waitForFunction(() => {
    const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
    const result = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
    return stage?.dataset['state'] === 'ready' && result?.dataset['revision'] === stage.dataset['inputRevision'];
  });
  return page.evaluate(() => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('[data-testid="stage"]'));
    const result = /** @type {HTMLElement} */ (document.querySelector('[data-testid="result"]'));
    return {
      value: result.dataset['value'] ?? '',
      top: JSON.parse(result.dataset['top'] ?? '[]'),
      revision: Number(result.dataset['revision']),
      text: result.textContent ?? '',
      model: stage.dataset['model'] ?? '',
    };
  });
}

/** The stage's input revision. @param {Page} page */
export const revision = async (page) => Number(await stage(page).getAttribute('data-input-revision'));

/** The visible sentence; it may be held back while a stroke is drawn. @param {Page} page @param {RegExp} wanted */
export async function says(page, wanted) {
  try {
    await page.waitForFunction(
      ([source, flags]) =>
        new RegExp(source ?? '', flags).test(document.querySelector('[data-testid="result"]')?.textContent ?? ''),
      [wanted.source, wanted.flags],
      { timeout: 30_000 },
    );
  } catch {
    assert.match((await result(page).textContent()) ?? '', wanted);
  }
}
