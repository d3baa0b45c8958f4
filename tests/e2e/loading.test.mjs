// In which order a visit asks for what it needs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cnn,
  currentBrowser,
  desktop,
  ready,
  scene,
  siteUrl,
  sketches,
  stage,
  summation,
  useBrowser,
} from './harness.mjs';
import { visit } from './visits.mjs';

useBrowser();

scene('the runtime is on its way while the shell’s modules still are', {}, async (page) => {
  const runtime = page.waitForRequest(/ort\/ort-wasm-simd-threaded\.wasm$/);
  const app = page.waitForRequest(/app\/strokes\.wasm$/);
  await page.route('**/shell/main.mjs', async (route) => {
    await Promise.all([runtime, app]);
    await route.continue();
  });
  await page.goto('about:blank');
  await page.goto(siteUrl() + cnn);
  await ready(page);
});

scene('the gallery asks for no part of a stage', {}, async (page) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(
    asked.filter((path) => path.endsWith('.mjs')).map((path) => path.split('/').slice(-2).join('/')),
    ['shell/ahead.mjs', 'shell/main.mjs'],
  );
  assert.deepEqual(
    asked.filter((path) => /\/(platform|inference|app|ort|models)\//.test(path)),
    [],
  );
  assert.ok(asked.length < 20, `${asked.length} files: ${asked.join(' ')}`);
});

scene('an experiment asks for a few modules more than the gallery, and for each once', {}, async (page) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => {
    const path = /\/((?:shell|platform|inference)\/.*\.mjs)$/.exec(request.url())?.[1];
    if (path && request.resourceType() === 'script') asked.push(path);
  });
  await page.goto('about:blank');
  await page.goto(siteUrl() + cnn);
  await ready(page);
  assert.deepEqual(asked.filter((path) => path !== 'inference/web/worker/worker.mjs').sort(), [
    'platform/early.mjs',
    'platform/platform.mjs',
    'shell/ahead.mjs',
    'shell/experiment.mjs',
    'shell/main.mjs',
  ]);
});

scene(
  'a visit loads the app of its experiment, another one on the way to its family, and each once',
  {},
  async (page) => {
    /** @type {string[]} */
    const apps = [];
    page.on('request', (request) => {
      const app = /\/app\/(.+)\.wasm$/.exec(request.url())?.[1];
      if (app) apps.push(app);
    });
    const visited = async (/** @type {string} */ route, /** @type {string} */ experiment) => {
      await page.goto(siteUrl() + route);
      await page.locator(`[data-testid="stage"][data-experiment="${experiment}"]`).waitFor();
      await ready(page);
      return apps.join(' ');
    };
    assert.equal(await visited(cnn, 'digits'), 'strokes');
    assert.equal(await visited(sketches, 'sketches'), 'strokes');
    assert.equal(await visited(summation, 'summation'), 'strokes texts');
    assert.equal(
      await visited('#/experiments/ImageClassificationMobilenetV2', 'image_classification'),
      'strokes texts pictures',
    );
    assert.equal(await visited(cnn, 'digits'), 'strokes texts pictures');
    assert.equal(await visited(summation, 'summation'), 'strokes texts pictures');
  },
);

scene(
  'who goes on before all is there that belongs below a stage finds what belongs to the next one',
  {},
  async (page) => {
    const headings = () =>
      page.evaluate(() => [...document.querySelectorAll('.article h2')].map((heading) => heading.textContent ?? ''));
    await page.goto(siteUrl() + summation);
    await page.locator('.article #similar').waitFor();
    const whole = await headings();
    assert.equal(new Set(whole).size, whole.length, whole.join(', '));
    await page.goto(siteUrl() + cnn);
    await page.evaluate((next) => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('.article #how')) return;
        observer.disconnect();
        location.hash = next;
      }).observe(document.querySelector('.article') ?? document.body, { childList: true });
    }, summation);
    await page.locator('[data-testid="stage"][data-experiment="summation"]').waitFor();
    await page.locator('.article #similar').waitFor();
    await ready(page);
    assert.deepEqual(await headings(), whole);
  },
);

scene('who points at a card is sent the app of that one, and what its page is made of', {}, async (page) => {
  const app = page.waitForRequest(/\/app\/.+\.wasm$/);
  const experiment = page.waitForRequest(/shell\/experiment\.mjs$/);
  await page.locator('.card[data-key="NumbersSummationRNN"]').hover();
  assert.match((await app).url(), /\/app\/texts\.wasm$/);
  await experiment;
});

test('the service worker waits for the stage', { timeout: 600_000 }, async () => {
  const { context, page } = await visit(currentBrowser(), siteUrl(), { ...desktop, serviceWorkers: 'allow' });
  try {
    let letGo = () => {};
    const held = new Promise((goOn) => (letGo = () => goOn(undefined)));
    await page.route('**/digits_cnn.onnx', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(siteUrl() + cnn);
    await page.waitForLoadState('load');
    const registered = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
    await page.waitForTimeout(5000); // without a stage it begins after three seconds
    assert.equal(await stage(page).getAttribute('data-state'), 'loading');
    assert.equal(await registered(), false);
    letGo();
    await ready(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    assert.equal(await registered(), true);
  } finally {
    await context.close();
  }
});
