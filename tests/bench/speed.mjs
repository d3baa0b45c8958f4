// Time in the page: from a pointer event to the updated result, the longest task on the main thread, an idle page's
// frames, and memory after many runs.
import { digitRoutes, padBox, quantile, settled, sketchRoutes } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */

/** In the page, before anything else: long tasks, frames, and the time from each pointer event to its result. */
function watch() {
  /** @type {{ start: number, ms: number }[]} */
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push({ start: entry.startTime, ms: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  let frames = 0;
  const real = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    real((time) => {
      frames += 1;
      callback(time);
    });
  /** @type {number[]} */
  const latencies = [];
  /** @type {Map<string, number>} */
  const asked = new Map();
  addEventListener('DOMContentLoaded', () => {
    let last = 0;
    addEventListener(
      'pointermove',
      (event) => {
        last = event.timeStamp;
      },
      true,
    );
    addEventListener(
      'pointerdown',
      (event) => {
        last = event.timeStamp;
      },
      true,
    );
    new MutationObserver((records) => {
      for (const { target, attributeName } of records) {
        const element = /** @type {HTMLElement} */ (target);
        if (attributeName === 'data-input-revision' && last > 0)
          asked.set(element.dataset['inputRevision'] ?? '', last);
        if (attributeName === 'data-revision') {
          // The newest input that this result answers.
          const start = asked.get(element.dataset['revision'] ?? '');
          if (start !== undefined) latencies.push(performance.now() - start);
          asked.delete(element.dataset['revision'] ?? ''); // the first time that this input's answer is there
        }
      }
    }).observe(document, {
      subtree: true,
      attributes: true,
      attributeFilter: ['data-input-revision', 'data-revision'],
    });
  });
  Object.assign(window, { watched: { tasks, latencies, frames: () => frames } });
}

/** @param {Page} page @returns {Promise<{ tasks: { start: number, ms: number }[], latencies: number[], frames: number }>} */
const watched = (page) =>
  page.evaluate(() => {
    const { tasks, latencies, frames } = /** @type {any} */ (window).watched;
    return { tasks, latencies, frames: frames() };
  });

/** A curly line of `count` moves at 60 a second, as a mouse gives them. @param {Page} page @param {number} count */
async function scribble(page, count) {
  const pad = await padBox(page);
  const at = (/** @type {number} */ t) =>
    /** @type {const} */ ([
      pad.x + pad.width * (0.5 + 0.3 * Math.sin(7 * t)),
      pad.y + pad.height * (0.5 + 0.35 * Math.cos(4 * t)),
    ]);
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let i = 1; i <= count; i += 1) {
    await page.mouse.move(...at(i / 60));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  await settled(page);
}

/** @param {Page} page @param {string} action */
const press = (page, action) => page.locator(`[data-action="${action}"]`).click();

/** @param {Site} site @returns {Promise<Figure[]>} */
export async function speed(site) {
  /** @type {Figure[]} */
  const figures = [];
  for (const [model, route] of Object.entries({ ...digitRoutes, ...sketchRoutes })) {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(watch);
    await page.goto(site.url + route);
    await settled(page);
    await page.waitForTimeout(1500); // the second model arrives while the page is idle
    const loading = await watched(page);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
    await scribble(page, 150);
    const drawn = await watched(page);
    const longest = (/** @type {{ start: number, ms: number }[]} */ tasks) =>
      Math.max(0, ...tasks.filter(({ start }) => start >= paint).map(({ ms }) => ms));
    figures.push(
      {
        what: `${model}: pointer event to updated result, median`,
        value: quantile(drawn.latencies, 0.5),
        unit: 'ms',
        budget: 30,
        note: `${drawn.latencies.length} results; 95 % within ${quantile(drawn.latencies, 0.95).toFixed(1)} ms`,
      },
      {
        what: `${model}: longest main-thread task while loading, after first paint`,
        value: longest(loading.tasks),
        unit: 'ms',
        budget: 50,
        note: 'tasks under 50 ms are not reported by the browser: 0 = none',
      },
      {
        what: `${model}: longest main-thread task while drawing`,
        value: longest(drawn.tasks.slice(loading.tasks.length)),
        unit: 'ms',
        budget: 50,
      },
    );
    await page.close();
  }
  figures.push(...(await idleAndMemory(site)));
  return figures;
}

/** @param {Site} site @returns {Promise<Figure[]>} */
async function idleAndMemory(site) {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(watch);
  await page.goto(site.url + digitRoutes.digits_cnn);
  await settled(page);
  await scribble(page, 60);
  await page.waitForTimeout(3000); // animations end
  const before = (await watched(page)).frames;
  await page.waitForTimeout(5000);
  const idle = (await watched(page)).frames - before;

  const client = await page.context().newCDPSession(page);
  const heap = async () => {
    await client.send('HeapProfiler.collectGarbage');
    return (await client.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const runs = async (/** @type {number} */ count) => {
    for (let done = 0; done < count; done += 100) {
      await scribble(page, 100);
      await press(page, 'clear');
    }
  };
  await runs(200);
  const early = await heap();
  await runs(1000);
  const late = await heap();
  await page.close();
  return [
    { what: 'idle page: frames asked for in 5 s', value: idle, unit: 'frames', budget: 0 },
    {
      what: 'growth of the page’s heap over 1,000 runs',
      value: late - early,
      unit: 'MB',
      budget: 1,
      note: `from ${early.toFixed(1)} MB; undo history included`,
    },
  ];
}
