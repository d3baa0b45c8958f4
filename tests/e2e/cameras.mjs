// A camera that shows what a test wants, and whose light it sees.
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Arguments with which Chromium takes these pictures for its camera’s frames, thirty a second, round and round.
 * @param {Buffer[]} pictures JPEG
 */
export function cameraOf(pictures) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ml-lab-camera-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'clip.mjpeg');
  writeFileSync(file, Buffer.concat(pictures));
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/** Before the page’s own scripts: keeps every stream, and lets a test hide the page. @param {Page} page */
export async function noteStreams(page) {
  await page.addInitScript(() => {
    const world = /** @type {any} */ (globalThis);
    world.streams = [];
    const plain = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wishes) => {
      const stream = await plain(wishes);
      world.streams.push(stream);
      return stream;
    };
    world.lights = () =>
      world.streams
        .flatMap((/** @type {MediaStream} */ stream) => stream.getTracks())
        .filter((/** @type {MediaStreamTrack} */ track) => track.readyState === 'live').length;
    world.hide = (/** @type {boolean} */ hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
  });
}

/** How many cameras are on. @param {Page} page @returns {Promise<number>} */
export const lights = (page) => page.evaluate('lights()');
