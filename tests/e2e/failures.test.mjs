// What does not arrive: app, runtime, model, graphics. Each gets a sentence and a way on; what was drawn stays.
import assert from 'node:assert/strict';
import { digits, drawStrokes, places } from './draw.mjs';
import { action, answer, cnn, ready, scene, stage, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const broken =
  /Failed to load resource|ERR_FAILED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|Fetch API cannot load|404|503/;
const error = (/** @type {Page} */ page) => page.getByTestId('stage-error');
const tryAgain = (/** @type {Page} */ page) => error(page).getByRole('button', { name: 'Try again' });

/** Lets nothing through that fits, until `mend` is called. @param {Page} page @param {RegExp} what */
async function cut(page, what) {
  await page.context().route(what, (route) => route.abort('connectionfailed'));
  return () => page.context().unroute(what);
}

/** @type {(() => Promise<void>) | undefined} */
let mend;

scene(
  'a connection that breaks under the second model keeps the drawing, says so and can be tried again',
  {
    route: cnn,
    tolerates: broken,
    before: async (page) => {
      mend = await cut(page, /digits_mlp\.onnx/);
    },
  },
  async (page) => {
    await ready(page);
    const drawn = await drawStrokes(page, digits['6'] ?? [], places['large in the middle'] ?? assert.fail());
    assert.equal(drawn.value, '6');
    assert.equal(await error(page).isVisible(), false, 'a model that nobody asked for yet is no news');
    await action(page, 'model-digits_mlp').click();
    await error(page).waitFor();
    const sentence = (await error(page).textContent()) ?? '';
    assert.match(sentence, /connection|internet|network|load/i);
    assert.doesNotMatch(sentence, /undefined|TypeError|\[object/);
    await mend?.();
    await tryAgain(page).click();
    await page.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
    assert.equal(await error(page).isVisible(), false);
    assert.equal((await answer(page)).value, '6', 'the drawing is still there');
  },
);

for (const [what, files] of /** @type {const} */ ([
  ['model', /digits_cnn\.onnx/],
  ['runtime', /ort-wasm-simd-threaded\.wasm/],
  ['app', /strokes\.wasm/],
])) {
  scene(
    `without its ${what} the stage says so, and “Try again” brings it`,
    {
      route: cnn,
      tolerates: broken,
      before: async (page) => {
        mend = await cut(page, files);
      },
    },
    async (page) => {
      await error(page).waitFor();
      assert.equal(await stage(page).getAttribute('data-state'), 'error');
      assert.match((await error(page).textContent()) ?? '', /connection|load/i);
      assert.equal(await page.getByTestId('loading').isVisible(), false, 'no bar that never moves');
      await mend?.();
      await tryAgain(page).click();
      await ready(page);
      assert.equal(await error(page).isVisible(), false);
      assert.equal(
        (await drawStrokes(page, digits['0'] ?? [], places['large in the middle'] ?? assert.fail())).value,
        '0',
      );
    },
  );
}

scene(
  'without the shell’s own module for the stage, “Try again” reloads the page',
  {
    route: cnn,
    tolerates: broken,
    before: async (page) => {
      mend = await cut(page, /platform\/platform\.mjs/);
    },
  },
  async (page) => {
    await error(page).waitFor();
    assert.match((await error(page).textContent()) ?? '', /connection/i);
    await mend?.();
    await tryAgain(page).click();
    await ready(page);
  },
);

scene(
  'without the model’s card the page says so, and “Try again” brings it',
  {
    route: cnn,
    tolerates: broken,
    before: async (page) => {
      mend = await cut(page, /digits_cnn\.json/);
    },
  },
  async (page) => {
    await error(page).waitFor();
    await mend?.();
    await tryAgain(page).click();
    await ready(page);
  },
);

scene(
  'a model with other bytes than its card promises is refused',
  {
    route: cnn,
    tolerates: broken,
    before: async (page) => {
      await page.context().route(/digits_cnn\.onnx/, async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[Math.floor(body.length / 2)] = (body[Math.floor(body.length / 2)] ?? 0) ^ 0xff;
        await route.fulfill({ response, body });
      });
    },
  },
  async (page) => {
    await error(page).waitFor();
    assert.equal(await stage(page).getAttribute('data-state'), 'error');
    assert.notEqual(((await error(page).textContent()) ?? '').trim(), '');
  },
);

scene(
  'a model cut off half-way is refused, and the whole one is taken afterwards',
  {
    route: cnn,
    tolerates: broken,
    before: async (page) => {
      await page.context().route(/digits_cnn\.onnx/, async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        await route.fulfill({
          status: 200,
          contentType: 'application/octet-stream',
          body: body.subarray(0, body.length / 2),
        });
      });
    },
  },
  async (page) => {
    await error(page).waitFor();
    assert.equal(await stage(page).getAttribute('data-state'), 'error');
    await page.context().unroute(/digits_cnn\.onnx/);
    await tryAgain(page).click();
    await ready(page);
  },
);

scene(
  'loading is told in bytes and percent for app, runtime and model',
  {
    route: cnn,
    before: async (page) => {
      await page.context().route(/\.onnx$/, async (route) => {
        await new Promise((done) => setTimeout(done, 1500));
        await route.continue();
      });
    },
  },
  async (page) => {
    const loading = page.getByTestId('loading');
    await page
      .locator('[data-testid="loading"] [data-part="runtime"] .loading-share', { hasText: /^100\s%$/ })
      .waitFor();
    assert.match((await loading.locator('[data-part="app"]').textContent()) ?? '', /App.*100\s%.*KB, once · starting/s);
    assert.match(
      (await loading.locator('[data-part="runtime"]').textContent()) ?? '',
      /Runtime.*100\s%.*1\.\d\sMB, once · starting/s,
    );
    await ready(page);
    await loading.waitFor({ state: 'hidden' });
  },
);

scene(
  'a page of an older version whose files are gone reloads once, then says what to do',
  {
    tolerates: broken,
    before: async (page) => {
      await page.context().route(/shell\/main\.mjs/, (route) => route.fulfill({ status: 404, body: '' }));
    },
  },
  async (page) => {
    await page.getByRole('alert').waitFor();
    assert.match((await page.getByRole('alert').textContent()) ?? '', /did not load completely/);
    const loads = await page.evaluate(() =>
      performance
        .getEntriesByType('navigation')
        .map((entry) => /** @type {PerformanceNavigationTiming} */ (entry).type),
    );
    assert.deepEqual(loads, ['reload']);
  },
);
