// Pictures for people to look at: artefacts/looks/. They are not compared by machine; they must only come into being.
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { detection, found } from './detection.mjs';
import { drawStrokes, sketchDrawings } from './draw.mjs';
import { rockPaperScissors, roundTold } from './hands.mjs';
import { action, answer, artefacts, cnn, look, ready, sketches } from './harness.mjs';
import { themes, wear } from './themes.mjs';

const folder = join(artefacts, 'looks');

/** @param {number} width of the screen @param {import('playwright-core').BrowserContextOptions} context */
export function pictures(width, context) {
  mkdirSync(folder, { recursive: true });
  for (const [name, route] of /** @type {const} */ ([
    ['gallery', '#/'],
    ['digits', cnn],
    ['inside', cnn],
    ['sketches', sketches],
    ['sketches-game', sketches],
    ['hands', rockPaperScissors],
    ['objects', detection],
  ])) {
    look(`pictures of ${name} at ${width} pixels, light and dark`, { route, context }, async (page) => {
      if (route === cnn) {
        await ready(page);
        await action(page, 'example-3').click();
        await page.waitForFunction(
          () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '3',
        );
        if (name === 'inside') await action(page, 'look-inside').click();
        await page.waitForTimeout(800);
        await answer(page);
      }
      if (route === sketches) {
        await ready(page);
        if (name === 'sketches-game') await action(page, 'game').click();
        await drawStrokes(page, sketchDrawings[3]?.strokes ?? [], { x: 0.15, y: 0.2, w: 0.7, h: 0.7 });
        if (name === 'sketches') await action(page, 'look-inside').click();
        await page.waitForTimeout(800);
        await answer(page);
      }
      if (route === rockPaperScissors) {
        await ready(page);
        await action(page, 'example-2').click();
        await answer(page);
        await action(page, 'look-inside').click();
        await action(page, 'hand-scissors').click();
        await roundTold(page);
        await page.waitForTimeout(800);
      }
      if (route === detection) {
        await ready(page);
        await found(page, () => action(page, 'example-0').click());
        await action(page, 'look-inside').click();
        await answer(page);
        await page.waitForTimeout(800);
      }
      for (const theme of themes()) {
        await wear(page, theme);
        const path = join(folder, `${name}-${width}-${theme}.png`);
        await page.screenshot({ path, fullPage: true });
        assert.ok(statSync(path).size > 10_000);
      }
    });
  }
}
