// What the tests of rock, paper, scissors share: clips of example hands for Chromium’s pretended camera, and the game’s
// own words.
import { Buffer } from 'node:buffer';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { result, says } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

export const rockPaperScissors = '#/experiments/RockPaperScissorsMobilenetV2';
export const rockPaperScissorsCnn = '#/experiments/RockPaperScissorsCNN';

/** @param {string} name of one of the site’s examples @returns {Buffer} JPEG */
export const exampleHand = (name) =>
  readFileSync(new URL(`../../web/examples/rock_paper_scissors/${name}.jpg`, import.meta.url));

/**
 * Arguments with which Chromium takes these pictures for its camera’s frames, thirty a second, round and round.
 * @param {string[]} names of examples
 */
export function cameraOf(names) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ml-lab-hands-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'clip.mjpeg');
  writeFileSync(file, Buffer.concat(names.map(exampleHand)));
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

/** Waits until the network sees this: "paper"; or nothing: "". @param {Page} page @param {string} wanted */
export const sees = (page, wanted) =>
  page.waitForFunction(
    (value) => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === value,
    wanted,
  );

/** Both hands of the round that is told now. @param {Page} page @returns {Promise<{ you: string, computer: string, text: string }>} */
export async function roundTold(page) {
  await says(page, /^You: \w+, computer: \w+\./);
  const text = (await result(page).textContent()) ?? '';
  const [, you = '', computer = ''] = /^You: (\w+), computer: (\w+)\./.exec(text) ?? [];
  return { you, computer, text };
}

const beats = /** @type {Record<string, string>} */ ({ rock: 'scissors', paper: 'rock', scissors: 'paper' });

/** @param {{ you: string, computer: string }} round */
export const outcome = ({ you, computer }) => (you === computer ? 'draw' : beats[you] === computer ? 'win' : 'lose');
