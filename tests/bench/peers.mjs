// Our pipeline beside TensorFlow.js: one Chromium, the same networks with the same weights, in turns. What both answer is
// compared first. Writes the table as artefacts/peers.md and a picture of it as artefacts/peers.svg.
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryOf, watchMemory } from './memory.mjs';
import { bars } from './peers/bars.mjs';
import { inputOf } from './peers/page_input.mjs';
import { servePeers } from './peers/site.mjs';
import { artefacts, built, quantile, random } from './site.mjs';
import { writeText } from './writing.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */
/** @typedef {{ ours: number, tf: number }} Pair */
/** @typedef {{ coldMs: Pair, wire: Pair, median: Pair, late: Pair, gap: Pair, memory: Pair, apart: number }} Compared */

const SIDES = /** @type {const} */ (['ours', 'tf']);
const ROUNDS = 5;
const RUNS = 1000;
const ROUND_MS = 3000; // how long a round may be: networks for cameras have fewer runs
const MOST_APART = 1e-3;

/** What the networks are asked: noise is as good as a picture. @param {string} id @param {any} card @returns {number[]} */
function inputFor(id, card) {
  const next = random(7);
  if (id.endsWith('_lstm')) return Array.from({ length: 40 }, () => Math.floor(next() * card.labels.length));
  if (id.startsWith('summation')) return [10, 1, 2, 11, 10, 3, 4];
  const count = inputOf(card).shape.reduce((all, side) => all * side, 1);
  const { mean = 0, deviation = 1 } = card.preprocessing;
  return Array.from({ length: count }, () => (next() - mean) / deviation);
}

/** From an empty cache to the first answer, and what came over the network. @param {Site['browser']} browser @param {string} url @param {string} id @param {number[]} input */
async function cold(browser, url, id, input) {
  const context = await browser.newContext({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
  /** @type {Promise<number>[]} */
  const sizes = [];
  context.on('requestfinished', (request) =>
    sizes.push(
      request.sizes().then(
        ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
        () => 0,
      ),
    ),
  );
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'peer' in globalThis);
  const { ms, logits } = await page.evaluate(
    ([name, numbers]) => /** @type {any} */ (globalThis).peer.open(name, numbers),
    /** @type {const} */ ([id, input]),
  );
  const wire = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { ms: /** @type {number} */ (ms), logits: /** @type {number[]} */ (logits), wire };
}

/** @param {Page} page @param {number} count @returns {Promise<{ times: number[], longestGap: number }>} */
async function runs(page, count) {
  await page.bringToFront();
  return page.evaluate((times) => /** @type {any} */ (globalThis).peer.runs(times), count);
}

/** @param {Site['browser']} browser @param {Record<'ours' | 'tf', string>} urls @param {string} id @param {number[]} input @returns {Promise<Compared>} */
async function compare(browser, urls, id, input) {
  /** @type {Record<'ours' | 'tf', Awaited<ReturnType<typeof cold>>[]>} */
  const colds = { ours: [], tf: [] };
  for (let i = 0; i < 3; i += 1) for (const side of SIDES) colds[side].push(await cold(browser, urls[side], id, input));
  const [ours, theirs] = [colds.ours[0]?.logits ?? [], colds.tf[0]?.logits ?? []];
  const apart = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - (theirs[i] ?? NaN))), 0);
  if (ours.length === 0 || !(apart <= MOST_APART))
    throw new Error(`${id}: the two sides answer differently, by ${apart}`);

  /** @param {(side: 'ours' | 'tf') => number} of @returns {Pair} */
  const pair = (of) => ({ ours: of('ours'), tf: of('tf') });
  /** @type {Record<string, Page>} */
  const pages = {};
  for (const side of SIDES) {
    const page = await browser.newPage();
    await watchMemory(page);
    await page.goto(urls[side]);
    await page.waitForFunction(() => 'peer' in globalThis);
    await page.evaluate(
      ([name, numbers]) => /** @type {any} */ (globalThis).peer.open(name, numbers),
      /** @type {const} */ ([id, input]),
    );
    pages[side] = page;
  }
  /** @type {Record<'ours' | 'tf', number[]>} */
  const times = { ours: [], tf: [] };
  const gap = { ours: 0, tf: 0 };
  // Text networks are compared by the texts that they write.
  if (!id.endsWith('_lstm')) {
    let count = RUNS / ROUNDS;
    for (const side of SIDES) {
      const { times: some } = await runs(/** @type {Page} */ (pages[side]), 20);
      count = Math.min(count, Math.max(20, Math.round(ROUND_MS / quantile(some, 0.5))));
      if (count === RUNS / ROUNDS) await runs(/** @type {Page} */ (pages[side]), 300);
    }
    for (let round = 0; round < ROUNDS; round += 1)
      for (const side of SIDES) {
        const found = await runs(/** @type {Page} */ (pages[side]), count);
        times[side].push(...found.times);
        gap[side] = Math.max(gap[side], found.longestGap);
      }
  }
  const memory = { ours: 0, tf: 0 };
  for (const side of SIDES) {
    const page = /** @type {Page} */ (pages[side]);
    const { used, usedByWorkers, wasm } = await memoryOf(page);
    memory[side] = used + usedByWorkers + wasm;
    await page.close();
  }
  return {
    apart,
    coldMs: pair((side) =>
      quantile(
        colds[side].map(({ ms }) => ms),
        0.5,
      ),
    ),
    wire: pair((side) => (colds[side][0]?.wire ?? NaN) / 1e6),
    median: pair((side) => quantile(times[side], 0.5)),
    late: pair((side) => quantile(times[side], 0.95)),
    gap,
    memory,
  };
}

