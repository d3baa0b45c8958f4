// Several pictures at once: chosen, dropped, a folder; what cannot be read; sorted, saved, stopped; by keyboard.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { violations } from './axe.mjs';
import { action, answer, look, phone, ready, revisit, useBrowser } from './harness.mjs';
import { classification, examplePhoto, jpegFile } from './photos.mjs';
import { themes, wear } from './themes.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const names = ['bus', 'cat', 'laptop', 'train'];
const some = () => [
  ...names.map((name) => jpegFile(`${name}.jpg`, examplePhoto(name))),
  { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
];
const sheet = (/** @type {Page} */ page) => page.getByTestId('sheet');
const rows = (/** @type {Page} */ page) => sheet(page).locator('tbody tr');
/** The names in the order of the rows. @param {Page} page */
const order = (page) => rows(page).locator('.sheet-name span').allTextContents();

/** @param {Page} page @param {Parameters<import('playwright-core').FileChooser['setFiles']>[0]} files @param {string} id */
async function choose(page, files, id = 'open-pictures') {
  const chooser = page.waitForEvent('filechooser');
  await action(page, id).click();
  await (await chooser).setFiles(files);
}
/** @param {Page} page @param {number} count */
const done = (page, count) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('[data-testid="sheet-status"]')?.textContent?.startsWith(`Done: ${wanted} pictures`),
    count,
  );

look('each of several pictures gets its row, also the one that is none', { route: classification }, async (page) => {
  await ready(page);
  await choose(page, some());
  await done(page, 5);
  assert.deepEqual(await order(page), ['bus.jpg', 'cat.jpg', 'laptop.jpg', 'notes.txt', 'train.jpg']);
  const bus = rows(page).filter({ hasText: 'bus.jpg' });
  assert.match((await bus.textContent()) ?? '', /school bus(more than )?\d+\.\d %/);
  assert.ok(await bus.locator('img').evaluate((/** @type {HTMLImageElement} */ image) => image.naturalWidth > 40));
  assert.match(
    (await rows(page).filter({ hasText: 'notes.txt' }).textContent()) ?? '',
    /“notes.txt” is not a picture that this browser can read/,
  );
  assert.match(
    (await page.getByTestId('sheet-words').textContent()) ?? '',
    /^Done: 5 pictures\. 1 could not be looked at; the rows say why\.$/,
  );
  assert.equal(await page.getByTestId('stage-error').isVisible(), false);
});

look(
  'the sheet is sorted by its columns, and a name shows the picture again',
  { route: classification },
  async (page) => {
    await ready(page);
    await choose(page, some());
    await done(page, 5);
    const head = (/** @type {string} */ id) => sheet(page).locator(`[data-sort="${id}"]`);
    await head('name').click();
    await head('name').click();
    assert.deepEqual(await order(page), ['train.jpg', 'notes.txt', 'laptop.jpg', 'cat.jpg', 'bus.jpg']);
    assert.equal(await sheet(page).locator('[aria-sort="descending"]').textContent(), 'Picture');
    await head('confidence').click();
    const sorted = await order(page);
    assert.equal(sorted[0], 'bus.jpg');
    assert.equal(sorted.at(-1), 'notes.txt');
    await rows(page).filter({ hasText: 'bus.jpg' }).locator('button').click();
    await page.waitForFunction(() =>
      /bus/.test(document.querySelector('[data-testid="result"]')?.getAttribute('data-value') ?? ''),
    );
    assert.equal((await answer(page)).top.length, 5);
  },
);

