// A look back at a drawing: stroke by stroke, with how the network's answer came about.
import assert from 'node:assert/strict';
import { drawStrokes, sketchDrawings } from './draw.mjs';
import {
  action,
  answer,
  cnn,
  coarsePhone,
  desktop,
  look,
  ready,
  result,
  revisit,
  sketches,
  stage,
  useBrowser,
} from './harness.mjs';
import { field } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const middle = { x: 0.15, y: 0.15, w: 0.7, h: 0.7 };
const fish = sketchDrawings.find(({ word }) => word === 'fish')?.strokes ?? assert.fail();

/** The replay is over, or stands. @param {Page} page */
const stands = (page) => page.locator('[data-action="replay-play"]', { hasText: 'Play' }).waitFor();

/** @param {Page} page */
const areas = async (page) => JSON.parse((await stage(page).getAttribute('data-areas')) ?? '{}');

look(
  'a drawing is replayed to its end, with the same answer, and then is the drawing again',
  { route: sketches },
  async (page) => {
    await ready(page);
    assert.equal(await action(page, 'replay').isDisabled(), true, 'nothing to look back at');
    const drawn = await drawStrokes(page, fish, middle);
    await action(page, 'replay').click();
    assert.ok((await areas(page)).replay, 'the lines stand on the stage');
    await action(page, 'replay-play').waitFor();
    await stands(page);
    const seen = await answer(page);
    assert.equal(seen.value, drawn.value);
    assert.ok(Math.abs((seen.top[0]?.p ?? 0) - (drawn.top[0]?.p ?? 1)) < 1e-6);
    await action(page, 'replay').click();
    assert.equal((await areas(page)).replay, undefined);
    assert.equal(await action(page, 'replay-play').count(), 0);
    assert.equal((await answer(page)).value, drawn.value);
  },
);

revisit('by keys one goes to any moment, and hears what the network saw', { route: sketches }, async (page) => {
  await ready(page);
  const drawn = await drawStrokes(page, fish, middle);
  await action(page, 'replay').click();
  const slider = field(page, 'replay');
  await slider.focus();
  await page.keyboard.press('Home');
  await page.waitForFunction(() =>
    /^0\.0 of [\d.]+ s/.test(document.querySelector('[data-field="replay"]')?.getAttribute('aria-valuetext') ?? ''),
  );
  assert.notEqual((await answer(page)).top[0]?.p, drawn.top[0]?.p);
  await page.keyboard.press('ArrowRight');
  assert.equal(await slider.inputValue(), '1');
  await page.keyboard.press('End');
  await page.waitForFunction(
    (label) =>
      new RegExp(`^([\\d.]+) of \\1 s: ${label} [\\d.]+.%`).test(
        document.querySelector('[data-field="replay"]')?.getAttribute('aria-valuetext') ?? '',
      ),
    drawn.top[0]?.label ?? '',
  );
  assert.equal((await answer(page)).value, drawn.value);
});

revisit(
  'with less motion a shared drawing is whole at once, and a replay moves by hand alone',
  {
    route: sketches,
    context: { ...desktop, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] },
  },
  async (page) => {
    await ready(page);
    const drawn = await drawStrokes(page, fish, middle);
    await action(page, 'share').click();
    await page.getByText('The link is copied').waitFor();
    const other = await page.context().newPage();
    other.setDefaultTimeout(120_000);
    await other.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await ready(other);
    await other.locator('[data-action="replay-play"]').waitFor();
    assert.equal(await other.locator('[data-action="replay-play"]').textContent(), 'Play');
    assert.equal((await answer(other)).value, drawn.value);
    await other.close();
  },
);

look('drawing on ends a replay, and nothing is lost', { route: cnn, context: coarsePhone }, async (page) => {
  await ready(page);
  await action(page, 'example-4').click();
  assert.equal((await answer(page)).value, '4');
  await action(page, 'replay').click();
  await field(page, 'replay').fill('1');
  await page.waitForFunction(
    () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') !== '4',
  );
  // The pad and the lines below it are seen at once, and the slider with them.
  const { pad, replay } = await areas(page);
  assert.ok(replay[1] - (pad[1] + pad[3]) < 60, 'right below the pad');
  await action(page, 'replay').click();
  assert.equal((await answer(page)).value, '4');
  assert.equal(await result(page).getAttribute('data-value'), '4');
});
