// Takes the docs' pictures of the built site: scripts/in-debian13 node scripts/docs_pictures.mjs [NAME…]
// Each is what a visitor sees after a few presses, so it is taken anew whenever the page has changed.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ route: string, presses?: string[], part?: string }} Picture
 *   presses: actions, one after the other, each answered before the next; part: of the page, the stage with all around it
 *   unless something else is said */

const root = fileURLToPath(new URL('..', import.meta.url));
const to = join(root, 'docs/pictures');

/** @type {Record<string, Picture>} */
const pictures = {
  gallery: { route: '#/', part: '#gallery' },
  digits: { route: '#/experiments/DigitsRecognitionCNN', presses: ['look-inside', 'example-7'] },
  digits_fooled: { route: '#/experiments/DigitsRecognitionMLP', presses: ['look-inside', 'trick-3'] },
  sketches: { route: '#/experiments/SketchRecognitionCNN', presses: ['look-inside', 'example-0'] },
  rock_paper_scissors: {
    route: '#/experiments/RockPaperScissorsMobilenetV2',
    presses: ['look-inside', 'example-2'],
  },
  image_classification: {
    route: '#/experiments/ImageClassificationMobilenetV2',
    presses: ['look-inside', 'example-0'],
  },
  object_detection: { route: '#/experiments/ObjectsDetectionSSDLiteMobilenetV2', presses: ['compare', 'example-0'] },
  summation: { route: '#/experiments/NumbersSummationRNN?expression=990%2B270' },
  text: { route: '#/experiments/TextGenerationWikipediaRNN', presses: ['example-1'] },
};

/** Everything that was asked is answered, and nothing moves any more. @param {Page} page */
async function settled(page) {
  await page.waitForFunction(() => {
    const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="stage"]'));
    if (!stage) return document.querySelector('[data-example="drawn"]') !== null;
    const result = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
    return stage.dataset['state'] === 'ready' && result?.dataset['revision'] === stage.dataset['inputRevision'];
  });
  // What is drawn on the canvas follows within a few frames; the look inside asks a little longer.
  let last = '';
  for (let same = 0; same < 3;) {
    await page.waitForTimeout(400);
    const now = (await page.screenshot({ type: 'jpeg', quality: 40 })).toString('base64');
    same = now === last ? same + 1 : 0;
    last = now;
  }
}

/** @param {Page} page @param {string} address @param {string} name @param {Picture} picture */
async function take(page, address, name, { route, presses = [], part = '.stage-frame' }) {
  await page.goto('about:blank');
  await page.goto(`${address}${route}`);
  await settled(page);
  for (const id of presses) {
    await page.locator(`[data-action="${id}"]`).click();
    await settled(page);
  }
  await page.mouse.move(0, 0);
  // In a picture of the whole the sentence stands where it begins, and not where it stays while one scrolls.
  await page.evaluate(() => {
    const sentence = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
    if (sentence) sentence.style.position = 'static';
  });
  await page
    .locator(part)
    .first()
    .screenshot({ path: join(to, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in pictures));
if (unknown.length > 0) {
  console.error(`There is no picture ${unknown.join(', ')}; there are: ${Object.keys(pictures).join(', ')}.`);
  process.exit(1);
}
mkdirSync(to, { recursive: true });
const site = await serve({ folder: join(root, 'dist'), port: 0, base: '/' });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, colorScheme: 'light' });
  for (const [name, picture] of Object.entries(pictures))
    if (names.length === 0 || names.includes(name)) await take(page, site.url, name, picture);
} finally {
  await browser.close();
  await site.close();
}
