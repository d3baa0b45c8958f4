// An experiment in a frame of somebody else's page, on another site.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { frameCode } from '../../web/shell/frame_code.mjs';
import { cnn, currentBrowser, desktop, look, siteUrl, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Frame} Frame */

useBrowser();

/** Three lines that a page has. */
let code = '';
/** @type {import('node:http').Server} */
let other;
/** The page of this address: to the browser of the experiments' own site or of another one, by the name it is called. */
const otherUrl = (/** @type {'127.0.0.1' | 'localhost'} */ host) =>
  `http://${host}:${/** @type {import('node:net').AddressInfo} */ (other.address()).port}/`;

before(async () => {
  other = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>My page</title><h1>My page</h1>${code}</html>`);
  });
  await new Promise((done) => other.listen(0, () => done(undefined)));
});
after(() => other.close());

const digits = { key: 'DigitsRecognitionCNN', title: 'Digits', tags: ['CNN'] };

test('the lines are three, ask for the camera where there is one, and take any title', () => {
  const lines = frameCode({ ...digits, title: 'A "title" & more', tags: ['Camera'] }, 'https://one.example/lab/');
  assert.equal(lines.split('\n').length, 3);
  assert.match(lines, /src="https:\/\/one\.example\/lab\/#\/experiments\/DigitsRecognitionCNN\?embed=1"/);
  assert.match(lines, /title="A &#34;title&#34; &#38; more"/);
  assert.match(lines, /allow="camera; clipboard-write"/);
  assert.doesNotMatch(frameCode(digits, 'https://one.example/'), /camera/);
});

look('an experiment’s page shows the lines', { route: cnn }, async (page) => {
  const shown = page.getByTestId('embed').locator('code');
  await shown.waitFor();
  assert.match((await shown.textContent()) ?? '', /^<iframe src="http:\/\/127\.0\.0\.1:\d+\/below\/a\/folder\/#/);
});

/**
 * @param {'127.0.0.1' | 'localhost'} host The experiments are on 127.0.0.1. On another site this browser lets a frame keep
 *   nothing at all: whoever asks for storage gets an exception.
 * @param {(frame: Frame, page: import('playwright-core').Page) => Promise<void>} play
 */
async function inAFrame(host, play) {
  code = frameCode(digits, siteUrl());
  const context = await currentBrowser().newContext(desktop);
  context.setDefaultTimeout(120_000); // for a machine that is busy
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(otherUrl(host));
    const frame = page.frames()[1];
    assert.ok(frame);
    await frame.locator('[data-testid="stage"][data-state="ready"]').waitFor();
    await play(frame, page);
    assert.deepEqual(
      faults.filter((fault) => !fault.includes('favicon')),
      [],
    );
  } finally {
    await context.close();
  }
}

test('in a frame of another site there is the experiment alone, it answers, and leads to the whole page', async () => {
  await inAFrame('localhost', async (frame, page) => {
    for (const gone of ['.site-header', '.site-footer', '.back', '#experiment-title', '[data-testid="use-model"]'])
      assert.equal(await frame.locator(gone).filter({ visible: true }).count(), 0, gone);
    assert.match(
      await frame.evaluate(() => {
        try {
          return String(sessionStorage.length);
        } catch (error) {
          return String(error);
        }
      }),
      /SecurityError/,
      'if frames may keep something now, this test can ask for more',
    );
    await frame.locator('[data-action="pen-width"]').click();
    await frame.locator('[data-action="example-3"]').click();
    await frame.locator('[data-testid="result"][data-value="3"]').waitFor();
    const opened = page.context().waitForEvent('page');
    await frame.getByTestId('whole-page').getByRole('link').click();
    const whole = await opened;
    await whole.locator('.site-header').waitFor();
    await whole.locator('#experiment-title').waitFor();
    assert.equal(new URL(whole.url()).hash, cnn);
  });
});

test('where frames may keep something a drawing survives a reload, and the site is kept; links lead out of it', async () => {
  await inAFrame('127.0.0.1', async (frame) => {
    await frame.locator('[data-action="model-digits_mlp"]').click();
    await frame.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
    assert.match(new URL(frame.url()).hash, /DigitsRecognitionMLP\?embed=1$/);
    await frame.locator('[data-action="example-5"]').click();
    await frame.locator('[data-testid="result"][data-value="5"]').waitFor();
    await frame.locator('[data-action="share"]').click();
    await frame.getByTestId('shared').getByText(/link/).waitFor();
    assert.match(new URL(frame.url()).hash, /\?embed=1$/);
    const scope = await frame.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    assert.equal(scope, siteUrl());
    await Promise.all([frame.waitForNavigation(), frame.evaluate(() => location.reload())]);
    await frame.locator('[data-testid="stage"][data-state="ready"]').waitFor();
    await frame.locator('[data-testid="result"][data-value="5"]').waitFor();
    assert.equal(await frame.locator('.site-header').isVisible(), false);
  });
});
