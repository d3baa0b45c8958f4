// Without a network and with damaged copies: what the service worker keeps and heals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { digits, drawStrokes, places } from './draw.mjs';
import { action, cnn, currentBrowser, desktop, ready, useBrowser } from './harness.mjs';
import { keptOnDevice } from './kept.mjs';
import { visit } from './visits.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const dist = process.env['MLLAB_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * A site of its own, which can go away, and a visitor whose browser has service workers.
 * @param {string} name
 * @param {(page: Page, site: { url: string, close: () => Promise<unknown>, open: () => Promise<void> }) => Promise<void>} body
 */
const scene = (name, body) =>
  test(name, { timeout: 600_000 }, async () => {
    let server = await serve({ folder: dist, port: 0, base: '/lab/' });
    const { url } = server;
    const port = Number(new URL(url).port);
    const site = {
      url,
      close: () => server.close(),
      open: async () => void (server = await serve({ folder: dist, port, base: '/lab/' })),
    };
    const { context, page } = await visit(currentBrowser(), url, { ...desktop, serviceWorkers: 'allow' });
    try {
      await body(page, site);
    } finally {
      await context.close();
      await server.close().catch(() => {});
    }
  });

/** @param {Page} page */
const drawsSix = async (page) => {
  const drawn = await drawStrokes(page, digits['6'] ?? [], places['large in the middle'] ?? assert.fail());
  assert.equal(drawn.value, '6');
};

scene('a second visit without a network: what was visited works, what was not says so', async (page, site) => {
  await page.goto(site.url + cnn);
  await ready(page);
  await keptOnDevice(page, 'digits_cnn');
  await site.close();
  await page.reload();
  await ready(page);
  await drawsSix(page);
  await page.goto(`${site.url}#/`);
  await page.getByRole('heading', { level: 1, name: 'Machine learning you can touch' }).waitFor();
  await page.goto(`${site.url}#/experiments/SketchRecognitionCNN`);
  await page.getByRole('alert').first().waitFor();
  assert.match((await page.getByRole('alert').first().textContent()) ?? '', /connection/);
});

scene(
  'damaged copies of model, runtime, app and glue are found by their hashes and fetched again',
  async (page, site) => {
    await page.goto(site.url + cnn);
    await ready(page);
    await keptOnDevice(page, 'digits_cnn');
    const damage = () =>
      page.evaluate(async () => {
        const build = document.documentElement.dataset['build'];
        const files = await (await fetch(`${build}/files.json`)).json();
        const paths = ['models/digits_cnn.onnx', 'ort/ort-wasm-simd-threaded.wasm', 'ort/ort.wasm.min.mjs'];
        const sums = [...paths, 'app/strokes.wasm', 'app/strokes.mjs'].map((path) => files[path].sha256);
        let damaged = 0;
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            if (!sums.includes(request.url.split('/').at(-1))) continue;
            const response = await cache.match(request);
            const bytes = new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
            bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
            await cache.put(request, new Response(bytes, response?.headers ? { headers: response.headers } : {}));
            damaged += 1;
          }
        }
        return damaged;
      });
    assert.equal(await damage(), 5);
    await page.reload();
    await ready(page);
    await drawsSix(page);
    await keptOnDevice(page, 'digits_cnn');
    await site.close();
    await page.reload();
    await ready(page);
    await drawsSix(page);
  },
);

scene('a whole experiment is kept by a button that says its size, and freed by another', async (page, site) => {
  await page.goto(site.url + cnn);
  await ready(page);
  const keep = action(page, 'keep-offline');
  await keep.waitFor();
  assert.match((await keep.textContent()) ?? '', /Keep offline \((\d+\sKB|\d+(\.\d)?\sMB)\)/);
  await keep.click();
  await page.getByTestId('offline').getByText('works without a network').waitFor();
  await site.close();
  await page.reload();
  await ready(page);
  await action(page, 'model-digits_mlp').click();
  await page.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
  await site.open();
  const device = page.locator('.device');
  await device.getByText(/Kept on this device.*MB/).waitFor();
  await action(page, 'free').click();
  await device.getByText(/KB/).waitFor();
  await keep.waitFor();
});
