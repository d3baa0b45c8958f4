// The gallery and the way between views.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  action,
  cnn,
  desktop,
  look,
  mlp,
  phone,
  pocket,
  ready,
  result,
  revisit,
  scene,
  siteUrl,
  sketches,
  stage,
  useBrowser,
} from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

/** @type {import('../../web/shell/types.d.ts').Catalog} */
const catalog = JSON.parse(readFileSync(new URL('../../web/catalog.json', import.meta.url), 'utf8'));
/** One card a task, however many networks do it. */
const tasks = new Set(catalog.experiments.map(({ experiment }) => experiment)).size;

/** @param {Page} page @returns {Promise<string[]>} everything that was fetched, below the site */
const fetched = (page) =>
  page.evaluate(() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname));

scene(
  'the gallery shows the experiments with facts from their model cards and needs no WebAssembly',
  {},
  async (page) => {
    const cards = page.locator('#gallery .card');
    assert.equal(await cards.count(), tasks);
    await page.getByRole('link', { name: 'Digits, convolutional network' }).waitFor();
    assert.match((await cards.first().textContent()) ?? '', /Convolutional network.*\d+\sKB.*\d\d\.\d\d\s% on/s);
    const files = await fetched(page);
    assert.ok(files.length > 5);
    assert.deepEqual(
      files.filter((file) => /\.(wasm|onnx)$|\/ort\/|\/app\//.test(file)),
      [],
    );
  },
);

scene('every network has its link on the card of its task, under its whole name', {}, async (page) => {
  for (const { key, title } of catalog.experiments) {
    const link = page.locator('#gallery').getByRole('link', { name: title });
    assert.equal(await link.count(), 1, title);
    assert.equal(await link.getAttribute('href'), `#/experiments/${key}`);
  }
});

scene('the gallery is readable within 150 KB on the wire', {}, async (page) => {
  await page.waitForLoadState('networkidle');
  const bytes = await page.evaluate(() =>
    [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].reduce(
      (sum, entry) => sum + /** @type {PerformanceResourceTiming} */ (entry).transferSize,
      0,
    ),
  );
  assert.ok(bytes > 10_000 && bytes < 150_000, `${bytes} bytes`);
});

scene('the gallery is there without JavaScript', { js: false }, async (page) => {
  assert.equal(await page.locator('#gallery .card').count(), tasks);
  assert.match(await page.locator('noscript').innerText(), /need JavaScript/);
  assert.equal(await page.locator('.theme-switch').isVisible(), false);
});

scene('a card opens its experiment, and the browser’s Back leads to the gallery', {}, async (page) => {
  await page.getByRole('link', { name: 'Digits, multilayer perceptron' }).click();
  await page.waitForURL(/#\/experiments\/DigitsRecognitionMLP$/);
  await page.getByRole('heading', { level: 1, name: 'Digits, multilayer perceptron' }).waitFor();
  assert.match(await page.title(), /^Digits, multilayer perceptron – ML Lab$/);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the reader stands on the heading');
  await stage(page).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Machine learning you can touch' }).waitFor();
  assert.match(await page.title(), /^ML Lab/);
  assert.equal(await stage(page).count(), 0, 'the stage is closed');
});

for (const [route, model, name] of /** @type {const} */ ([
  [cnn, 'digits_cnn', 'CNN'],
  [mlp, 'digits_mlp', 'MLP'],
  [pocket, 'digits_pocket', 'Pocket'],
  [`${mlp}?from=a-friend`, 'digits_mlp', 'MLP'],
])) {
  revisit(`the address ${route} opens the stage with the model ${model}`, { route }, async (page) => {
    await ready(page);
    assert.equal(await stage(page).getAttribute('data-model'), model);
    assert.equal(await stage(page).getAttribute('data-experiment'), 'digits');
    assert.equal(await action(page, `model-${model}`).getAttribute('aria-pressed'), 'true');
    assert.match((await page.getByRole('button', { name: `Model ${name}` }).textContent()) ?? '', new RegExp(name));
  });
}

for (const route of [
  '#/experiments/NoSuchThing',
  '#/experiments/',
  '#/elsewhere',
  '#/experiments/__proto__',
  '#/experiments/%E0%A4%A',
]) {
  revisit(`the unknown address ${route} says so and offers the gallery`, { route }, async (page) => {
    const notice = page.locator('#gallery .notice');
    await notice.waitFor();
    assert.ok((await notice.textContent())?.includes(await page.evaluate(() => location.hash)));
    assert.equal(await page.locator('#gallery .card').count(), tasks);
    assert.match(await page.title(), /Not found/);
    await page.getByRole('link', { name: 'Digits, convolutional network' }).click();
    await stage(page).waitFor();
    await page.goto(`${siteUrl()}#/`);
    assert.equal(await page.locator('#gallery .notice').count(), 0);
  });
}

revisit(
  'an unknown address shows its text, never its markup',
  { route: '#/<img src=x onerror=alert(1)>' },
  async (page) => {
    await page.locator('#gallery .notice').waitFor();
    assert.equal(await page.locator('#gallery .notice img').count(), 0);
  },
);

scene(
  'the model switched on the stage becomes the address and the page’s text, with no new stage',
  { route: cnn },
  async (page) => {
    await ready(page);
    await stage(page).evaluate((element) => {
      /** @type {any} */ (element).mark = 'same';
    });
    const entries = await page.evaluate(() => history.length);
    await action(page, 'model-digits_mlp').click();
    await page.waitForURL(/#\/experiments\/DigitsRecognitionMLP$/);
    await page.getByRole('heading', { level: 1, name: 'Digits, multilayer perceptron' }).waitFor();
    await ready(page);
    assert.equal(await stage(page).evaluate((element) => /** @type {any} */ (element).mark), 'same');
    assert.equal(await page.evaluate(() => history.length), entries, 'Back does not walk through models');
    assert.match(await page.locator('.article').innerText(), /npm run train -- train digits_mlp/);
  },
);

revisit('a similar experiment opens on the same stage', { route: cnn }, async (page) => {
  await ready(page);
  await stage(page).evaluate((element) => {
    /** @type {any} */ (element).mark = 'same';
  });
  await page.locator('.similar').getByRole('link', { name: 'Digits, multilayer perceptron' }).click();
  await page.waitForURL(/DigitsRecognitionMLP$/);
  await page.locator('[data-testid="stage"][data-model="digits_mlp"]').waitFor();
  assert.equal(await stage(page).evaluate((element) => /** @type {any} */ (element).mark), 'same');
  await page.goBack();
  await page.locator('[data-testid="stage"][data-model="digits_cnn"]').waitFor();
});

scene('a visitor who leaves while the stage is loading leaves nothing behind', { route: cnn }, async (page) => {
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.getByRole('heading', { level: 1, name: 'Machine learning you can touch' }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.equal(await page.locator('canvas').count(), 0);
  await page.evaluate((to) => {
    location.hash = to;
  }, mlp);
  await ready(page);
  assert.equal(await page.locator('canvas').count(), 1);
});

scene(
  'the theme follows the system until the visitor chooses, and the choice is remembered',
  { context: { ...desktop, colorScheme: 'dark' } },
  async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    /** @param {'light' | 'dark'} wanted */
    const becomes = (wanted) =>
      page.waitForFunction((name) => document.documentElement.dataset['theme'] === name, wanted);
    await becomes('dark');
    const dark = await background();
    await page.emulateMedia({ colorScheme: 'light' });
    await becomes('light');
    assert.notEqual(await background(), dark);
    await page.getByRole('button', { name: 'Dark' }).click();
    assert.equal(await background(), dark);
    assert.equal(await page.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed'), 'true');
    await page.reload();
    await becomes('dark');
    assert.equal(await background(), dark);
    await page.getByRole('button', { name: 'Follow the system' }).click();
    await becomes('light');
  },
);

revisit('the skip link leads past the header without changing the address', { route: '#/' }, async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip-link');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  assert.match(page.url(), /#\/$/);
});

for (const [name, context] of /** @type {const} */ ([
  ['phone', phone],
  ['desktop', desktop],
])) {
  for (const route of ['#/', cnn, sketches]) {
    look(`nothing is wider than the ${name}’s screen at ${route}`, { route, context }, async (page) => {
      if (route !== '#/') {
        await ready(page);
        await result(page).waitFor({ state: 'attached' });
      }
      const [inner, content] = await page.evaluate(() => [
        document.documentElement.clientWidth,
        document.documentElement.scrollWidth,
      ]);
      assert.ok(content !== undefined && inner !== undefined && content <= inner, `${content} > ${inner}`);
    });
  }
}
