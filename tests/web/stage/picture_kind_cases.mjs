// Files of every kind, large, odd and broken: an answer or a reason, never a freeze.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { animatedWebp, blinkingGif, heic, jpeg, png, tiff } from '../support/picture_files.mjs';
import { heard, scene, until } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

/** @param {Page} page @param {Buffer} content @param {string} name */
const give = (page, content, name) =>
  page.evaluate(
    ([text, called]) => {
      const bytes = Uint8Array.from(atob(text ?? ''), (c) => c.charCodeAt(0));
      /** @type {any} */ (globalThis).lab.stage.image(new Blob([bytes]), called);
    },
    [content.toString('base64'), name],
  );

/** @param {string} colour */
const flat = (colour) => Array(4).fill(colour).join(' ');
const grey = { depth: 8, colours: /** @type {const} */ (0), pixel: [102] };

scene('pictures of every kind arrive: their first frame, in eight bits, in red, green and blue', {}, async (page) => {
  /** @type {[string, Buffer, string][]} */
  const files = [
    ['one pixel.png', png({ width: 1, height: 1, ...grey }), `1 1 ${flat('222')}`],
    ['a thread.png', png({ width: 3000, height: 1, ...grey }), `1024 1 ${flat('222')}`],
    [
      'deep.png',
      png({ width: 9, height: 8, depth: 16, colours: 2, pixel: [255, 255, 51, 0, 0, 9] }),
      `9 8 ${flat('510')}`,
    ],
    ['moving.png', png({ width: 8, height: 8, ...grey, later: [255] }), `8 8 ${flat('222')}`],
    ['blinking.gif', blinkingGif(), `1 1 ${flat('500')}`],
    ['grey.jpg', jpeg({ width: 24, height: 17, values: [153] }), `24 17 ${flat('333')}`],
    // Adobe's CMYK is upside down: all cyan ink, a bit of black.
    ['printed.jpg', jpeg({ width: 16, height: 16, values: [0, 255, 255, 255] }), '16 16 '],
  ];
  for (const [name, content, wanted] of files) {
    await give(page, content, name);
    const said = await heard(page, new RegExp(`^picture ${name}`));
    assert.ok(said.startsWith(`picture ${name} ${wanted}`), `${said}, not ${wanted}`);
  }
  // How cyan ink looks is up to the browser's profile; it is no red.
  const [, , , , , cyan = ''] = (await heard(page, /^picture printed/)).split(' ');
  assert.ok(Number(cyan[0]) <= 1 && Number(cyan[1]) >= 3 && Number(cyan[2]) >= 4, cyan);
});

scene('of an animated WebP the first frame arrives', {}, async (page) => {
  const frames = /** @type {string[]} */ (
    await page.evaluate(async () => {
      const made = [];
      for (const colour of ['#f00', '#00f']) {
        const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 16 });
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        context.fillStyle = colour;
        context.fillRect(0, 0, 16, 16);
        made.push(canvas.toDataURL('image/webp', 0.95).split(',')[1] ?? '');
      }
      return made;
    })
  );
  const moving = animatedWebp(
    frames.map((text) => Buffer.from(text, 'base64')),
    16,
    16,
  );
  await give(page, moving, 'moving.webp');
  assert.equal(await heard(page, /^picture moving/), `picture moving.webp 16 16 ${flat('500')}`);
});

scene('a photo of 12,000 × 9,000 pixels arrives, and the page goes on meanwhile', {}, async (page) => {
  await give(page, jpeg({ width: 12_000, height: 9_000, values: [204] }), 'huge.jpg');
  // Frames and actions are served before it is there.
  await page.evaluate('lab.stage.action("echo", "meanwhile")');
  await heard(page, /^command echo meanwhile/);
  assert.equal(await heard(page, /^picture huge/), `picture huge.jpg 1024 768 ${flat('444')}`);
});

const whole = jpeg({ width: 640, height: 480, values: [153] });
const flatPng = png({ width: 640, height: 480, ...grey });
/** @type {[string, Buffer, RegExp][]} */
const refusals = [
  ['empty.jpg', Buffer.alloc(0), /is empty/],
  ['phone.heic', heic(), /HEIC photo.*JPEG/],
  ['scan.tif', tiff(), /TIFF picture.*PNG/],
  ['logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /SVG drawing.*PNG/],
  ['paper.pdf', Buffer.from('%PDF-1.7 …'), /PDF document/],
  ['letter.jpg', Buffer.from('Dear all, this is no picture.'), /is not a picture/],
  ['huge.png', png({ width: 40_000, height: 4_000, depth: 1, colours: 0, pixel: [0] }), /too large \(40000 × 4000/],
  ['header.jpg', whole.subarray(0, 30), /damaged/],
  ['head.png', flatPng.subarray(0, 20), /damaged/],
  ['lying.gif', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(40, 255)]), /too large|damaged/],
];
scene('what is refused is called by its name, with a reason and what to do', {}, async (page) => {
  for (const [name, content, reason] of refusals) {
    await page.evaluate('lab.errors.length = 0');
    await give(page, content, name);
    await until(page, 'lab.errors.length === 1');
    const sentence = /** @type {string[]} */ (await page.evaluate('lab.errors'))[0] ?? '';
    assert.ok(sentence.startsWith(`“${name}”`), sentence);
    assert.match(sentence, reason);
  }
});

scene('pictures that are cut off or altered get an answer or a reason', {}, async (page) => {
  const files = [whole.subarray(0, whole.length / 2), flatPng.subarray(0, flatPng.length - 30)];
  for (let at = 20; at < 200; at += 45) {
    const altered = Buffer.from(whole);
    altered[at] = (altered[at] ?? 0) ^ 0xff;
    files.push(altered);
  }
  let heardOf = 0;
  for (const [index, content] of files.entries()) {
    await give(page, content, `broken ${index}`);
    await until(
      page,
      `lab.errors.length + lab.said().filter((line) => line.startsWith('picture broken')).length === ${(heardOf += 1)}`,
    );
  }
});
