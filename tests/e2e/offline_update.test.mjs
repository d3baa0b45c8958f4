// A new version of the site: told, and taken when the visitor wants it; what is stale goes.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { action, cnn, currentBrowser, desktop, ready, useBrowser } from './harness.mjs';
import { keptOnDevice, until } from './kept.mjs';
import { visit } from './visits.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const dist = process.env['MLLAB_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ml-lab-versions-'));
after(() => rmSync(folder, { recursive: true }));

/** Presses the button, once there is one, and sees the page come again. @param {Page} page */
async function takesIt(page) {
  const news = page.getByTestId('update');
  await news.waitFor();
  assert.match((await news.textContent()) ?? '', /new version/);
  const again = page.waitForEvent('load');
  again.catch(() => {}); // what keeps the button from being pressed is told first
  await action(page, 'update').click({ timeout: 60_000 });
  await again;
  await ready(page);
}

test(
  'a new version is told, and taken when the visitor wants it; what is stale goes',
  { timeout: 600_000 },
  async () => {
    cpSync(dist, folder, { recursive: true });
    const site = await serve({ folder, port: 0, base: '/lab/' });
    const { context, page } = await visit(currentBrowser(), site.url, { ...desktop, serviceWorkers: 'allow' });
    try {
      await page.goto(site.url + cnn);
      await ready(page);
      await keptOnDevice(page, 'digits_cnn');
      await page.reload();
      await ready(page);
      await page.evaluate(async () => {
        const name = (await caches.keys()).find((each) => each.includes('files'));
        await (await caches.open(name ?? '')).put(new URL('kept/0123', location.href), new Response('stale'));
      });
      const script = join(folder, 'service-worker.js');
      writeFileSync(script, `${readFileSync(script, 'utf8')}\n// another version\n`);
      for (const compressed of ['.br', '.gz']) rmSync(script + compressed, { force: true }); // of the version before
      await page.reload();
      await takesIt(page);
      const tidied = async () => {
        const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
        return !all.flat().some(({ url }) => url.endsWith('kept/0123'));
      };
      await until(page, tidied, undefined);
    } finally {
      await context.close();
      await site.close();
    }
  },
);
