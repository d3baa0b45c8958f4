// Every file that a visit fetches, and everything that can happen to it: either the page heals and answers, or it says what is
// wrong in a sentence, with a button that helps once the fault is over. What was drawn is there in any case.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digits, drawStrokes, places } from './draw.mjs';
import { FaultySite, kinds } from './faulty_site.mjs';
import { action, cnn, currentBrowser, desktop, dist, ready, useBrowser } from './harness.mjs';
import { visit } from './visits.mjs';
/** @import { Kind } from './faulty_site.mjs' */
/** @import { Page } from 'playwright-core' */

const NOISE =
  /undefined|null|Error\b|\[object|Aborted|ASSERTIONS|Unexpected|unreachable|magic|Failed to|JSON|is not a function/;

/** @type {FaultySite} */
let site;

/** To be called once in a test file. */
export function useFaultySite() {
  useBrowser();
  before(async () => {
    site = await FaultySite.open(dist);
  });
  after(async () => site?.close());
}

/** What a page says that only waits; so it does on a busy machine. */
const WAITING = /^Nothing has arrived|^The page is still loading/;

/** Sentences that are seen, and ask for attention. @param {Page} page @param {boolean} [waiting] also of a page that only waits */
const sentences = (page, waiting = false) =>
  page.evaluate(
    ([source, all]) =>
      [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[role="alert"], .notice'))]
        .filter((element) => element.checkVisibility() && element.innerText.trim() !== '')
        .map((element) => element.innerText)
        .filter((text) => all || !new RegExp(source).test(text)),
    /** @type {const} */ ([WAITING.source, waiting]),
  );

/**
 * Until the drawing is answered by this model, or the page says something.
 * @param {Page} page @param {string} model @param {boolean} [waiting] also that it only waits
 */
async function outcome(page, model, waiting = false) {
  await page.waitForFunction(([wanted, source, all]) => {
    const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
    const result = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
    const { state, model: now, inputRevision } = stage?.dataset ?? {};
    if (state === 'ready' && now === wanted && result?.dataset['revision'] === inputRevision) return true;
    return [...document.querySelectorAll('[role="alert"], .notice')].some((element) => {
      const text = /** @type {HTMLElement} */ (element).innerText.trim();
      return element.checkVisibility() && text !== '' && (all || !new RegExp(source).test(text));
    });
  }, /** @type {const} */ ([model, WAITING.source, waiting]));
  return sentences(page, waiting);
}

/** @param {Page} page */
const value = (page) => page.getByTestId('result').getAttribute('data-value');

/** @typedef {{ kind: Kind, times?: number, says?: RegExp | null }} Fault says: what it must say; null: it heals by itself */

/**
 * @param {string} what
 * @param {RegExp} file
 * @param {Fault[]} faults
 * @param {{ model?: string, act?: (page: Page) => Promise<void> }} [more] act: what asks for the file, where the page's start
 *   does not; model: which answers then
 */
export function survives(what, file, faults, { model = 'digits_cnn', act } = {}) {
  test(
    `${what}: whatever happens to it, the page answers or helps, and keeps the drawing`,
    { timeout: 900_000 },
    async (t) => {
      site.mend();
      const { context, page } = await visit(currentBrowser(), site.url, desktop);
      try {
        site.file = file;
        await page.goto(site.url + cnn);
        await ready(page);
        await drawStrokes(page, digits['6'] ?? [], places['large in the middle'] ?? assert.fail());
        for (const { kind, times = Infinity, says } of faults) {
          await t.test(`${kind}${times === 1 ? ' once' : ''}`, async () => {
            site.break(file, kind, times);
            await page.goto('about:blank');
            await page.goto(site.url + cnn);
            if (act) {
              await ready(page);
              await act(page);
            }
            const said = await outcome(page, model, kind === 'stalled');
            assert.ok(site.asked > 0, `nobody asked for ${file.source}: it has another address`);
            if (says === null) assert.deepEqual(said, []);
            if (says) assert.match(said.join('\n'), says);
            for (const sentence of said) assert.doesNotMatch(sentence, NOISE);
            site.mend();
            if (said.length > 0) {
              const button = page.getByRole('button', { name: /Try again|Reload the page/ }).filter({ visible: true });
              // It may heal by itself before.
              await button
                .first()
                .click({ timeout: 20_000 })
                .catch(() => {});
              await page.locator(`[data-testid="stage"][data-state="ready"][data-model="${model}"]`).waitFor();
              await outcome(page, model);
            }
            assert.equal(await value(page), '6');
          });
        }
      } finally {
        await context.close();
      }
    },
  );
}

const photos = '#/experiments/ImageClassificationMobilenetV2';

/** Example pictures, which are fetched when somebody asks for one. */
export function survivesWithoutExamples() {
  test(
    'an example picture: whatever happens to it, the page shows it or says so, and goes on',
    { timeout: 900_000 },
    async (t) => {
      site.mend();
      const { context, page } = await visit(currentBrowser(), site.url, desktop);
      try {
        site.file = /examples\/.*\.jpg$/;
        await page.goto(site.url + photos);
        await ready(page);
        const revision = () => page.getByTestId('stage').getAttribute('data-input-revision');
        for (const kind of kinds) {
          await t.test(kind, async () => {
            const before = await revision();
            site.break(/examples\/.*\.jpg$/, kind);
            await action(page, 'example-0').or(action(page, 'example-1')).first().click();
            await page.waitForFunction(
              (old) =>
                document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision') !== old ||
                document.querySelector('[data-testid="stage-error"]')?.checkVisibility(),
              before,
            );
            for (const sentence of await sentences(page)) assert.doesNotMatch(sentence, NOISE);
            site.mend();
            const then = await revision();
            await action(page, 'example-2').click();
            await page.waitForFunction(
              (old) => document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision') !== old,
              then,
            );
            await ready(page);
            assert.deepEqual(await sentences(page), []);
          });
        }
      } finally {
        await context.close();
      }
    },
  );
}

export { action };
