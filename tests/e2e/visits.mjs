// The pages that scenes play in: in a browser that has never been here, in one that has, or a warm page in which earlier
// scenes of the same file have played. Either way the rules that hold in every scene are watched: no console error, no
// violation of the page's security policy, no request to another host. What breaks them is noted for the scene that plays.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ context: Context, page: Page, faults: string[] }} Visit */

/** A first visit: nothing is cached, nothing remembered. @param {Browser} browser @param {string} site its address @param {ContextOptions} options @returns {Promise<Visit>} */
export async function visit(browser, site, options) {
  // What a scene breaks on the way must not come from the device; offline.test.mjs has service workers.
  const context = await browser.newContext({ serviceWorkers: 'block', ...options });
  /** @type {string[]} */
  const faults = [];
  const { host } = new URL(site);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:|^wss?:/.test(url.protocol) && url.host !== host) faults.push(`request to another host: ${url.href}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  return { context, page: await watchedPage(context, faults), faults };
}

/** @param {Context} context @param {string[]} faults @returns {Promise<Page>} */
async function watchedPage(context, faults) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // for a machine that is busy with ten other things
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('crash', () => faults.push('the page crashed'));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return page;
}

/** What a page can change while it stands; everything else makes another kind of context. @param {ContextOptions} options */
function kindOf({ colorScheme = 'light', reducedMotion = 'no-preference', ...context }) {
  return { key: JSON.stringify(context), context, media: { media: null, colorScheme, reducedMotion } };
}

/** Pages that stand in the gallery or are empty, waiting for the next scene: one for each kind of context. */
export class WarmPages {
  /** @type {Map<string, Visit>} */
  #waiting = new Map();

  /** Nobody else gets the page until it is kept again. @param {Browser} browser @param {string} site @param {ContextOptions} options */
  async take(browser, site, options) {
    const { key, context, media } = kindOf(options);
    const known = this.#waiting.get(key);
    this.#waiting.delete(key);
    const made = known ?? (await visit(browser, site, context));
    await made.page.emulateMedia(media);
    if (made.page.url() === 'about:blank') await made.page.goto(`${site}#/`);
    return made;
  }

  /**
   * The visit of somebody who was here before: a new, empty page, with files in the browser's cache and nothing remembered.
   * @param {Browser} browser @param {string} site @param {ContextOptions} options
   */
  async takeAnew(browser, site, options) {
    const { key, context, media } = kindOf(options);
    const known = this.#waiting.get(key);
    this.#waiting.delete(key);
    const made = known ?? (await visit(browser, site, context));
    if (known) {
      const { page } = made;
      made.page = await watchedPage(made.context, made.faults);
      await page.close();
    }
    await made.page.emulateMedia(media);
    return made;
  }

  /** @param {Visit} used that went back to the gallery without complaint @param {ContextOptions} options */
  keep(used, options) {
    this.#waiting.set(kindOf(options).key, used);
  }
}

/**
 * Goes back to the gallery, as a visitor does between two experiments: the stage is closed, what was drawn or typed is
 * gone, and nothing is remembered. What stays loaded are runtime and models.
 * @param {Page} page @param {string} site
 */
export async function backToGallery(page, site) {
  await page.mouse.move(0, 0);
  await page.goto(`${site}#/`);
  await page.locator('#gallery').waitFor();
  assert.equal(await page.locator('canvas').count(), 0, 'the stage is closed');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}