/** Texts of 500 and 2,000 characters in turns: characters a second. @param {Site} site @param {string} tfUrl @param {string} id @param {string} route */
async function compareTexts(site, tfUrl, id, route) {
  const ours = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  const tf = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await ours.goto(`${site.url}#/experiments/${route}`);
  await ours.locator('[data-testid="stage"][data-state="ready"]').waitFor({ timeout: 120_000 });
  await tf.goto(tfUrl);
  await tf.waitForFunction(() => 'tfText' in globalThis);
  await tf.evaluate((name) => /** @type {any} */ (globalThis).tfText.begin(name), id);
  const write = {
    ours: async (/** @type {number} */ count) => {
      await ours.bringToFront();
      return writeText(ours, count);
    },
    tf: async (/** @type {number} */ count) => {
      await tf.bringToFront();
      const { rate } = await tf.evaluate(
        ([name, length]) => /** @type {any} */ (globalThis).tfText.write(name, 'ROMEO:\n', length),
        /** @type {const} */ ([id, count]),
      );
      return /** @type {number} */ (rate);
    },
  };
  const first = { tf: await write.tf(500), ours: await write.ours(500) };
  /** @type {Record<'ours' | 'tf', number[]>} */
  const rates = { ours: [], tf: [] };
  for (let i = 0; i < ROUNDS; i += 1) for (const side of SIDES) rates[side].push(await write[side](2000));
  await ours.close();
  await tf.close();
  return { first, steady: { ours: quantile(rates.ours, 0.5), tf: quantile(rates.tf, 0.5) } };
}

const number = (/** @type {number} */ value) =>
  Number.isNaN(value) ? '–' : value < 10 ? value.toFixed(2) : value.toFixed(0);
const cells = (/** @type {Pair} */ { ours, tf }) => `${number(ours)} / ${number(tf)}`;

/** @param {Site} site @returns {AsyncIterable<Figure>} */
export async function* peers(site) {
  const dist = process.env['MLLAB_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));
  const server = await servePeers(dist, join(artefacts, 'peers'));
  try {
    const urls = { ours: server.url, tf: `${server.url}tf.html` };
    const { models } = await built(site);
    /** @type {{ experiments: { key: string, models: string[] }[] }} */
    const { experiments } = await (await fetch(`${site.url}${server.build}/site.json`)).json();
    const wanted = (process.env['MLLAB_PEERS'] ?? '').split(' ').filter(Boolean);
    /** @type {string[]} */
    const rows = [];
    /** @type {{ id: string, ratio: number }[]} */
    const ratios = [];
    for (const id of models.keys()) {
      if (wanted.length > 0 && !wanted.includes(id)) continue;
      if (/_ink$/.test(id)) continue; // sees pictures of any size
      const card = await (await fetch(`${site.url}${server.build}/models/${id}.json`)).json();
      const found = await compare(site.browser, urls, id, inputFor(id, card));
      const row = [id, cells(found.coldMs), cells(found.wire)];
      let speed;
      if (id.endsWith('_lstm')) {
        const route = experiments.find((row) => row.models.includes(id))?.key ?? '';
        const texts = await compareTexts(site, urls.tf, id, route);
        speed = texts.steady.ours / texts.steady.tf;
        row.push(
          `${cells(texts.steady)} characters a second; first 500: ${cells(texts.first)}`,
          '–',
          `${speed.toFixed(2)}`,
          '–',
        );
      } else {
        speed = found.median.tf / found.median.ours;
        row.push(cells(found.median), cells(found.late), speed.toFixed(2), cells(found.gap));
      }
      row.push(cells(found.memory), found.apart.toExponential(0));
      rows.push(`| ${row.join(' | ')} |`);
      ratios.push({ id, ratio: speed });
      yield {
        what: `${id}: times as fast as TensorFlow.js`,
        value: speed,
        unit: '×',
        atLeast: /gru|lstm/.test(id) ? 2 : 1,
        note: row.slice(1).join(' · '),
      };
      yield {
        what: `${id}: cold, first answer`,
        value: found.coldMs.ours,
        unit: 'ms',
        budget: Math.round(found.coldMs.tf),
        note: 'budget: TensorFlow.js in the same run',
      };
    }
    mkdirSync(artefacts, { recursive: true });
    const head = [
      `Ours / TensorFlow.js, Chromium ${site.browser.version()}, load ${loadavg()[0]?.toFixed(1)}.`,
      '',
      '| network | cold first answer, ms | on the wire, MB | median, ms | 95 % within, ms | times as fast | longest frame gap, ms | memory after up to 1,000 runs, MB | answers apart by |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ];
    writeFileSync(join(artefacts, 'peers.md'), `${[...head, ...rows].join('\n')}\n`);
    writeFileSync(join(artefacts, 'peers.svg'), bars(ratios));
  } finally {
    await server.close();
  }
}
