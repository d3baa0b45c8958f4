// What the cases of the inference session share: the server, with the site's security policy and under a sub-path, headless
// Chromium and its pages. A file of cases is run as node FILE FOLDER_OF_THE_COMPILED_TESTS.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { chromium } from 'playwright-core';
import { BASE, Site } from './server.mjs';
/** @import { Browser } from 'playwright-core' */

export const site = new Site(process.argv[2] ?? '.');
/** @type {Browser} */
let browser;
let port = 0;

/** What the security policy refused since the last test, in page or worker. @type {string[]} */
export const refused = [];

before(async () => {
  port = await site.listen();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP plain.test 127.0.0.1',
    ],
  });
});

after(async () => {
  await browser?.close();
  site.close();
});

// Also after the subtests of C++'s page, which is closed by then.
afterEach(() => {
  site.heal();
  refused.length = 0;
});

/** @param {string} [host] */
export async function open(host = 'localhost') {
  const page = await browser.newPage();
  // A guard against hanging, not a measure: machines that build and train beside this are slow.
  page.setDefaultTimeout(120_000);
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(`http://${host}:${port}${BASE}page.html`);
  await page.waitForFunction(() => 'lab' in globalThis);
  return page;
}

/**
 * Runs `body` in a fresh page, and closes it. `body` finds everything in `lab`.
 * @template A
 * @param {(lab: any, argument: A) => unknown} body
 * @param {A} [argument]
 * @param {string} [host]
 * @returns {Promise<any>}
 */
export async function inPage(body, argument, host) {
  const page = await open(host);
  try {
    // The body arrives as text, which the page may not evaluate: the browser's own debugger does.
    return await page.evaluate(`(${body})(globalThis.lab, ${JSON.stringify(argument ?? null)})`);
  } finally {
    await page.close();
  }
}

/** @param {{ kind?: string, message?: string }} outcome @param {string} kind @param {RegExp} words */
export function assertFailed(outcome, kind, words) {
  assert.equal(outcome.kind, kind, JSON.stringify(outcome));
  assert.match(outcome.message ?? '', words);
}
