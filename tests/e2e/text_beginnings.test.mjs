// What is typed before a text, numbers that make no sense, and what each character tells.
import assert from 'node:assert/strict';
import { action, coarsePhone, look, ready, revisit, says, shakespeare, useBrowser, wikipedia } from './harness.mjs';
import { finished, note, passage, set, write } from './writing.mjs';

useBrowser();

for (const [what, typed] of /** @type {const} */ ([
  ['an emoji and an accent', 'caf\u00e9 \u{1F600}'],
  ['right-to-left letters', '\u202e\u0645\u0631\u062d\u0628\u0627'],
  ['control characters', 'a\u0007b\u001b\u0000c'],
  ['half a character', 'a\ud83d'],
])) {
  look(`a beginning with ${what} is explained and replaced`, { route: shakespeare }, async (page) => {
    await ready(page);
    await page.evaluate((value) => {
      const input = /** @type {HTMLTextAreaElement} */ (document.querySelector('[data-field="prompt"]'));
      input.value = value;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, typed);
    await note(page, 'prompt')
      .getByText(/Not in the network.s alphabet/)
      .waitFor();
    const written = await write(page, { length: '50' });
    assert.match(written, /^[\n -~]*$/, 'only characters of the alphabet');
    assert.ok(written.length >= 50);
  });
}

for (const [route, promise] of /** @type {const} */ ([
  [shakespeare, 'this command makes the very same model:'],
  [wikipedia, 'not to the last digit: several threads trained it.'],
])) {
  revisit(`the page says how exactly its command makes the model again: ${route}`, { route }, async (page) => {
    await ready(page);
    await page.getByText(promise).waitFor();
  });
}

look('an empty beginning and one of 10,000 characters', { route: shakespeare }, async (page) => {
  await ready(page);
  assert.equal((await write(page, { prompt: '', length: '60' })).length, 60);
  const long = 'To be, or not to be, that is the question. '.repeat(233).slice(0, 10_000);
  await set(page, 'prompt', long);
  await note(page, 'prompt')
    .getByText(/Only the last 2000 characters are read/)
    .waitFor();
  const written = await write(page, {});
  assert.ok(written.startsWith(long));
  assert.equal(written.length, 10_060);
});

look(
  'numbers that make no sense are explained, and the last good one is used',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    await set(page, 'length', '70');
    await set(page, 'length', '999999');
    assert.match((await note(page, 'length').textContent()) ?? '', /from 1 to 20000, please; 70 is used/);
    await action(page, 'generate').click();
    await finished(page);
    await says(page, /^70 characters/);
  },
);

look('a character tells how likely it was, by mouse and by keyboard', { route: shakespeare }, async (page) => {
  await ready(page);
  await write(page, { prompt: 'ROMEO:\n', length: '200' });
  const said = page.getByTestId('passage-note');
  await passage(page).evaluate((element) => {
    element.scrollTop = 0;
  });
  await passage(page).locator('[class^="sure-"]').first().hover();
  await said.getByText(/%/).waitFor();
  await passage(page).focus();
  await page.keyboard.press('Home');
  await said.getByText(/only read it/).waitFor();
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('ArrowRight');
  await said.getByText(/“.+” .*% likely.*it could have been/).waitFor();
});

look(
  'names that only the beginning has are written again, and the page says that they were pointed at',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    const begins =
      'QUIRPLEX:\nGood morrow, Bravundo.\n\nBRAVUNDO:\nGood morrow, good Quirplex.\n\nQUIRPLEX:\nWhat news?\n\nBRAV';
    const written = await write(page, { prompt: begins, length: '12', temperature: '0' });
    assert.ok(written.startsWith(`${begins}UNDO:\n`), written.slice(begins.length));
    await passage(page).focus();
    await page.keyboard.press('Home');
    for (let i = 0; i <= begins.length; i += 1) await page.keyboard.press('ArrowRight');
    await page
      .getByTestId('passage-note')
      .getByText(/“[UNDO]” .*% of that copied from earlier text/)
      .waitFor();
  },
);

look('a tap on a character tells how likely it was', { route: shakespeare, context: coarsePhone }, async (page) => {
  await ready(page);
  await write(page, { prompt: '', length: '100' });
  await passage(page).evaluate((element) => {
    element.scrollTop = 0;
  });
  await passage(page).locator('[class^="sure-"]').first().tap();
  await page.getByTestId('passage-note').getByText(/%/).waitFor();
});
