// Links that somebody made to do harm, or that were damaged: the page refuses what they say, and works.
import assert from 'node:assert/strict';
import {
  action,
  answer,
  cnn,
  ready,
  revisit,
  scene,
  shakespeare,
  siteUrl,
  sketches,
  summation,
  useBrowser,
} from './harness.mjs';
import { field } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const many = (/** @type {string} */ text, /** @type {number} */ length) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Whatever became of the address: the page answers who uses it. @param {Page} page @param {string} route */
async function works(page, route) {
  await page.evaluate((hash) => location.replace(hash), route);
  await page
    .locator('#gallery .notice, [data-testid="stage"][data-state="ready"]')
    .filter({ visible: true })
    .first()
    .waitFor();
  assert.ok(((await page.locator('body').textContent()) ?? '').length < 200_000, 'the page repeats what it was told');
  await page.evaluate((hash) => location.replace(hash), cnn);
  await ready(page);
  await action(page, 'example-6').click();
  assert.equal((await answer(page)).value, '6');
}

for (const [name, route] of Object.entries({
  'a megabyte of drawing': `${cnn}?drawing=a${many('CAAA', 1_000_000)}`,
  'a megabyte of no address at all': `#/${many('x', 1_000_000)}`,
  'a megabyte of fields': `${sketches}?${many('a=b&', 1_000_000)}`,
  'a megabyte of percent signs': `${cnn}?drawing=${many('%', 1_000_000)}`,
  'a megabyte of prompt': `${shakespeare}?length=1&prompt=${many('To be ', 1_000_000)}`,
}))
  scene(`${name} neither freezes nor breaks the page`, {}, (page) => works(page, route));

for (const [name, drawing] of Object.entries({
  'ink without end': `a${many('________', 30_000)}`,
  'points by the million': `a${many('_____P', 30_000)}`,
  'to and fro': `a5${many('gAAhAA', 30_000)}`,
  'letters that are none': '%00%ff%F0%9F%98%80<script>',
}))
  scene(
    `a drawing of ${name} is refused with a sentence, or drawn`,
    { route: `${cnn}?drawing=${drawing}&pen=%00` },
    async (page) => {
      await ready(page);
      await action(page, 'clear').or(action(page, 'example-2')).first().waitFor();
      await action(page, 'example-2').click();
      assert.equal((await answer(page)).value, '2');
    },
  );

revisit(
  'a sum and settings that are none are said to be wrong, and mended',
  { route: `${summation}?expression=${many('9%2B', 2000)}` },
  async (page) => {
    await ready(page);
    assert.equal((await answer(page)).value, '');
    await field(page, 'expression').fill('58+67');
    assert.equal((await answer(page)).value, '125');
    await page.goto(
      `${siteUrl()}${shakespeare}?length=99999999999&temperature=NaN&top-k=-1&top-p=1e9&seed=x&prompt=%F0%9F%98%80`,
    );
    await ready(page);
    for (const id of ['length', 'temperature', 'top-k', 'top-p', 'seed'])
      assert.match((await page.locator(`#note-${id}`).textContent()) ?? '', /number from/, id);
  },
);
