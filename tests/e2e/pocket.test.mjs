// The network that shows every weight: what is drawn, in words and by pointing at it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { action, answer, desktop, look, phone, pocket, ready, stage, useBrowser } from './harness.mjs';

useBrowser();

const card = JSON.parse(readFileSync(new URL('../../models/digits_pocket.json', import.meta.url), 'utf8'));
const total = Number(card.architecture.parameters).toLocaleString('en');

for (const [where, context] of /** @type {const} */ ([
  ['a desktop', { ...desktop, reducedMotion: 'reduce' }],
  ['a phone', { ...phone, deviceScaleFactor: 1, reducedMotion: 'reduce' }],
])) {
  look(
    `on ${where} the pocket network shows every weight, and says how many`,
    { route: pocket, context },
    async (page) => {
      await ready(page);
      await action(page, 'example-3').click();
      assert.equal((await answer(page)).value, '3');
      const weights = page.getByRole('img', { name: 'every weight' });
      assert.equal(await weights.count(), 0);
      await action(page, 'look-inside').click();
      await weights.waitFor();
      const words = (await weights.getAttribute('aria-label')) ?? '';
      assert.ok(words.includes(`${total} numbers`), words);
      // What the layers have adds up to the whole.
      const parts = [...words.matchAll(/bias: ([\d,]+) numbers/g)].map(([, n = '']) => Number(n.replaceAll(',', '')));
      assert.equal(parts.length, 7);
      assert.equal(
        parts.reduce((sum, n) => sum + n, 0),
        card.architecture.parameters,
      );
      const box = (await weights.boundingBox()) ?? assert.fail();
      const whole = (await stage(page).boundingBox()) ?? assert.fail();
      assert.ok(box.x >= whole.x && box.x + box.width <= whole.x + whole.width + 1, 'it fits the stage');
      // It takes nothing: the page scrolls, and the stage below hears of the pointer.
      assert.equal(await weights.evaluate((element) => getComputedStyle(element).pointerEvents), 'none');
      await action(page, 'look-inside').click();
      await weights.waitFor({ state: 'detached' });
    },
  );
}

look(
  'the three networks answer side by side',
  { route: pocket, context: { ...desktop, reducedMotion: 'reduce' } },
  async (page) => {
    await ready(page);
    await action(page, 'example-5').click();
    await action(page, 'compare').click();
    await page.waitForFunction(() => {
      const words = document.querySelector('[data-testid="result"]')?.textContent ?? '';
      return ['CNN: ', 'MLP: ', 'Pocket: '].every((name) => words.includes(name));
    });
    const { value, text } = await answer(page);
    assert.equal(value, '5');
    assert.ok(text.startsWith('Pocket: '), text);
  },
);
