// Drawing digits with a finger.
import assert from 'node:assert/strict';
import { digits, drawStrokes } from './draw.mjs';
import { cnn, look, phone, ready, useBrowser } from './harness.mjs';
import { tenDigits } from './ten_digits.mjs';

useBrowser();

tenDigits('touch', phone);

look('drawing with a finger does not scroll the page', { route: cnn, context: phone }, async (page) => {
  await ready(page);
  await drawStrokes(page, digits['1'] ?? [], { x: 0.3, y: 0.1, w: 0.4, h: 0.8 }, 'touch');
  const before = await page.evaluate(() => scrollY);
  await drawStrokes(page, digits['1'] ?? [], { x: 0.3, y: 0.1, w: 0.4, h: 0.8 }, 'touch');
  assert.equal(await page.evaluate(() => scrollY), before);
});
