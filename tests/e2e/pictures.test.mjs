// Pictures from outside: chosen, dropped, pasted; and what is no picture, or too large.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { digits } from './draw.mjs';
import { heic, jpeg, png } from '../web/support/picture_files.mjs';
import { action, answer, cnn, look, ready, revision, says, useBrowser } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const error = (/** @type {Page} */ page) => page.getByTestId('stage-error');

/** A photo-like picture of a digit: dark ink on grey, uneven paper. @param {Page} page @param {string} name @returns {Promise<Buffer>} PNG */
async function photo(page, name) {
  const base64 = await page.evaluate((strokes) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 360 });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const light = pen.createLinearGradient(0, 0, 480, 360);
    light.addColorStop(0, '#e8e4da');
    light.addColorStop(1, '#b5b0a6');
    pen.fillStyle = light;
    pen.fillRect(0, 0, 480, 360);
    Object.assign(pen, { strokeStyle: '#23335a', lineWidth: 12, lineCap: 'round', lineJoin: 'round' });
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], i) =>
        i === 0 ? pen.moveTo(170 + x * 150, 80 + y * 200) : pen.lineTo(170 + x * 150, 80 + y * 200),
      );
      pen.stroke();
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, digits[name] ?? []);
  return Buffer.from(base64, 'base64');
}

/** Gives a file to the page as a drop or a paste does. @param {Page} page @param {'drop' | 'paste'} how @param {Buffer} content @param {string} name @param {string} type */
const give = (page, how, content, name, type) =>
  page.evaluate(
    ([kind, base64, fileName, mime]) => {
      const data = new DataTransfer();
      data.items.add(
        new File([Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0))], fileName ?? '', { type: mime ?? '' }),
      );
      const target = /** @type {Element} */ (document.querySelector('[data-testid="stage"]'));
      if (kind === 'paste') {
        target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        return;
      }
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [how, content.toString('base64'), name, type],
  );

look('a picture chosen from the disk is read', { route: cnn }, async (page) => {
  await ready(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), action(page, 'open-picture').click()]);
  const before = await revision(page);
  await chooser.setFiles({ name: 'seven.png', mimeType: 'image/png', buffer: await photo(page, '7') });
  await page.waitForFunction(
    (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
    before,
  );
  assert.equal((await answer(page)).value, '7');
});

for (const how of /** @type {const} */ (['drop', 'paste'])) {
  look(`a picture by ${how} is read`, { route: cnn }, async (page) => {
    await ready(page);
    const before = await revision(page);
    await give(page, how, await photo(page, '3'), 'three.png', 'image/png');
    await page.waitForFunction(
      (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
      before,
    );
    assert.equal((await answer(page)).value, '3');
  });
}

look('a picture can be undone, and what was drawn before is there again', { route: cnn }, async (page) => {
  await ready(page);
  await action(page, 'example-5').click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '5',
  );
  await answer(page);
  await give(page, 'paste', await photo(page, '2'), 'two.png', 'image/png');
  await page.waitForFunction(
    () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '2',
  );
  await action(page, 'undo').click();
  assert.equal((await answer(page)).value, '5');
});

for (const [what, name, type, content] of /** @type {const} */ ([
  ['a text that calls itself a picture', 'letter.png', 'image/png', 'Dear all, this is no picture.'],
  ['a file of another kind', 'notes.txt', 'text/plain', 'Dear all'],
  ['an empty file', 'empty.png', 'image/png', ''],
  ['a photo that the browser does not know', 'phone.heic', 'image/heic', heic()],
  [
    'a picture that ends in its header',
    'cut.jpg',
    'image/jpeg',
    jpeg({ width: 64, height: 64, values: [9] }).subarray(0, 40),
  ],
])) {
  look(`${what} gets a sentence that names it, and nothing is lost`, { route: cnn }, async (page) => {
    await ready(page);
    await action(page, 'example-6').click();
    await page.waitForFunction(
      () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '6',
    );
    const before = await answer(page);
    await give(page, 'drop', Buffer.from(/** @type {string} */ (content)), name, type);
    await error(page).waitFor();
    const text = (await error(page).textContent()) ?? '';
    assert.ok(text.includes(name), text);
    assert.match(text, /picture|image|photo/i);
    assert.deepEqual(await answer(page), before);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await error(page).isVisible(), false);
  });
}

look('a picture that is too large gets a sentence with a number in it', { route: cnn }, async (page) => {
  await ready(page);
  const poster = png({ width: 20_000, height: 20_000, depth: 1, colours: 0, pixel: [0] });
  await give(page, 'drop', poster, 'poster.png', 'image/png');
  await error(page).waitFor();
  assert.match((await error(page).textContent()) ?? '', /poster\.png.*\d/s);
  await action(page, 'example-1').click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '1',
  );
  assert.equal(await error(page).isVisible(), false, 'the sentence goes with the next input');
});

look('a blank picture gets no digit', { route: cnn }, async (page) => {
  await ready(page);
  const before = await revision(page);
  const blank = Buffer.from(
    await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 200 });
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, 200, 200);
      return canvas.toDataURL().split(',')[1] ?? '';
    }),
    'base64',
  );
  await give(page, 'drop', blank, 'blank.png', 'image/png');
  await page.waitForFunction(
    (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
    before,
  );
  assert.equal((await answer(page)).value, '');
  await says(page, /./);
});

for (const [what, name, content] of /** @type {const} */ ([
  ['of a single pixel', 'dot.png', png({ width: 1, height: 1, depth: 8, colours: 0, pixel: [230] })],
  ['of 12,000 × 9,000 pixels', 'wall.jpg', jpeg({ width: 12_000, height: 9_000, values: [230] })],
  ['in printers’ colours', 'print.jpg', jpeg({ width: 320, height: 240, values: [255, 255, 255, 230] })],
  [
    'of sixteen bits',
    'deep.png',
    png({ width: 320, height: 240, depth: 16, colours: 2, pixel: [230, 1, 230, 2, 230, 3] }),
  ],
])) {
  look(`a blank picture ${what} gets no digit, and no complaint`, { route: cnn }, async (page) => {
    await ready(page);
    const before = await revision(page);
    await give(page, 'drop', content, name, 'image/*');
    await page.waitForFunction(
      (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
      before,
    );
    assert.equal((await answer(page)).value, '');
    assert.equal(await error(page).isVisible(), false);
  });
}
