// What the tests of rock, paper, scissors share: the example hands, and the game’s own words.
import { readFileSync } from 'node:fs';
import { result, says } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

export const rockPaperScissors = '#/experiments/RockPaperScissorsMobilenetV2';
export const rockPaperScissorsCnn = '#/experiments/RockPaperScissorsCNN';

/** @param {string} name of one of the site’s examples @returns {Buffer} JPEG */
export const exampleHand = (name) =>
  readFileSync(new URL(`../../web/examples/rock_paper_scissors/${name}.jpg`, import.meta.url));

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
