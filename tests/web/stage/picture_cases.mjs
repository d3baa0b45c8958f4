// Pictures in and out.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { heard, scene, until } from './harness.mjs';

// A JPEG whose left half is white and right half black, made by the browser, and an EXIF block that says how it lies.
const makePicture = `async (orientation, width = 40, height = 20) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width / 2, height);
  const plain = await canvas.convertToBlob({ type: 'image/jpeg' });
  const exif = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const bytes = new Uint8Array(await plain.arrayBuffer());
  return new Blob([bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)], { type: 'image/jpeg' });
}`;

scene('a picture arrives with its size and its name', {}, async (page) => {
  await page.evaluate(`(${makePicture})(1).then((blob) => lab.stage.image(blob, 'two halves.jpg'))`);
  assert.equal(await heard(page, /^picture /), 'picture two halves.jpg 40 20 1 0');
});

scene('a photo that lies on its side is set upright', {}, async (page) => {
  // Orientation 6: turned a quarter to the right; what was left is above.
  await page.evaluate(`(${makePicture})(6).then((blob) => lab.stage.image(blob, 'photo.jpg'))`);
  assert.equal(await heard(page, /^picture /), 'picture photo.jpg 20 40 1 0');
});

scene('a large photo is made smaller before it reaches the stage', {}, async (page) => {
  await page.evaluate(`(${makePicture})(1, 4000, 1000).then((blob) => lab.stage.image(blob, 'wide.jpg'))`);
  assert.equal(await heard(page, /^picture /), 'picture wide.jpg 1024 256 1 0');
});

scene('what is no picture is refused by name', {}, async (page) => {
  await page.evaluate('lab.stage.image(new Blob(["no picture"], { type: "image/png" }), "notes.txt")');
  await until(page, 'lab.errors.length === 1');
  assert.match(/** @type {string[]} */ (await page.evaluate('lab.errors'))[0] ?? '', /^“notes.txt” is not a picture/);
});

scene('of two pictures given at once the later one stays', {}, async (page) => {
  await page.evaluate(`(async () => {
    const large = await (${makePicture})(1, 4000, 4000);
    const small = await (${makePicture})(1);
    lab.stage.image(large, 'first');
    lab.stage.image(small, 'second');
  })()`);
  await heard(page, /^picture second/);
  await page.waitForTimeout(800);
  assert.match(await heard(page, /^picture/), /second/);
});

scene('a picture is saved as a PNG file', {}, async (page) => {
  const arrived = page.waitForEvent('download');
  await page.evaluate('lab.stage.action("save")');
  const download = await arrived;
  assert.equal(download.suggestedFilename(), 'red.png');
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
});
