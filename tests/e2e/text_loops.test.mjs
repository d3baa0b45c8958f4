// Texts at temperature 0: the way out of loops, and the same text everywhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { look, ready, shakespeare, useBrowser, wikipedia } from './harness.mjs';
import { field, note, set, write } from './writing.mjs';

useBrowser();

/** What the native test of the models expects, too. @param {string} id */
const recorded = (id) =>
  readFileSync(new URL(`../models/at_temperature_0/${id}.txt`, import.meta.url), 'utf8').slice(0, -1);

for (const { id, route, prompt } of [
  { id: 'shakespeare_lstm', route: shakespeare, prompt: 'ROMEO:\n' },
  { id: 'wikipedia_lstm', route: wikipedia, prompt: '= Berlin =\n' },
])
  look(`at temperature 0 the page writes what native code does: ${id}`, { route }, async (page) => {
    await ready(page);
    assert.equal(await write(page, { prompt, length: '400', temperature: '0' }), recorded(id));
  });

look(
  'the penalty is on by itself where the temperature is low, and can be turned off',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    const penalty = field(page, 'repetition-penalty');
    assert.equal(await penalty.inputValue(), '0');
    assert.equal(await note(page, 'repetition-penalty').textContent(), '');
    await set(page, 'temperature', '0.2');
    await note(page, 'repetition-penalty').getByText('Keeps the text out of loops').waitFor();
    assert.equal(await penalty.inputValue(), '1');
    await set(page, 'repetition-penalty', '0');
    await note(page, 'repetition-penalty').getByText('soon goes round in a loop').waitFor();
    const loop = await write(page, { prompt: 'ROMEO:\n', length: '300', temperature: '0' });
    assert.match(loop, /(the prince of ){5}/);
    await set(page, 'repetition-penalty', '1');
    assert.doesNotMatch(await write(page, {}), /(.{4,60})\1\1/s);
  },
);
