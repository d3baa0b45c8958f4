// What the worker costs, in numbers for people; nothing here passes or fails.
// Usage: node measure.mjs (the compiled tests are not needed)
import { chromium } from 'playwright-core';
import { BASE, Site } from './server.mjs';

const site = new Site('.');
const port = await site.listen();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run'],
});
const page = await browser.newPage();
await page.goto(`http://localhost:${port}${BASE}page.html`);
await page.waitForFunction(() => 'lab' in globalThis);
const numbers = await page.evaluate(async () => {
  const { lab } = /** @type {any} */ (globalThis);
  let longest = 0;
  let gap = 0;
  let last = performance.now();
  let watching = true;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  }).observe({ entryTypes: ['longtask'] });
  const beat = () => {
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
    if (watching) setTimeout(beat);
  };
  beat();
  const runtime = lab.start({ workerUrl: undefined });
  const begun = performance.now();
  const { session } = await runtime.load(lab.model('affine.onnx')).promise;
  const loadMs = performance.now() - begun;
  watching = false;
  await new Promise((resolve) => setTimeout(resolve, 200));

  const run = () => runtime.run(session, { inputs: [lab.floats('x', [1, 2], [1, 1])], fetch: [], keep: [] }).promise;
  const times = [];
  const inside = [];
  for (let i = 0; i < 2000; ++i) {
    const started = performance.now();
    inside.push((await run()).runMs);
    times.push(performance.now() - started);
  }
  const median = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const p95 = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)];
  return {
    'load runtime and first model (ms)': loadMs,
    'longest task of the main thread meanwhile (ms; 0 = none above 50)': longest,
    'longest gap between two timers meanwhile (ms)': gap,
    'a tiny run through the worker, median (ms)': median(times),
    'the same, 95th percentile (ms)': p95(times),
    'of this inside the runtime, median (ms)': median(inside),
  };
});
for (const [what, value] of Object.entries(numbers)) console.log(`${what}: ${Number(value).toFixed(2)}`);
await browser.close();
site.close();
