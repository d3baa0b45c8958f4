// Texts, as a visitor has them written: the same text from the same seed, stop and continue, what is typed, what is shared.
import assert from 'node:assert/strict';
import {
  action,
  desktop,
  look,
  phone,
  ready,
  result,
  says,
  scene,
  shakespeare,
  useBrowser,
  wikipedia,
} from './harness.mjs';
import { field, finished, note, passage, set, state, text, writing } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

const clipboard = { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] };

/** @param {Page} page @param {Record<string, string>} settings */
async function write(page, settings) {
  for (const [id, value] of Object.entries(settings)) await set(page, id, value);
  await action(page, 'generate').click();
  return finished(page);
}

for (const [name, context] of /** @type {const} */ ([
  ['desktop', desktop],
  ['phone', phone],
])) {
  look(`a text is begun by typing and written on: ${name}`, { route: shakespeare, context }, async (page) => {
    await ready(page);
    await field(page, 'prompt').fill('');
    await field(page, 'prompt').pressSequentially('JULIET:');
    await page.keyboard.press('Enter');
    const written = await write(page, { length: '300' });
    assert.ok(written.startsWith('JULIET:\n'), written.slice(0, 20));
    assert.equal(written.length, 8 + 300);
    assert.match(written.slice(8), /[a-z]{2,} [a-z]{2,}/i, 'words');
    await says(page, /^300 characters written, \d+ a second\.$/);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      true,
      'nothing is wider than the screen',
    );
  });
}

scene(
  'the same seed writes the same text twice, and in a page that was opened anew',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    const settings = { prompt: 'ROMEO:\n', length: '250', temperature: '0.9', seed: '42' };
    const first = await write(page, settings);
    assert.equal(await write(page, {}), first);
    assert.notEqual(await write(page, { seed: '43' }), first);
    await page.reload();
    await ready(page);
    assert.equal(await write(page, settings), first);
  },
);

look(
  'Stop works at once, and Continue goes on with the text that would have come',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    const whole = await write(page, { length: '400', seed: '5' });
    const given = whole.length - 400;
    await action(page, 'generate').click();
    await writing(page, given + 40);
    await action(page, 'stop').click();
    const stopped = await finished(page);
    await says(page, /^Stopped after \d+ characters/);
    assert.ok(stopped.length < whole.length, 'it was still writing');
    await page.waitForTimeout(300);
    assert.equal(await text(page), stopped, 'nothing comes after Stop');
    await set(page, 'length', String(whole.length - stopped.length));
    await action(page, 'continue').click();
    assert.equal(await finished(page), whole);
  },
);

look('slow enough to read is slower, and stops as well', { route: shakespeare }, async (page) => {
  await ready(page);
  await action(page, 'slowly').click();
  await set(page, 'length', '2000');
  await action(page, 'generate').click();
  await writing(page, 30);
  await action(page, 'stop').click();
  await finished(page);
  const rate = Number(/(\d+) a second/.exec((await result(page).textContent()) ?? '')?.[1]);
  assert.ok(rate <= 45, `${rate} a second`);
});

scene('a shared link writes the same text', { route: shakespeare, context: clipboard }, async (page) => {
  await ready(page);
  const written = await write(page, {
    prompt: 'Dear “friend”,\nno 7 & more: 50 %?',
    length: '200',
    temperature: '1.15',
    'top-k': '20',
    'top-p': '0.95',
    seed: '4294967295',
  });
  await action(page, 'share').click();
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, page.url());
  await page.goto('about:blank');
  await page.goto(link);
  assert.equal(await finished(page), written);
  assert.equal(await field(page, 'temperature').inputValue(), '1.15');
});

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
  scene(`the page says how exactly its command makes the model again: ${route}`, { route }, async (page) => {
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
  await said.getByText(/“.+” .*%.*it could have been/).waitFor();
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
      .getByText(/“[UNDO]” .*% from pointing at the text before/)
      .waitFor();
  },
);

look('a tap on a character tells how likely it was', { route: shakespeare, context: phone }, async (page) => {
  await ready(page);
  await write(page, { prompt: '', length: '100' });
  await passage(page).evaluate((element) => {
    element.scrollTop = 0;
  });
  await passage(page).locator('[class^="sure-"]').first().tap();
  await page.getByTestId('passage-note').getByText(/%/).waitFor();
});

look('dice, examples and copy', { route: shakespeare, context: clipboard }, async (page) => {
  await ready(page);
  const first = await write(page, { length: '80' });
  const seed = await field(page, 'seed').inputValue();
  await action(page, 'dice').click();
  await page.waitForFunction(
    (old) => /** @type {HTMLInputElement | null} */ (document.querySelector('[data-field="seed"]'))?.value !== old,
    seed,
  );
  assert.notEqual(await finished(page), first);
  await action(page, 'example-1').click();
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="passage"]')?.textContent?.startsWith('JULIET:'),
  );
  const written = await finished(page);
  await action(page, 'copy').click();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), written);
});

look('the text is not read out character by character, its end is', { route: shakespeare }, async (page) => {
  await ready(page);
  assert.equal(
    await passage(page).evaluate((element) => element.closest('[aria-live], [role="status"], [role="log"]')),
    null,
  );
  await page.evaluate(() => {
    const told = /** @type {string[]} */ ([]);
    Object.assign(window, { told });
    const live = /** @type {Element} */ (document.querySelector('[data-testid="result"]'));
    new MutationObserver(() => told.push(live.textContent ?? '')).observe(live, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await write(page, { length: '300' });
  const told = await page.evaluate(() => /** @type {any} */ (window).told);
  assert.ok(told.length <= 4, told.join(' | '));
  assert.equal(await state(page), 'ready');
});

for (const [name, context] of /** @type {const} */ ([
  ['desktop', desktop],
  ['phone', phone],
])) {
  look(
    `an article begins with its title, and what its alphabet lacks is told and replaced: ${name}`,
    { route: wikipedia, context },
    async (page) => {
      await ready(page);
      await set(page, 'prompt', '= Z\u00fcrich \u6771 =\n');
      await note(page, 'prompt')
        .getByText(/Not in the network.s alphabet/)
        .waitFor();
      const written = await write(page, { length: '400', temperature: '0.7' });
      const head = '= Zurich \u25a1 =\n';
      assert.ok(written.startsWith(head), written.slice(0, 30));
      assert.equal(written.length, head.length + 400);
      assert.match(written.slice(head.length), /^[\n -~]*$/, 'the sign for other characters is never written');
      assert.match(written.slice(head.length), /\b(the|of|and|in)\b/, 'words');
      assert.equal(await write(page, {}), written);
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        true,
        'nothing is wider than the screen',
      );
    },
  );
}

scene('from one author to the other: titles to try here, names there', { route: wikipedia }, async (page) => {
  await ready(page);
  await action(page, 'example-2').click();
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="passage"]')?.textContent?.startsWith('= Marie Curie =\n'),
  );
  await action(page, 'stop')
    .click()
    .catch(() => {}); // it may be at the end already
  await finished(page);
  await page
    .getByRole('region', { name: 'Similar experiments' })
    .getByRole('link', { name: /Shakespeare/ })
    .click();
  await page.locator('[data-testid="stage"][data-model="shakespeare_lstm"][data-state="ready"]').waitFor();
  assert.match((await action(page, 'example-0').textContent()) ?? '', /ROMEO/);
});
