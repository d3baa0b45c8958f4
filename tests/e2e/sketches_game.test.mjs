// The game, and the list of everything that can be drawn.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawStrokes, sketchDrawings } from './draw.mjs';
import {
  action,
  answer,
  artefacts,
  desktop,
  look,
  ready,
  result,
  revisit,
  says,
  sketches,
  useBrowser,
} from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const middle = { x: 0.15, y: 0.15, w: 0.7, h: 0.7 };

/** @param {string} word */
const drawing = (word) =>
  sketchDrawings.find((one) => one.word === word)?.strokes ?? assert.fail(`no drawing of ${word}`);

/** The word to draw, from the page's text. @param {Page} page */
async function wordToDraw(page) {
  await says(page, /^Draw “.+”/);
  return /“(.+)”/.exec((await result(page).textContent()) ?? '')?.[1] ?? '';
}

/** Whatever the clock says meanwhile. @param {Page} page */
async function skipToTheEnd(page) {
  for (let i = 0; i < 20 && !/^The game is over/.test((await result(page).textContent()) ?? ''); i += 1)
    await action(page, 'skip').evaluate((button) => /** @type {HTMLButtonElement} */ (button).click());
  await says(page, /^The game is over/);
}

/** All six of a game that is over. @param {Page} page */
async function wordsOf(page) {
  const text = (await result(page).textContent()) ?? '';
  return [...text.matchAll(/(?:Guessed|Not guessed): ([^.]+)\./g)]
    .flatMap(([, list]) => (list ?? '').split(', '))
    .sort();
}

look(
  'the game tells a word and its rule, skips, ends after six words, and can be stopped',
  { route: sketches },
  async (page) => {
    await ready(page);
    await drawStrokes(page, drawing('fish'), middle);
    await action(page, 'game').click();
    const first = await wordToDraw(page);
    await says(page, /20 seconds.*CNN’s best guess/);
    assert.equal((await answer(page)).value, '', 'the pad is empty');
    assert.equal(await action(page, 'example-0').isDisabled(), true, 'examples do not play for you');
    assert.equal(await action(page, 'game').textContent(), 'Stop');
    await action(page, 'skip').click();
    await page.waitForFunction(
      (old) => !document.querySelector('[data-testid="result"]')?.textContent?.includes(`“${old}”`),
      first,
    );
    for (let i = 1; i < 6; i += 1) {
      await wordToDraw(page);
      await action(page, 'skip').click();
    }
    await says(page, /^The game is over: 0 of 6\. Not guessed: .+, .+\.$/);
    await action(page, 'game').click();
    await wordToDraw(page);
    await action(page, 'game').click();
    await says(page, /^Draw something\.$/);
    assert.equal(await action(page, 'skip').count(), 0);
  },
);

look(
  'twenty seconds after its word the game says that the time is up, and goes on',
  { route: sketches },
  async (page) => {
    await ready(page);
    await action(page, 'game').click();
    const word = await wordToDraw(page);
    const start = Date.now();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="result"]')?.textContent?.startsWith('The time for'),
    );
    assert.ok(Date.now() - start > 17_000, 'not before');
    await says(page, new RegExp(`“${word}” is up\\. 0 of 1\\.`));
    await wordToDraw(page);
  },
);

look(
  'a category is found by its name, becomes the word to draw, and is recognised',
  { route: sketches },
  async (page) => {
    await ready(page);
    const list = page.getByTestId('categories');
    assert.equal(await list.locator('button').first().isVisible(), false, 'closed at first');
    await list.locator('summary').click();
    assert.equal(await list.locator('.category:visible').count(), 345);
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('Eiffel');
    assert.deepEqual(await list.locator('.category:visible').allTextContents(), ['The Eiffel Tower']);
    await search.fill('unicorn');
    await list.getByText('Nothing like that').waitFor();
    await search.fill('star');
    await list.getByText(/^\d+ of 345$/).waitFor();
    assert.equal((await list.locator('.category:visible').allTextContents())[0], 'star');
    await search.press('Enter');
    assert.equal(await wordToDraw(page), 'star');
    await says(page, /no clock/);
    const { value } = await drawStrokes(page, drawing('star'), middle);
    assert.equal(value, 'star');
    await says(page, /^Yes, “star”!$/);
  },
);

look('a category with an example draws itself', { route: sketches }, async (page) => {
  await ready(page);
  await page.getByTestId('categories').locator('summary').click();
  await page.getByRole('button', { name: 'octopus, draws itself' }).click();
  await page.waitForFunction(
    () => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > 0,
  );
  assert.ok((await answer(page)).top.length > 0);
});

revisit(
  'a game that is over becomes a picture, and a challenge that says how it ended',
  { route: sketches, context: { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] } },
  async (page) => {
    await ready(page);
    await action(page, 'game').click();
    await wordToDraw(page);
    await drawStrokes(page, drawing('fish'), middle);
    await skipToTheEnd(page);
    await says(page, /^The game is over: [01] of 6\./);
    const download = page.waitForEvent('download');
    await action(page, 'save-card').click();
    const file = await download;
    assert.match(file.suggestedFilename(), /^sketches-[01]-of-6\.png$/);
    const png = readFileSync(await file.path());
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.equal(png.readUInt32BE(16), 1200);
    mkdirSync(artefacts, { recursive: true });
    writeFileSync(join(artefacts, 'game-card.png'), png);

    await action(page, 'challenge').click();
    await page.getByText('The link is copied').waitFor();
    const friend = await page.context().newPage();
    friend.setDefaultTimeout(120_000);
    await friend.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await ready(friend);
    await says(friend, /Press “Beat [01] of 6”/);
    await action(friend, 'game').click();
    await wordToDraw(friend);
    await skipToTheEnd(friend);
    assert.deepEqual(await wordsOf(friend), await wordsOf(page), 'the same words');
    await says(
      friend,
      /The game is over: 0 of 6\..* (Your friend had as many\.|Your friend is still ahead, with 1 of 6\.)$/,
    );
    await friend.close();
  },
);

revisit('by keyboard alone: the game from the stage, a category from the list', { route: sketches }, async (page) => {
  await ready(page);
  const tabTo = async (/** @type {(at: Element | null) => boolean} */ wanted) => {
    for (let i = 0; i < 80; i += 1) {
      if (await page.evaluate(`(${wanted})(document.activeElement)`)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail('Tab never gets there');
  };
  await tabTo(
    (at) => at?.closest('[data-testid="stage"]') !== null && at?.closest('[data-testid="stage"]') !== undefined,
  );
  await page.keyboard.press('g');
  const first = await wordToDraw(page);
  await page.keyboard.press('s');
  await page.waitForFunction(
    (old) => !document.querySelector('[data-testid="result"]')?.textContent?.includes(`“${old}”`),
    first,
  );
  await page.keyboard.press('g');
  await says(page, /^Draw something\.$/);
  await tabTo((at) => at?.localName === 'summary');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('zebra');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.equal(await wordToDraw(page), 'zebra');
});
