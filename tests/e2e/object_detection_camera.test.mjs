// Things before a camera: found live, frozen, left for another experiment; and a network that does not arrive.
import assert from 'node:assert/strict';
import { cameraThatPlays, lights, noteStreams } from '../web/support/cameras.mjs';
import { detection } from './detection.mjs';
import { action, answer, cnn, ready, result, scene, siteUrl, stage, useBrowser } from './harness.mjs';
import { examplePhoto } from './photos.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser({ chromium: cameraThatPlays('clip.mjpeg', examplePhoto('bus')) });

const error = (/** @type {Page} */ page) => page.getByTestId('stage-error');

/** @param {Page} page @param {RegExp} wanted */
const sees = (page, wanted) =>
  page.waitForFunction(
    (source) =>
      new RegExp(source).test(document.querySelector('[data-testid="result"]')?.getAttribute('data-value') ?? ''),
    wanted.source,
  );

scene(
  'a camera’s things are found while it runs; frozen, they stay and its light goes out',
  { route: detection, before: noteStreams },
  async (page) => {
    await ready(page);
    assert.equal(await page.evaluate('streams.length'), 0);
    await action(page, 'camera').click();
    await sees(page, /bus/);
    assert.equal(await lights(page), 1);
    assert.equal(await action(page, 'side-320').getAttribute('aria-pressed'), 'true');
    const before = Number(await stage(page).getAttribute('data-input-revision'));
    await page.waitForFunction(
      (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old + 3,
      before,
    );
    await action(page, 'steady').click();
    await sees(page, /bus/);
    await action(page, 'freeze').click();
    await page.waitForFunction(() => /** @type {any} */ (globalThis).lights() === 0);
    assert.match((await answer(page)).value, /bus/);
    assert.equal(await action(page, 'freeze').count(), 0);
  },
);

scene('another experiment puts the camera’s light out', { route: detection, before: noteStreams }, async (page) => {
  await ready(page);
  await action(page, 'camera').click();
  await sees(page, /bus/);
  await page.goto(siteUrl() + cnn);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).lights() === 0);
  await ready(page);
  assert.equal(await stage(page).getAttribute('data-experiment'), 'digits');
});

for (const [what, answerWith] of /** @type {const} */ ([
  ['missing', { status: 404, body: 'no' }],
  ['altered', { status: 200, body: 'other bytes' }],
])) {
  scene(
    `a detector whose file is ${what} is said, and comes when it is tried again; the picture stays`,
    {
      route: detection,
      tolerates: /Failed to load resource|404/,
      before: async (page) => {
        await page.context().route(/detection_centernet\.onnx/, (route) => route.fulfill(answerWith));
      },
    },
    async (page) => {
      await error(page).waitFor();
      assert.equal(await stage(page).getAttribute('data-state'), 'error');
      assert.doesNotMatch((await error(page).textContent()) ?? '', /undefined|TypeError|\[object/);
      await action(page, 'example-2').click();
      await page.context().unroute(/detection_centernet\.onnx/);
      await error(page).getByRole('button', { name: 'Try again' }).click();
      await sees(page, /bus/);
      assert.ok(((await result(page).textContent()) ?? '').length > 0);
    },
  );
}
