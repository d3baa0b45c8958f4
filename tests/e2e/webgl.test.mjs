// A browser without WebGL: the page says what is missing, and everything that is text is still there.
import assert from 'node:assert/strict';
import { cnn, scene, stage, useBrowser } from './harness.mjs';

useBrowser({
  chromium: [
    '--disable-gpu',
    '--disable-webgl',
    '--disable-webgl2',
    '--disable-3d-apis',
    '--disable-software-rasterizer',
  ],
});

scene('without WebGL the stage says what is missing, and the page stays readable', { route: cnn }, async (page) => {
  const error = page.getByTestId('stage-error');
  await error.waitFor();
  assert.match((await error.textContent()) ?? '', /WebGL/);
  assert.equal(await stage(page).getAttribute('data-state'), 'error');
  assert.match(await page.locator('.article').innerText(), /How it was trained/);
});
