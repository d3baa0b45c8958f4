// The first visit and the second: from the press of Enter to the digit experiment that answers, on several networks, and
// the longest task of the main thread meanwhile.
import { loadavg } from 'node:os';
import { digitRoutes, quantile, settled } from './site.mjs';
import { through } from './slow_network.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */

const local = { name: 'local network', bitsPerSecond: 1e9, delayMs: 0, budget: 2200, times: 5 };
const networks = [
  local,
  { name: '10 Mbit/s, 20 ms', bitsPerSecond: 10e6, delayMs: 20, budget: 3500, times: 3 },
  { name: '1.5 Mbit/s, 40 ms', bitsPerSecond: 1.5e6, delayMs: 40, budget: 12_000, times: 3 },
];

/** In the page, before anything else. */
function watchTasks() {
  /** @type {{ start: number, ms: number }[]} */
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });
  Object.assign(globalThis, { longTasks: tasks });
}

/**
 * Opens the digits and waits until they answer.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 */
async function visit(context, url) {
  const page = await context.newPage();
  await page.addInitScript(watchTasks);
  await page.goto(url + digitRoutes.digits_cnn, { waitUntil: 'commit' });
  await settled(page);
  const { ready, paint, tasks } = await page.evaluate(() => ({
    ready: performance.now(),
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    tasks: /** @type {{ start: number, ms: number }[]} */ (/** @type {any} */ (globalThis).longTasks),
  }));
  // Whatever the visitor would feel once something is there to be seen.
  const longest = Math.max(0, ...tasks.filter(({ start, ms }) => start + ms > paint).map(({ ms }) => ms));
  return { page, ready, paint, longest };
}

/** Until the service worker has what was visited. @param {Page} page */
async function kept(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    for (;;) {
      const names = (await caches.keys()).filter((name) => name.startsWith('ml-lab files'));
      const counts = await Promise.all(
        names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)),
      );
      const before = counts.flat().length;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const again = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
      if (before > 20 && again.reduce((sum, count) => sum + count, 0) === before) return;
    }
  });
}

/** @param {Site} site @returns {AsyncIterable<Figure>} */
export async function* load(site) {
  for (const network of networks) {
    const line = await through(site.url, network);
    try {
      /** @type {{ ready: number, paint: number, longest: number, bytes: number }[]} */
      const visits = [];
      for (let i = 0; i < network.times; i += 1) {
        const context = await site.browser.newContext({
          viewport: { width: 1280, height: 900 },
          extraHTTPHeaders: { 'accept-encoding': 'gzip' },
        });
        const before = line.received();
        const { ready, paint, longest } = await visit(context, line.url);
        visits.push({ ready, paint, longest, bytes: line.received() - before });
        await context.close();
      }
      const median = (/** @type {(visit: (typeof visits)[number]) => number} */ of) => quantile(visits.map(of), 0.5);
      yield {
        what: `digits answer on a first visit, ${network.name}`,
        value: median(({ ready }) => ready) / 1000,
        unit: 's',
        budget: network.budget / 1000,
        note: `median of ${visits.length}, least ${(Math.min(...visits.map(({ ready }) => ready)) / 1000).toFixed(2)} s; first paint after ${(median(({ paint }) => paint) / 1000).toFixed(2)} s; ${(median(({ bytes }) => bytes) / 1e6).toFixed(2)} MB until then; load ${loadavg()[0]?.toFixed(1)}`,
      };
      if (network === local)
        yield {
          what: 'longest main-thread task until then, after first paint',
          value: median(({ longest }) => longest),
          unit: 'ms',
          budget: 50,
          note: `of ${visits.length} visits: ${visits.map(({ longest }) => longest.toFixed(0)).join(', ')}; 0: none of 50 ms`,
        };
    } finally {
      await line.close();
    }
  }
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const first = await visit(context, site.url);
  await kept(first.page);
  await first.page.close();
  /** @type {number[]} */
  const again = [];
  for (let i = 0; i < 5; i += 1) {
    const { page, ready } = await visit(context, site.url);
    again.push(ready);
    await page.close();
  }
  await context.close();
  yield {
    what: 'digits answer on a second visit',
    value: quantile(again, 0.5) / 1000,
    unit: 's',
    budget: 1,
    note: `median of ${again.length}, least ${(Math.min(...again) / 1000).toFixed(2)} s`,
  };
}
