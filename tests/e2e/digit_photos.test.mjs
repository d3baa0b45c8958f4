// Photos of digits: the network that finds ink comes with the first picture, and what it is for works.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { action, answer, cnn, look, ready, revision, scene, stage, useBrowser } from './harness.mjs';
import { newer, open, sheet, threeAndSeven } from './sheets.mjs';

useBrowser();

const root = fileURLToPath(new URL('../..', import.meta.url));
const kinds = join(root, 'tests/pictures/digits');
const photos = join(root, '../shared/failing/photos');

scene(
  'the network that finds ink is fetched with the first picture, once, and described below',
  { route: cnn },
  async (page) => {
    /** @type {string[]} */
    const fetched = [];
    page.on('request', (request) => {
      if (request.url().includes('digits_ink.onnx')) fetched.push(request.url());
    });
    await ready(page);
    await action(page, 'example-4').click();
    await answer(page);
    assert.deepEqual(fetched, []);
    assert.equal(await action(page, 'model-digits_ink').count(), 0, 'it answers nothing itself');
    for (const digit of ['3', '8']) {
      await open(page, await sheet(page, [{ digit, x: 180, y: 80, size: 240 }]));
      assert.equal((await answer(page)).value, digit);
    }
    assert.equal(fetched.length, 1);
    await page.getByTestId('helper').waitFor();
  },
);

scene(
  'without it a plain picture is read, the page says what is missing, and tries again',
  { route: cnn, tolerates: /Failed to load resource|digits_ink/ },
  async (page) => {
    await ready(page);
    let broken = true;
    await page.route('**/digits_ink.onnx', (route) => (broken ? route.abort() : route.continue()));
    await open(page, await sheet(page, [{ digit: '3', x: 180, y: 80, size: 240 }]));
    await page.locator('[data-testid="stage"][data-state="error"]').waitFor();
    assert.match((await page.getByTestId('stage-error').textContent()) ?? '', /without the network that finds ink/);
    await page.waitForFunction(
      () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '3',
    );
    broken = false;
    await page.getByTestId('stage-error').locator('[data-action="retry"]').click();
    assert.equal((await answer(page)).value, '3');
    assert.equal(await page.getByTestId('stage-error').isVisible(), false);
  },
);

look('of several digits the sentence says which, and a button reads one of them', { route: cnn }, async (page) => {
  await ready(page);
  await open(page, await threeAndSeven(page));
  const both = await answer(page);
  assert.equal(both.value, '');
  assert.match(both.text, /I see a 3 and a 7\./);
  const before = await revision(page);
  await page.getByRole('button', { name: 'Read the 7 on the right' }).click();
  await newer(page, before);
  assert.equal((await answer(page)).value, '7');
  await action(page, 'undo').click();
  assert.equal((await answer(page)).value, '');
});

for (const name of readdirSync(kinds)) {
  const digit = /_(\d)\.[a-z]+$/.exec(name)?.[1] ?? '';
  look(`${name} is read`, { route: cnn }, async (page) => {
    await ready(page);
    await open(page, readFileSync(join(kinds, name)), name);
    assert.equal((await answer(page)).value, digit);
  });
}

if (existsSync(photos)) {
  look('four of five photos by strangers are read', { route: cnn }, async (page) => {
    const list = readFileSync(join(photos, '../README.md'), 'utf8').matchAll(/\| photos\/(\S+) \| (\d) \|/g);
    await ready(page);
    let all = 0;
    const wrong = [];
    for (const [, name = '', digit] of list) {
      await open(page, readFileSync(join(photos, name)), name);
      all += 1;
      const { value, text } = await answer(page);
      if (value !== digit) wrong.push(`${name} (${digit}): ${text}`);
    }
    assert.ok(wrong.length <= all / 5, wrong.join('\n'));
  });
} else {
  test('four of five photos by strangers are read', { skip: `needs ${photos}` }, () => {});
}

look('the stage says where it is while a photo is read', { route: cnn }, async (page) => {
  await ready(page);
  await open(page, await sheet(page, [{ digit: '2', x: 30, y: 40, size: 60 }], { width: 1000, height: 700 }));
  assert.equal((await answer(page)).value, '2');
  assert.match((await stage(page).getAttribute('data-areas')) ?? '', /"steps"/);
});
