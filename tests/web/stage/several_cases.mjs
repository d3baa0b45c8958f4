// Several pictures at once: they are numbered, come one by one when they are asked for, and leave a thumbnail.
import assert from 'node:assert/strict';
import { heard, said, scene, until } from './harness.mjs';

/** Makes `lab.chosen`: blobs and names. @param {import('playwright-core').Page} page @param {string} list of names; those that end in .txt are no pictures */
const choose = (page, list) =>
  page.evaluate(`(async () => {
    const names = ${list};
    const blobs = await Promise.all(names.map((name, i) => {
      if (name.endsWith('.txt')) return new Blob(['no picture'], { type: 'text/plain' });
      const canvas = new OffscreenCanvas(400 + i, 300);
      const context = canvas.getContext('2d');
      context.fillStyle = i === 0 ? '#f00' : '#00f';
      context.fillRect(0, 0, canvas.width, canvas.height);
      return canvas.convertToBlob({ type: 'image/png' });
    }));
    lab.stage.images(blobs, names);
  })()`);

scene('several pictures are named, and come by their numbers; what is none is said', {}, async (page) => {
  await choose(page, "['red.png', 'blue.png', 'notes.txt']");
  assert.equal(await heard(page, /^pictures /), 'pictures red.png blue.png notes.txt of 3 left out 0');
  assert.equal(await heard(page, /^number 0/), 'number 0 400 300 500 500 500 500');
  assert.equal(await heard(page, /^number 1/), 'number 1 401 300 005 005 005 005');
  assert.match(await heard(page, /^no number 2/), /“notes.txt” is not a picture/);
  // The one that is to be shown comes as any other picture does.
  assert.equal(await heard(page, /^picture /), 'picture blue.png 401 300 005 005 005 005');
  assert.deepEqual(await page.evaluate('lab.errors'), []);
  // The probe asked for a fourth, too, and nothing came of it.
  assert.equal(
    (await said(page)).some((line) => line.includes('number 3')),
    false,
  );
});

scene(
  'each leaves a small picture, until they are forgotten',
  { tolerates: /ERR_FILE_NOT_FOUND|Failed to load/ },
  async (page) => {
    await choose(page, "['red.png', 'blue.png']");
    await until(page, 'lab.thumbnails[0] && lab.thumbnails[1]');
    const size = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = lab.thumbnails[0];
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  })()`);
    assert.deepEqual(size, [144, 108]);
    const address = await page.evaluate('lab.thumbnails[1]');
    await page.evaluate("lab.stage.action('forget-pictures')");
    await until(page, "lab.thumbnails[0] === ''");
    const gone = await page.evaluate(`new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(false);
    image.onerror = () => resolve(true);
    image.src = ${JSON.stringify(address)};
  })`);
    assert.equal(gone, true);
  },
);

scene('of more than two hundred the first are taken, and a later choice replaces them', {}, async (page) => {
  await choose(page, 'Array.from({ length: 203 }, (_, i) => `${i}.txt`)');
  assert.equal(await heard(page, /^pictures /), 'pictures of 200 left out 3');
  await choose(page, "['red.png']");
  assert.equal(await heard(page, /^number 0/), 'number 0 400 300 500 500 500 500');
});

scene('a text is saved as a file', {}, async (page) => {
  const download = page.waitForEvent('download');
  await page.evaluate("lab.stage.action('save-text')");
  assert.equal((await download).suggestedFilename(), 'probe.csv');
});
