// Texts: characters a second, the longest gap between two frames while one is written, and what 20,000 characters leave
// behind in memory.
import { readFileSync } from 'node:fs';
import { memoryOf, watchMemory } from './memory.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */

const texts = { shakespeare_lstm: 'TextGenerationShakespeareRNN', wikipedia_lstm: 'TextGenerationWikipediaRNN' };

/** @param {Page} page @param {string} id @param {string} value */
const set = (page, id, value) => page.locator(`[data-field="${id}"]`).fill(value);

/** Has `length` characters written; gives how many came a second. @param {Page} page @param {number} length */
export async function writeText(page, length) {
  await set(page, 'prompt', 'ROMEO:\n');
  await set(page, 'length', String(length));
  await page.locator('[data-action="generate"]').click();
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('[data-testid="stage"][data-state="ready"]') !== null &&
      document.querySelector('[data-testid="result"]')?.textContent?.startsWith(`${wanted} characters written`),
    length,
    { timeout: 600_000, polling: 500 },
  );
  return Number(/(\d+) a second/.exec((await page.getByTestId('result').textContent()) ?? '')?.[1] ?? NaN);
}

/** Watches frames until it is asked for the longest gap. @param {Page} page */
async function watchFrames(page) {
  await page.evaluate(() => {
    let last = performance.now();
    let longest = 0;
    let watching = true;
    const frame = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, {
      longestGap: () => {
        watching = false;
        return longest;
      },
    });
  });
  return () => page.evaluate(() => /** @type {number} */ (/** @type {any} */ (window).longestGap()));
}

/** @param {Site} site @returns {Promise<Figure[]>} */
export async function writing(site) {
  /** @type {Figure[]} */
  const figures = [];
  const listed = /** @type {string[]} */ (
    JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8')).experiments.map(
      (/** @type {{ key: string }} */ { key }) => key,
    )
  );
  for (const [model, key] of Object.entries(texts)) {
    if (!listed.includes(key)) continue;
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await watchMemory(page);
    await page.goto(`${site.url}#/experiments/${key}`);
    await page.locator('[data-testid="stage"][data-state="ready"]').waitFor({ timeout: 120_000 });
    await writeText(page, 500);
    const longestGap = await watchFrames(page);
    const rate = await writeText(page, 2000);
    const gap = await longestGap();
    await writeText(page, 20_000);
    const early = await memoryOf(page);
    await writeText(page, 20_000);
    const late = await memoryOf(page);
    figures.push(
      {
        what: `${model}: characters a second, as fast as it goes`,
        value: rate,
        unit: '',
        atLeast: 400,
        note: '2,000 characters, the text shown as it comes',
      },
      { what: `${model}: longest gap between two frames while it writes`, value: gap, unit: 'ms', budget: 50 },
      {
        what: `${model}: growth of the page’s memory over 20,000 characters`,
        value: late.used - early.used,
        unit: 'MB',
        budget: 1,
        note: `from ${early.used.toFixed(1)} MB, a text of that length shown before and after; the process: ${early.given.toFixed(0)}, then ${late.given.toFixed(0)} MB`,
      },
    );
    await page.close();
  }
  return figures;
}
