// What goes wrong is said in a sentence, and harms nothing else.
import assert from 'node:assert/strict';
import { heard, said, scene, until } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

/** @param {Page} page */
const state = (page) => page.locator('#stage').getAttribute('data-state');

scene('an exception becomes a sentence, and the stage goes on', {}, async (page) => {
  // At once: whatever the probe says next, such as another look of a late frame, ends the failure.
  const after = await page.evaluate(
    'lab.stage.action("throw"); ({ errors: [...lab.errors], state: lab.element.dataset.state })',
  );
  assert.deepEqual(after, { errors: ['The probe was told to fail.'], state: 'error' });
  await page.evaluate('lab.stage.action("echo", "again")');
  await heard(page, /^command echo again $/);
});

scene(
  'a trap stops the stage with a sentence, and the page lives',
  { tolerates: /unreachable|RuntimeError/ },
  async (page) => {
    await page.evaluate('lab.stage.action("trap")');
    const errors = await page.evaluate('lab.errors');
    assert.equal(/** @type {string[]} */ (errors).length, 1);
    assert.match(/** @type {string[]} */ (errors)[0] ?? '', /stopped unexpectedly/);
    assert.equal(await state(page), 'error');
    const before = (await said(page)).length;
    await page.evaluate('lab.stage.action("echo"); dispatchEvent(new Event("resize"))');
    await page.mouse.move(100, 100);
    await page.waitForTimeout(200);
    assert.equal((await said(page)).length, before);
    await page.evaluate('lab.stage.close()');
  },
);

const graphics = (/** @type {Page} */ page, /** @type {'loseContext' | 'restoreContext'} */ what) =>
  // A context that is lost gives no extensions.
  page.evaluate(`
    lab.context ??= lab.element.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    lab.context.${what}()`);

scene('graphics that do not come back are said, and that is over when they do', {}, async (page) => {
  const before = await state(page);
  await graphics(page, 'loseContext');
  await until(page, 'lab.element.dataset.state === "error"');
  assert.match(/** @type {string[]} */ (await page.evaluate('lab.errors')).join(), /graphics.*“Try again” reloads/);
  // Whatever the experiment says meanwhile.
  await page.evaluate('lab.stage.action("echo", "still here")');
  await heard(page, /^command echo still here/);
  assert.equal(await state(page), 'error');
  await graphics(page, 'restoreContext');
  await until(page, `lab.element.dataset.state === ${JSON.stringify(before)}`);
});

scene(
  'one stage after the other draws on the same canvas, in the same module; after a trap on new ones',
  { tolerates: /unreachable|RuntimeError/ },
  async (page) => {
    await page.evaluate('lab.first = lab.element.querySelector("canvas")');
    for (let i = 0; i < 3; i += 1) {
      await page.evaluate('lab.stage.close()');
      assert.equal(await page.evaluate('lab.element.querySelectorAll("canvas").length'), 0);
      await page.evaluate('lab.open()');
      await heard(page, /^frame /);
      assert.equal(await page.evaluate('lab.element.querySelector("canvas") === lab.first'), true);
    }
    await page.evaluate('lab.stage.action("trap"); lab.stage.close()');
    await page.evaluate('lab.open()');
    await heard(page, /^frame /);
    assert.equal(await page.evaluate('lab.element.querySelector("canvas") === lab.first'), false);
    // A context that was lost meanwhile is no canvas for anybody.
    await page.evaluate('lab.second = lab.element.querySelector("canvas")');
    await page.evaluate('lab.stage.close()');
    await page.evaluate('lab.second.getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()');
    await page.evaluate('lab.open()');
    await heard(page, /^frame /);
    assert.equal(await page.evaluate('lab.element.querySelector("canvas") === lab.second'), false);
  },
);

const silent = (/** @type {Page} */ page) =>
  page.addInitScript(() => {
    Object.defineProperty(window, 'AudioContext', { value: undefined });
  });
for (const [browser, prepare] of /** @type {const} */ ([
  ['with sound', undefined],
  ['without sound', silent],
])) {
  scene(`a tone in a browser ${browser} harms nothing`, prepare ? { prepare } : {}, async (page) => {
    await page.evaluate('lab.stage.action("tone"); lab.stage.action("tone")');
    await heard(page, /^command tone/);
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate('lab.errors'), []);
  });
}

scene('an experiment that this version does not have is named', { opens: false }, async (page) => {
  const message = await page.evaluate('lab.open("alchemy").then(() => "opened", (error) => error.message)');
  assert.equal(message, 'There is no experiment “alchemy”.');
  assert.equal(await state(page), 'error');
  assert.equal(await page.evaluate('lab.element.querySelectorAll("canvas").length'), 0);
  // The same place can be used again.
  await page.evaluate('lab.open()');
  await heard(page, /^frame /);
});

const loseTheApp = (/** @type {Page} */ page) => page.route('**/probe.wasm', (route) => route.abort());

scene(
  'an app that does not arrive is said so',
  { opens: false, prepare: loseTheApp, tolerates: /ERR_FAILED/ },
  async (page) => {
    const message = await page.evaluate('lab.open().then(() => "opened", (error) => error.message)');
    assert.match(
      /** @type {string} */ (message),
      /^The app could not be downloaded: .* Check the connection and try again\.$/,
    );
    assert.equal(await state(page), 'error');
  },
);
