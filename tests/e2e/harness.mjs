// What every browser test stands on: the built site served under a sub-path, Chromium, and scenes that play in its pages.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { backToGallery, visit, WarmPages } from './visits.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = process.env['MLLAB_DIST'] ?? join(root, 'dist');
export const artefacts = join(root, 'artefacts');

export const cnn = '#/experiments/DigitsRecognitionCNN';
export const mlp = '#/experiments/DigitsRecognitionMLP';
export const pocket = '#/experiments/DigitsRecognitionPocket';
export const sketches = '#/experiments/SketchRecognitionCNN';
export const sketchesMlp = '#/experiments/SketchRecognitionMLP';
export const summation = '#/experiments/NumbersSummationRNN';
export const shakespeare = '#/experiments/TextGenerationShakespeareRNN';
export const wikipedia = '#/experiments/TextGenerationWikipediaRNN';
export const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true };
/** A phone whose screen has one pixel for each of CSS: for scenes that do not look at pixels, and would draw nine times as many. */
export const coarsePhone = { ...phone, deviceScaleFactor: 1 };
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
export const currentBrowser = () => browser;

const warmPages = new WarmPages();

/** What `work` gives, or an error when it hangs. @param {number} ms @param {Promise<void>} work */
async function within(ms, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`the scene did not end within ${ms / 60_000} minutes`)), ms);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/**
 * A test with a page.
 * @param {string} name a sentence
 * @param {{ route?: string, context?: ContextOptions, tolerates?: RegExp, before?: (page: Page) => Promise<void>,
 *   js?: boolean, browser?: 'new' | 'known' | 'warm' }} options
 *   tolerates: console errors that belong to the scene, such as a request that it breaks on purpose
 *   browser: new, it has never been here; known, files may be in its cache, and the page is a new one; warm, the page may
 *   be one in which other scenes of the file played. The stage itself is opened anew in any case.
 * @param {(page: Page) => Promise<void>} scene
 */
export function scene(
  name,
  { route = '', context = desktop, tolerates, before: prepare, js = true, browser: which = 'new' },
  scene,
) {
  const kept = which !== 'new';
  assert.ok(!kept || (!tolerates && !prepare && js), `“${name}” needs a new browser`);
  assert.ok(which !== 'warm' || route !== '', `“${name}” goes to no address`);
  // The limits end what hangs; they are no measure of speed. The first one still has the page to show.
  test(name, { timeout: 600_000 }, async () => {
    const options = { ...context, javaScriptEnabled: js };
    const own = await {
      new: () => visit(browser, site.url, options),
      known: () => warmPages.takeAnew(browser, site.url, options),
      warm: () => warmPages.take(browser, site.url, options),
    }[which]();
    const { page } = own;
    const faults = () => own.faults.filter((fault) => !tolerates?.test(fault));
    let usable = false;
    try {
      await prepare?.(page);
      await page.goto(site.url + route);
      await within(540_000, scene(page));
      if (kept) await backToGallery(page, site.url);
      assert.deepEqual(faults(), [], 'the page complained');
      if (which === 'known') await page.goto('about:blank'); // what the scene did to its page ends here
      if (kept) warmPages.keep(own, options);
      usable = kept;
    } catch (error) {
      mkdirSync(join(artefacts, 'failures'), { recursive: true });
      await page
        .screenshot({ path: join(artefacts, 'failures', `${name.replace(/\W+/g, '-').slice(0, 80)}.png`) })
        .catch(() => {});
      if (faults().length > 0 && error instanceof Error)
        error.message += `\nThe page complained:\n${faults().join('\n')}`;
      throw error;
    } finally {
      // A page in which a scene failed is no page for another.
      if (!usable) await own.context.close();
    }
  });
}

/** @typedef {{ route?: string, context?: ContextOptions }} Place */

/**
 * A test with a scene that only looks at what the page does once it is there, and leaves nothing behind that outlives the
 * stage: it may get a warm page. Scenes about loading, failures, access, focus or what is remembered must not.
 * @param {string} name a sentence
 * @param {Place} options
 * @param {(page: Page) => Promise<void>} body
 */
export const look = (name, options, body) => scene(name, { ...options, browser: 'warm' }, body);

/**
 * A test with a page that nobody has used, in a browser that may have been here: for access and focus. Scenes about
 * loading, failures, history or what is remembered need a new browser.
 * @param {string} name a sentence
 * @param {Place} options
 * @param {(page: Page) => Promise<void>} body
 */
export const revisit = (name, options, body) => scene(name, { ...options, browser: 'known' }, body);

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

/** The visible sentence. @param {Page} page @param {RegExp} wanted */
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
