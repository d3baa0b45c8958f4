// Cameras that show what a test wants, and whose lights it sees.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Arguments with which Chromium takes this clip for a camera, round and round, and asks nobody whether the page may.
 * @param {string} name its ending says what it is: "clip.y4m", "clip.mjpeg"
 * @param {Uint8Array} content
 */
export function cameraThatPlays(name, content) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ml-lab-camera-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/**
 * Before the page’s own scripts: `asked` keeps what the page wishes of cameras, `streams` what it gets, `gate` lets a test
 * hold answers back, and `hide` hides the page.
 * @param {Page} page
 */
export async function noteStreams(page) {
  await page.addInitScript(() => {
    const world = /** @type {any} */ (globalThis);
    world.asked = [];
    world.streams = [];
    world.gate = Promise.resolve();
    if (!navigator.mediaDevices) return;
    const plain = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wishes) => {
      world.asked.push(wishes);
      const stream = await plain(wishes);
      world.streams.push(stream);
      await world.gate;
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
