// Pictures in and out.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { heard, scene, until } from './harness.mjs';

// A JPEG whose corners are white, red, blue and black, made by the browser, and an EXIF block that says how it lies.
const makePicture = `async (orientation, width = 40, height = 20) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  ['#fff', '#f00', '#00f', '#000'].forEach((colour, corner) => {
    context.fillStyle = colour;
    context.fillRect((corner % 2) * width / 2, Math.floor(corner / 2) * height / 2, width / 2, height / 2);
  });
  const plain = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
  const exif = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const bytes = new Uint8Array(await plain.arrayBuffer());
  return new Blob([bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)], { type: 'image/jpeg' });
}`;
const [white, red, blue, black] = ['555', '500', '005', '000'];

scene('a picture arrives with its size and its name', {}, async (page) => {
  await page.evaluate(`(${makePicture})(1).then((blob) => lab.stage.image(blob, 'four corners.jpg'))`);
  assert.equal(await heard(page, /^picture /), ['picture four corners.jpg 40 20', white, red, blue, black].join(' '));
});

// What stands at the four corners when a picture of each orientation is seen as it was taken (EXIF 2.32, tag 0x0112).
/** @type {[number, string[]][]} */
const orientations = [
  [2, [red, white, black, blue]],
  [3, [black, blue, red, white]],
  [4, [blue, black, white, red]],
  [5, [white, blue, red, black]],
  [6, [blue, white, black, red]],
  [7, [black, red, blue, white]],
  [8, [red, black, white, blue]],
];
scene('photos that lie on their side, on their head or in a mirror are set upright', {}, async (page) => {
  for (const [orientation, corners] of orientations) {
    const name = `turned ${orientation}.jpg`;
    await page.evaluate(`(${makePicture})(${orientation}).then((blob) => lab.stage.image(blob, '${name}'))`);
    const size = orientation < 5 ? '40 20' : '20 40';
    assert.equal(await heard(page, new RegExp(`^picture ${name}`)), [`picture ${name} ${size}`, ...corners].join(' '));
  }
});

scene('a large photo is made smaller before it reaches the stage, on its side, too', {}, async (page) => {
  await page.evaluate(`(${makePicture})(1, 4000, 1000).then((blob) => lab.stage.image(blob, 'wide.jpg'))`);
  assert.equal(await heard(page, /^picture wide/), ['picture wide.jpg 1024 256', white, red, blue, black].join(' '));
  await page.evaluate(`(${makePicture})(6, 4000, 1000).then((blob) => lab.stage.image(blob, 'high.jpg'))`);
  assert.equal(await heard(page, /^picture high/), ['picture high.jpg 256 1024', blue, white, black, red].join(' '));
});

scene(
  'an example of the site arrives as a picture does; one that does not is said by its name',
  { tolerates: /404/ },
  async (page) => {
    const bytes = await page.evaluate(
      `(${makePicture})(1).then((blob) => blob.arrayBuffer()).then((all) => [...new Uint8Array(all)])`,
    );
    await page.route('**/examples/hands/rock.jpg', (route) =>
      route.fulfill({ contentType: 'image/jpeg', body: Buffer.from(/** @type {number[]} */ (bytes)) }),
    );
    await page.evaluate('lab.stage.action("open", "hands/rock.jpg")');
    assert.match(await heard(page, /^picture /), /^picture An example 40 20 555 /);
    await page.evaluate('lab.stage.action("open", "hands/none.jpg")');
    await until(page, 'lab.errors.length === 1');
    assert.deepEqual(await page.evaluate('lab.errors'), [
      'The example “An example” did not arrive. Check the connection and try again.',
    ]);
  },
);

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
