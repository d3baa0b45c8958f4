// Nothing is lost: what is drawn, typed or written comes back after a reload and after a look at the gallery, and goes to
// others by a link.
import assert from 'node:assert/strict';
import { digits, drawStrokes, places } from './draw.mjs';
import {
  action,
  answer,
  cnn,
  desktop,
  ready,
  revisit,
  says,
  shakespeare,
  siteUrl,
  summation,
  useBrowser,
} from './harness.mjs';
import { field } from './writing.mjs';

useBrowser();

const middle = places['large in the middle'] ?? assert.fail();
const clipboard = { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] };

revisit('a drawing survives a reload and a look at the gallery', { route: cnn }, async (page) => {
  await ready(page);
  const drawn = await drawStrokes(page, digits['4'] ?? [], middle);
  assert.equal(drawn.value, '4');
  await page.reload();
  await ready(page);
  assert.equal((await answer(page)).value, '4');
  await page.goto(`${siteUrl()}#/`);
  await page.locator('#gallery').waitFor();
  await page.locator('#gallery .card a[href="#/experiments/DigitsRecognitionCNN"]').first().click();
  await ready(page);
  assert.equal((await answer(page)).value, '4');
  await action(page, 'clear').click();
  assert.equal((await answer(page)).value, '');
  await page.reload();
  await ready(page);
  assert.equal((await answer(page)).value, '', 'an empty pad is kept, too');
});

revisit('a drawing goes to somebody else by a link', { route: cnn, context: clipboard }, async (page) => {
  await ready(page);
  await drawStrokes(page, digits['2'] ?? [], middle);
  await action(page, 'share').click();
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(new URL(link).hash.length < 2048, `${new URL(link).hash.length} characters`);
  await page.goto('about:blank');
  await page.evaluate(() => undefined);
  const other = await page.context().newPage();
  await other.goto(link);
  await ready(other);
  await other.locator('[data-testid="result"][data-value="2"]').waitFor();
  await other.close();
});

revisit('a link says which network answers, and which pen draws', { route: cnn, context: clipboard }, async (page) => {
  await ready(page);
  await action(page, 'model-digits_mlp').click();
  await page.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
  await action(page, 'pen-width').click();
  await drawStrokes(page, digits['3'] ?? [], middle);
  await action(page, 'share').click();
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/experiments\/DigitsRecognitionMLP\/#/);
  const other = await page.context().newPage();
  await other.goto(link);
  await other.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
  await other.locator('[data-testid="result"][data-value="3"]').waitFor();
  assert.equal(await action(other, 'pen-width').textContent(), 'Pen: thick');
  await other.close();
});

revisit(
  'going on with a shared drawing is kept, and not undone by a reload',
  { route: cnn, context: clipboard },
  async (page) => {
    await ready(page);
    await drawStrokes(page, digits['2'] ?? [], middle);
    await action(page, 'share').click();
    await page.getByText('The link is copied').waitFor();
    await action(page, 'clear').click();
    const other = await drawStrokes(page, digits['7'] ?? [], middle);
    assert.equal(other.value, '7');
    await page.reload();
    await ready(page);
    assert.equal((await answer(page)).value, '7');
  },
);

revisit('a link that was cut off says so and leaves an empty pad', { route: `${cnn}?drawing=aB9` }, async (page) => {
  await ready(page);
  await says(page, /The drawing in this link cannot be read/);
  assert.equal((await drawStrokes(page, digits['1'] ?? [], middle)).value, '1');
});

revisit('a sum survives a reload', { route: summation }, async (page) => {
  await ready(page);
  await field(page, 'expression').fill('58+67');
  assert.equal((await answer(page)).value, '125');
  await page.reload();
  await ready(page);
  assert.equal(await field(page, 'expression').inputValue(), '58+67');
  assert.equal((await answer(page)).value, '125');
});

revisit('a text and its settings survive a reload', { route: shakespeare }, async (page) => {
  await ready(page);
  await field(page, 'prompt').fill('HAMLET:');
  await field(page, 'length').fill('60');
  await field(page, 'seed').fill('5');
  await action(page, 'generate').click();
  const written = await answer(page);
  await page.reload();
  await ready(page);
  assert.equal(await field(page, 'prompt').inputValue(), 'HAMLET:');
  await says(page, /60 characters written/);
  assert.equal((await answer(page)).value, written.value);
});
