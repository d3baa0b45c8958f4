// How a visitor types into a stage's fields, and what its text says.
import assert from 'node:assert/strict';
import { action, result, stage } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

export const field = (/** @type {Page} */ page, /** @type {string} */ id) => page.locator(`[data-field="${id}"]`);
export const note = (/** @type {Page} */ page, /** @type {string} */ id) => page.locator(`#note-${id}`);
export const passage = (/** @type {Page} */ page) => page.getByTestId('passage');

/** The text as it stands there. @param {Page} page */
export const text = async (page) => (await passage(page).textContent()) ?? '';

/** Waits until the text is written, and gives it. @param {Page} page */
export async function finished(page) {
  await page.waitForFunction(() => {
    const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
    const result = document.querySelector('[data-testid="result"]')?.textContent ?? '';
    return stage?.dataset['state'] === 'ready' && /characters? written|^Stopped/.test(result);
  });
  const written = await text(page);
  assert.equal(await result(page).getAttribute('data-value'), written, 'the page shows what the stage wrote');
  return written;
}

/** Waits until something is being written, `count` characters at least. @param {Page} page @param {number} count */
export async function writing(page, count) {
  await page.waitForFunction(
    (least) => (document.querySelector('[data-testid="passage"]')?.textContent ?? '').length >= least,
    count,
  );
}

/** Sets a range or a number as typing would. @param {Page} page @param {string} id @param {string} value */
export const set = (page, id, value) => field(page, id).fill(value);

export const state = (/** @type {Page} */ page) => stage(page).getAttribute('data-state');

/** Writes with these settings, and gives the text. @param {Page} page @param {Record<string, string>} settings */
export async function write(page, settings) {
  for (const [id, value] of Object.entries(settings)) await set(page, id, value);
  await action(page, 'generate').click();
  return finished(page);
}
