// Server, browser and pages for the platform's tests. A file of cases is run as node FILE FOLDER_WITH_THE_PROBE.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */
/** @import { AddressInfo } from 'node:net' */

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const app = process.argv[2] ?? '.';
const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob:";
/** @type {Record<string, string>} */
const types = { '.html': 'text/html', '.css': 'text/css', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

const server = createServer(async (request, response) => {
  const file = new URL(request.url ?? '/', 'http://stage').pathname.slice(1);
  /** @type {[string, string][]} */
  const folders = [
    ['src/app/', app],
    ['src/', path.join(root, 'src')],
    ['tests/web/stage/', here],
  ];
  const [prefix, folder] = folders.find(([start]) => file.startsWith(start)) ?? ['', path.join(here, 'nothing')];
  // The probe's files are on no list, so nobody checks them.
  const content =
    file === 'src/files.json'
      ? '{}'
      : await readFile(path.join(folder, file.slice(prefix.length))).catch(() => undefined);
  if (file === 'favicon.ico') return void response.writeHead(204).end();
  response.setHeader('Content-Security-Policy', CSP);
  response.setHeader('Content-Type', types[path.extname(file)] ?? 'text/plain');
  response.writeHead(content ? 200 : 404).end(content ?? 'not here');
});

/** One for each list of arguments, started when a scene needs it. @type {Map<string, Promise<Browser>>} */
const browsers = new Map();
/** @param {string[]} extra */
function browserWith(extra) {
  const key = extra.join(' ');
  const running =
    browsers.get(key) ??
    chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', ...extra],
    });
  browsers.set(key, running);
  return running;
}
before(() => new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined))));
after(async () => {
  await Promise.all([...browsers.values()].map(async (browser) => (await browser).close()));
  server.close();
});

/**
 * A test with an opened probe.
 * @param {string} name a sentence
 * @param {BrowserContextOptions & { prepare?: (page: Page) => Promise<unknown>, opens?: boolean, tolerates?: RegExp,
 *   chromium?: string[] }} options chromium: more arguments for the browser
 * @param {(page: Page) => Promise<void>} body
 */
export function scene(name, { prepare, opens = true, tolerates, chromium: extra = [], ...options }, body) {
  test(name, { timeout: 300_000 }, async () => {
    const browser = await browserWith(extra);
    const context = await browser.newContext({ viewport: { width: 800, height: 600 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !tolerates?.test(message.text())) faults.push(message.text());
    });
    try {
      await prepare?.(page);
      const { port } = /** @type {AddressInfo} */ (server.address());
      await page.goto(`http://127.0.0.1:${port}/tests/web/stage/page.html`);
      await until(page, '"lab" in globalThis');
      if (opens) await page.evaluate('lab.open()');
      if (opens) await heard(page, /^frame /);
      await body(page);
      assert.deepEqual(faults, []);
    } finally {
      await context.close();
    }
  });
}

/**
 * Waits until the expression is true. The page's policy forbids it to evaluate text; the browser's debugger may.
 * @param {Page} page @param {string} expression
 */
export async function until(page, expression) {
  for (const end = Date.now() + 120_000; !(await page.evaluate(expression)); await sleep(30)) {
    if (Date.now() > end)
      throw new Error(`waited in vain for ${expression}; the probe told:\n${(await said(page)).join('\n')}`);
  }
}

/** Everything that the probe told. @param {Page} page @returns {Promise<string[]>} */
export const said = (page) => page.evaluate('lab.said()');

/** Waits until the probe told something that matches. @param {Page} page @param {RegExp} what */
export async function heard(page, what) {
  await until(page, `lab.said().some((line) => ${what}.test(line))`);
  return /** @type {string} */ ((await said(page)).findLast((line) => what.test(line)));
}

/** Position on the page of a point of the stage. @param {Page} page @param {number} x @param {number} y */
export async function at(page, x, y) {
  const [left, top] = /** @type {[number, number]} */ (
    await page.evaluate('(() => { const b = lab.element.getBoundingClientRect(); return [b.left + 1, b.top + 1]; })()')
  );
  return { x: left + x, y: top + y };
}
