// What one does and what comes of it are seen together; what does not change does not move.
import assert from 'node:assert/strict';
import { action, cnn, coarsePhone, desktop, look, ready, result, sketches, useBrowser } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

useBrowser();

/** Is the sentence in the window, and on top? @param {Page} page */
const seen = (page) =>
  result(page).evaluate((element) => {
    const { left, top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && element.contains(document.elementFromPoint(left + 20, top + 14));
  });

for (const [where, context] of /** @type {const} */ ([
  ['1440 × 900', desktop],
  ['a phone', coarsePhone],
])) {
  look(`on ${where} an example’s answer is in sight where its button is`, { route: cnn, context }, async (page) => {
    await ready(page);
    await action(page, 'example-7').scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollBy({ top: 60, behavior: 'instant' }));
    await action(page, 'example-7').click();
    await page.locator('[data-testid="result"][data-value="7"]').waitFor();
    assert.ok(await seen(page));
    await action(page, 'open-picture').scrollIntoViewIfNeeded();
    assert.ok(await seen(page), 'also beside the button for a picture');
  });

  look(`on ${where} the pad stays where it is when the model changes`, { route: sketches, context }, async (page) => {
    await ready(page);
    const pad = () =>
      page.evaluate(() => {
        const stage = /** @type {HTMLElement} */ (document.querySelector('[data-testid="stage"]'));
        return Math.round(stage.getBoundingClientRect().top + JSON.parse(stage.dataset['areas'] ?? '{}').pad[1]);
      });
    const before = await pad();
    for (const model of ['sketches_mlp', 'sketches_cnn', 'sketches_mlp']) {
      await action(page, `model-${model}`).click();
      await page.locator(`[data-testid="stage"][data-model="${model}"][data-state="ready"]`).waitFor();
      assert.equal(await pad(), before, model);
    }
  });
}
