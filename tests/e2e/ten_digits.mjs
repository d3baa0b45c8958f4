// Digits as a visitor draws them: anywhere, at any size.
import assert from 'node:assert/strict';
import { digits, drawStrokes, places } from './draw.mjs';
import { action, answer, cnn, look, ready } from './harness.mjs';

const named = Object.keys(digits).filter((name) => /^\d$/.test(name));

/** Ten digits at every place of the pad. @param {'mouse' | 'touch'} how @param {import('playwright-core').BrowserContextOptions} context */
export function tenDigits(how, context) {
  for (const [where, place] of Object.entries(places)) {
    look(
      `ten digits drawn ${where} with ${how} are read`,
      { route: cnn, context: { ...context, reducedMotion: 'reduce' } },
      async (page) => {
        await ready(page);
        /** @type {string[]} */
        const wrong = [];
        for (const name of named) {
          const got = await drawStrokes(page, digits[name] ?? [], place, how);
          if (got.value !== name) wrong.push(`${name} read as “${got.value}” (${got.text})`);
          assert.equal(got.top[0]?.label === got.value || got.value === '', true, 'the answer is the best guess');
          await action(page, 'clear').click();
          await answer(page);
        }
        assert.deepEqual(wrong, []);
      },
    );
  }
}
