// “Fool it”: what the networks get wrong, on every experiment's page, with the reason. What is offered and said is read
// from the tables that the page is made of; whether the network still makes these mistakes is what the page shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { violations } from './axe.mjs';
import { detection } from './detection.mjs';
import {
  action,
  cnn,
  coarsePhone,
  desktop,
  look,
  phone,
  ready,
  result,
  revisit,
  shakespeare,
  sketches,
  summation,
  useBrowser,
  wikipedia,
} from './harness.mjs';
import { rockPaperScissors, rockPaperScissorsCnn } from './hands.mjs';
import { classification } from './photos.mjs';
import { themes, wear } from './themes.mjs';
import { field, passage } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

/**
 * The tricks of an experiment's table: rows begin with the label, the truth and what the network says, then the reason.
 * @param {string} experiment @param {string} [from] where the rows begin @param {string} [to]
 */
function tricksOf(experiment, from = 'inline constexpr', to = '\n}  // namespace mllab') {
  const source = readFileSync(
    new URL(`../../src/experiments/${experiment}/examples/tricks.hpp`, import.meta.url),
    'utf8',
  );
  const text = source.slice(source.indexOf(from), source.lastIndexOf(to));
  return [...text.matchAll(/\{\{((?:\s*"(?:[^"\\]|\\.)*",?)+)\}/g)].map(([, row]) => {
    const [label, , , ...why] = [...(row ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, words]) => words ?? '');
    return { label: label ?? '', why: why.join('') };
  });
}

/** Presses it, and waits until the page says why the network is wrong. @param {Page} page @param {string} label @param {string} why */
async function fooled(page, label, why) {
  await page.getByRole('button', { name: `Fool it: ${label}`, exact: true }).click();
  await page
    .waitForFunction(
      (reason) => {
        const shown = /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="result"]'));
        return shown?.getAttribute('aria-busy') === 'false' && shown.textContent?.endsWith(reason);
      },
      why,
      { timeout: 60_000 },
    )
    .catch(async () => {
      assert.fail(
        `The network is not fooled by “${label}” in the way that the page says, or the page does not say why. It says: ` +
          `“${await result(page).textContent()}”. If the network is another one now, change the row in tricks.hpp.`,
      );
    });
}

const places = /** @type {const} */ ([
  ['digits', cnn, tricksOf('digits')],
  ['sketches', sketches, tricksOf('sketches')],
  ['sums', summation, tricksOf('summation')],
  ['texts in Shakespeare’s manner', shakespeare, tricksOf('text_generation', 'auto shakespeare', 'auto wikipedia')],
  ['texts in Wikipedia’s manner', wikipedia, tricksOf('text_generation', 'auto wikipedia')],
  ['hands, the network from scratch', rockPaperScissorsCnn, tricksOf('rock_paper_scissors')],
  ['hands, MobileNetV2', rockPaperScissors, tricksOf('rock_paper_scissors')],
  ['photos', classification, tricksOf('image_classification')],
  ['things in photos', detection, tricksOf('object_detection')],
]);

for (const [name, route, tricks] of places) {
  look(`what the page offers fools the network, and the page says why: ${name}`, { route }, async (page) => {
    await ready(page);
    const group = page.getByRole('group', { name: 'Fool it' });
    assert.ok(tricks.length >= 3);
    assert.deepEqual(
      await group.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.textContent)),
      tricks.map(({ label }) => label),
    );
    for (const { label, why } of tricks) await fooled(page, label, why);
  });
}

look(
  'a text that fools the network shows its beginning and its settings, and the text before comes back',
  { route: wikipedia },
  async (page) => {
    await ready(page);
    await field(page, 'prompt').fill('= Chess =\n');
    await field(page, 'length').fill('60');
    await action(page, 'generate').click();
    await page.getByTestId('result').getByText('60 characters written').waitFor();
    const before = await passage(page).textContent();
    const [loop] = tricksOf('text_generation', 'auto wikipedia');
    await fooled(page, loop?.label ?? '', loop?.why ?? '');
    assert.equal(await field(page, 'prompt').inputValue(), '= Berlin =\n');
    assert.equal(await field(page, 'temperature').inputValue(), '0');
    assert.equal(await field(page, 'repetition-penalty').inputValue(), '0');
    await action(page, 'former').click();
    await page.getByTestId('result').getByText('60 characters written').waitFor();
    assert.equal(await passage(page).textContent(), before);
  },
);

look('a reason stands for the trick alone: another picture has none', { route: detection }, async (page) => {
  await ready(page);
  const [first] = tricksOf('object_detection');
  await fooled(page, first?.label ?? '', first?.why ?? '');
  await action(page, 'example-2').click();
  await page
    .getByTestId('result')
    .getByText(/^A bus\.$/)
    .waitFor();
});

for (const [screenName, screen, loaded] of /** @type {const} */ ([
  ['phone', phone, 'light'],
  ['desktop', desktop, 'dark'],
]))
  for (const route of [summation, wikipedia, classification, detection, rockPaperScissors])
    revisit(
      `axe finds nothing to complain about where a network is fooled: ${route}, ${screenName}`,
      { route, context: { ...screen, colorScheme: loaded } },
      async (page) => {
        await ready(page);
        const places = [...(await page.getByRole('group', { name: 'Fool it' }).getByRole('button').all())];
        await places[0]?.click();
        await page.waitForFunction(
          () => (document.querySelector('[data-testid="result"]')?.textContent?.length ?? 0) > 100,
        );
        for (const theme of themes(loaded)) {
          await wear(page, theme);
          assert.deepEqual(await violations(page), [], theme);
        }
      },
    );

for (const [name, route] of places)
  revisit(
    `on the narrowest phone everything at “Fool it” is in the page, as high as a finger, and answers to the keyboard: ${name}`,
    { route, context: coarsePhone },
    async (page) => {
      await ready(page);
      const group = page.getByRole('group', { name: 'Fool it' });
      const boxes = await group.getByRole('button').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { left, right, height } = button.getBoundingClientRect();
          return { left, right, height, cut: button.scrollWidth > button.clientWidth };
        }),
      );
      for (const { left, right, height, cut } of boxes)
        assert.ok(left >= 0 && right <= 360 && height >= 44 && !cut, JSON.stringify(boxes));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      const last = group.getByRole('button').last();
      await last.focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        () => (document.querySelector('[data-testid="result"]')?.textContent?.length ?? 0) > 100,
      );
      assert.ok(await last.evaluate((button) => button === document.activeElement), 'the focus stays where it was');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    },
  );