look('the sheet is saved as it is sorted', { route: classification }, async (page) => {
  await ready(page);
  await choose(page, some());
  await done(page, 5);
  const saved = page.waitForEvent('download');
  await action(page, 'sheet-save').click();
  const download = await saved;
  assert.equal(download.suggestedFilename(), 'classes.csv');
  const lines = readFileSync((await download.path()) ?? '', 'utf8').split('\r\n');
  assert.equal(lines[0], '\uFEFFfile,What it shows,How sure,note');
  assert.match(lines[1] ?? '', /^bus\.jpg,school bus,[01]\.\d{4},$/);
  assert.match(lines[4] ?? '', /^notes\.txt,,,"“notes\.txt” is not a picture/);
  assert.equal(lines.length, 7);
});

const folder = mkdtempSync(path.join(tmpdir(), 'ml-lab-folder-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, 'inner'));
writeFileSync(path.join(folder, 'bus 10.jpg'), examplePhoto('bus'));
writeFileSync(path.join(folder, 'bus 2.jpg'), examplePhoto('bus'));
writeFileSync(path.join(folder, 'inner', 'train.jpg'), examplePhoto('train'));
writeFileSync(path.join(folder, 'broken.jpg'), examplePhoto('cat').subarray(0, 40));
writeFileSync(path.join(folder, '.DS_Store'), 'nobody chose this');

look(
  'a folder is read with the folders in it, without what systems put there',
  { route: classification },
  async (page) => {
    await ready(page);
    await choose(page, folder, 'open-folder');
    await done(page, 4);
    const read = (await order(page)).map((name) => name.split('/').slice(1).join('/'));
    assert.deepEqual(read, ['broken.jpg', 'bus 2.jpg', 'bus 10.jpg', 'inner/train.jpg']);
  },
);

look('several dropped files are a sheet, one is the picture', { route: classification }, async (page) => {
  await ready(page);
  const drop = (/** @type {string[]} */ photos) =>
    page.evaluate(
      (all) => {
        const data = new DataTransfer();
        all.forEach((base64, i) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          data.items.add(new File([bytes], `${i}.jpg`, { type: 'image/jpeg' }));
        });
        const target = /** @type {Element} */ (document.querySelector('[data-testid="stage"]'));
        target.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      photos.map((name) => examplePhoto(name).toString('base64')),
    );
  await drop(['bus']);
  await page.waitForFunction(() =>
    /bus/.test(document.querySelector('[data-testid="result"]')?.getAttribute('data-value') ?? ''),
  );
  assert.equal(await sheet(page).isVisible(), false);
  await drop(['bus', 'train']);
  await done(page, 2);
});

look('many pictures can be stopped, go on, and are bounded', { route: classification }, async (page) => {
  await ready(page);
  const bus = examplePhoto('bus');
  await choose(
    page,
    Array.from({ length: 203 }, (_, i) => jpegFile(`${i}.jpg`, bus)),
  );
  await action(page, 'sheet-stop').click();
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="sheet-words"]')?.textContent?.startsWith('Stopped after'),
  );
  assert.match(
    (await page.getByTestId('sheet-words').textContent()) ?? '',
    /Only the first 200 are taken at once; 3 were left out\.$/,
  );
  assert.equal(await rows(page).count(), 200);
  await action(page, 'sheet-go-on').click();
  await action(page, 'sheet-stop').waitFor();
  await action(page, 'sheet-close').click();
  assert.equal(await sheet(page).isVisible(), false);
});

revisit('a sheet by keyboard, and axe finds nothing', { route: classification, context: phone }, async (page) => {
  await ready(page);
  await choose(page, some());
  await done(page, 5);
  for (const theme of themes('light')) {
    await wear(page, theme);
    assert.deepEqual(await violations(page), [], theme);
  }
  await sheet(page).locator('[data-sort="label"]').focus();
  await page.keyboard.press('Enter');
  assert.equal(await sheet(page).locator('[aria-sort="ascending"]').textContent(), 'What it shows');
  await rows(page).first().locator('button').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => (document.querySelector('[data-testid="result"]')?.getAttribute('data-top') ?? '[]') !== '[]',
  );
  const small = await sheet(page).evaluate(
    (element) =>
      [...element.querySelectorAll('button')]
        .filter((button) => button.checkVisibility())
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, height }) => width < 44 || height < 44).length,
  );
  assert.equal(small, 0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  assert.ok(wide, 'the page is wider than the phone');
});
