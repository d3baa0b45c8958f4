// What a second thread would bring the networks for cameras: the package's own runtime, whole, in a worker of a page that is
// isolated from others, with one thread and with two, in turns.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputOf } from './peers/page_input.mjs';
import { built, quantile } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./site.mjs').Page} Page */

const ROUNDS = 5;
const ROUND_MS = 1000;
const THREADS = /** @type {const} */ ([1, 2]);

const root = fileURLToPath(new URL('../..', import.meta.url));
/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Only isolated pages share memory between threads. @param {string} models folder */
async function serveIsolated(models) {
  const folders = [
    ['/threads/', join(root, 'tests/bench/threads')],
    ['/ort/', join(root, 'node_modules/onnxruntime-web/dist')],
    ['/models/', models],
  ];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const [prefix, folder] = folders.find(([begin]) => path.startsWith(begin ?? '')) ?? [];
    const file =
      prefix && folder && /^[\w.-]+$/.test(path.slice(prefix.length)) && join(folder, path.slice(prefix.length));
    if (!file || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}/threads/page.html`, close: () => server.close() };
}

/** @param {Page} page @param {object} message @returns {Promise<any>} */
const ask = (page, message) =>
  page.evaluate((question) => /** @type {any} */ (globalThis).askWorker(question), message);

/** @param {Site} site @returns {AsyncIterable<Figure>} */
export async function* threads(site) {
  const dist = process.env['MLLAB_DIST'] ?? join(root, 'dist');
  const { models, build } = await built(site);
  const server = await serveIsolated(join(dist, build, 'models'));
  const wanted = (process.env['MLLAB_PEERS'] ?? '').split(' ').filter(Boolean);
  try {
    /** @type {Map<number, Page>} */
    const pages = new Map();
    for (const count of THREADS) {
      const page = await site.browser.newPage();
      await page.goto(server.url);
      if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated');
      await ask(page, { threads: count });
      pages.set(count, page);
    }
    for (const id of models.keys()) {
      if (!/^(rock_paper_scissors|image_classification|detection)_/.test(id)) continue;
      if (wanted.length > 0 && !wanted.includes(id)) continue;
      const card = await (await fetch(`${site.url}${build}/models/${id}.json`)).json();
      const input = inputOf(card);
      /** @type {Map<number, number[]>} */
      const times = new Map(THREADS.map((count) => [count, []]));
      for (const page of pages.values()) await ask(page, { model: `/models/${card.file.name}`, input });
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [count, page] of pages) {
          await page.bringToFront();
          times.get(count)?.push(...(await ask(page, { runFor: ROUND_MS })));
        }
      const [one, two] = THREADS.map((count) => quantile(times.get(count) ?? [], 0.5));
      yield {
        what: `${id}: with two threads, times as fast as with one`,
        value: (one ?? NaN) / (two ?? NaN),
        unit: '×',
        note: `${one?.toFixed(1)} / ${two?.toFixed(1)} ms, load ${loadavg()[0]?.toFixed(1)}`,
      };
    }
    for (const page of pages.values()) await page.close();
  } finally {
    server.close();
  }
}
