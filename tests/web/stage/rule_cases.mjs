// What needs no browser: what cameras' names and errors mean, and what files say in their first bytes.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { facesVisitor, insteadOf, Rate, stateAfter, wish } from '../../../src/platform/camera_rules.mjs';
import { headerOf } from '../../../src/platform/picture_header.mjs';
import { animatedWebp, blinkingGif, heic, jpeg, png, tiff } from '../support/picture_files.mjs';

test('a camera is asked for by its side, and by its device once that is known', () => {
  assert.deepEqual(wish('back', undefined).facingMode, { ideal: 'environment' });
  assert.deepEqual(wish('front', 'x').deviceId, { exact: 'x' });
  assert.equal(wish('front', 'x').facingMode, undefined);
});

test('every failure has a state', () => {
  assert.equal(stateAfter(new DOMException('', 'NotAllowedError')), 'refused');
  assert.equal(stateAfter(new DOMException('', 'NotFoundError')), 'absent');
  assert.equal(stateAfter(new DOMException('', 'NotReadableError')), 'taken');
  assert.equal(stateAfter('what?'), 'taken');
});

test('a camera that faces the visitor is a mirror: as it says, else as it is called, else as it was asked for', () => {
  const sight = (/** @type {string | undefined} */ facingMode, label = '') => ({ facingMode, label });
  assert.equal(facesVisitor(sight('user'), 'back', true), true);
  assert.equal(facesVisitor(sight('environment'), 'front', true), false);
  assert.equal(facesVisitor(sight('left'), 'front', true), false);
  assert.equal(facesVisitor(sight(undefined, 'camera2 1, facing back'), 'front', true), false);
  assert.equal(facesVisitor(sight(undefined, 'USB webcam'), 'back', false), true, 'it stands on the screen');
  assert.equal(facesVisitor(sight(undefined), 'back', true), false);
  assert.equal(facesVisitor(sight(undefined), 'front', true), true);
});

test('another camera is taken only where asking for a side gave the other side’s, and there is one', () => {
  const now = {
    facing: /** @type {const} */ ('back'),
    facingMode: undefined,
    deviceId: 'a',
    others: ['a', 'b'],
    otherSide: 'a',
  };
  assert.equal(insteadOf(now), 'b');
  assert.equal(insteadOf({ ...now, facingMode: 'environment' }), undefined);
  assert.equal(insteadOf({ ...now, otherSide: undefined }), undefined);
  assert.equal(insteadOf({ ...now, otherSide: 'b' }), undefined);
  assert.equal(insteadOf({ ...now, others: ['a'] }), undefined);
  assert.equal(insteadOf({ ...now, others: ['', ''] }), undefined, 'a browser that names no devices');
});

test('the rate is that of the last two seconds, and 0 where no frames come', () => {
  const rate = new Rate();
  assert.equal(rate.at(0), 0);
  for (let now = 0; now <= 5000; now += 40) rate.add(now);
  assert.equal(rate.at(5000), 25);
  for (let now = 5200; now <= 9000; now += 200) rate.add(now);
  assert.equal(rate.at(9000), 5);
  assert.equal(rate.at(12_000), 0);
});

const grey = { depth: 8, colours: /** @type {const} */ (0), pixel: [1] };
/** Lossless and lossy WebP, a bitmap and an AVIF, as far as a header goes. */
const lossless = Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xff\xc1\x7c\0', 'latin1');
const lossy = Buffer.from('RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x41', 'latin1');
const bitmap = Buffer.concat([Buffer.from('BM'), Buffer.alloc(16), Buffer.from([9, 0, 0, 0, 0xf8, 0xff, 0xff, 0xff])]);
const avif = Buffer.from(
  '\0\0\0\x1cftypavif\0\0\0\0\0\0\0\x14ispe\0\0\0\0\0\0\0\x40\0\0\0\x40\0\0\0\x14ispe\0\0\0\0\0\0\x10\0\0\0\x08\0\0\0\0\0',
  'latin1',
);

/** @type {[Buffer, string, number, number][]} */
const files = [
  [png({ width: 300, height: 2, ...grey }), 'png', 300, 2],
  [jpeg({ width: 301, height: 77, values: [1, 2, 3] }), 'jpeg', 301, 77],
  [blinkingGif(), 'gif', 1, 1],
  [animatedWebp([], 70_000, 3), 'webp', 70_000, 3],
  [lossless, 'webp', 512, 500],
  [lossy, 'webp', 640, 480],
  [bitmap, 'bmp', 9, 8],
  [avif, 'avif', 4096, 2048],
  [heic(), 'heic', 0, 0],
  [tiff(), 'tiff', 0, 0],
  [Buffer.from('%PDF-1.4'), 'pdf', 0, 0],
  [Buffer.from('<?xml version="1.0"?>\n<svg width="3"/>'), 'svg', 0, 0],
  [Buffer.from('hello'), '', 0, 0],
  [Buffer.alloc(0), '', 0, 0],
];

test('files say their kind and their size before anything is unpacked', () => {
  for (const [bytes, kind, width, height] of files) assert.deepEqual(headerOf(bytes), { kind, width, height });
});

test('a size comes after whatever else a JPEG has to say, padding included', () => {
  const plain = jpeg({ width: 5, height: 6, values: [1] });
  const more = Buffer.concat([
    plain.subarray(0, 2),
    Buffer.from([0xff, 0xe1, 0xff, 0xff]),
    Buffer.alloc(65_533, 0xff),
    Buffer.from([0xff, 0xff, 0xff]),
    plain.subarray(3),
  ]);
  assert.deepEqual(headerOf(more), { kind: 'jpeg', width: 5, height: 6 });
});

test('whatever is cut off or altered, reading the header ends, without an exception', () => {
  for (const [bytes] of files) {
    for (let length = 0; length < Math.min(bytes.length, 700); length += 1) headerOf(bytes.subarray(0, length));
    for (let at = 0; at < Math.min(bytes.length, 700); at += 1) {
      for (const value of [0, 0xff, 0x80]) {
        const altered = Buffer.from(bytes);
        altered[at] = value;
        const { width, height } = headerOf(altered);
        assert.ok(width >= 0 && height >= 0);
      }
    }
  }
});
