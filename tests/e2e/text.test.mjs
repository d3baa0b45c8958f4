// Texts, as a visitor has them written: the same text from the same seed, stop and continue, what is shared.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  action,
  coarsePhone,
  desktop,
  look,
  ready,
  result,
  revisit,
  says,
  shakespeare,
  stage,
  useBrowser,
} from './harness.mjs';
import { field, finished, passage, set, state, text, write, writing } from './writing.mjs';

useBrowser();

const clipboard = { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] };

for (const [name, context] of /** @type {const} */ ([
  ['desktop', desktop],
  ['phone', coarsePhone],
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

revisit(
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

look('the page writes what native code writes, character by character', { route: shakespeare }, async (page) => {
  await ready(page);
  // What tests/models writes with the same beginning, temperature and seed.
  const native = readFileSync(new URL('../models/romeo.txt', import.meta.url), 'utf8');
  const settings = { prompt: 'ROMEO:\n', length: String(native.length), temperature: '0.8', seed: '1' };
  assert.equal(await write(page, settings), `ROMEO:\n${native}`);
});

look(
  'what the units say may be looked at while a text is written, and the text stays the same',
  { route: shakespeare },
  async (page) => {
    await ready(page);
    const whole = await write(page, { prompt: 'ROMEO:\n', length: '1500', seed: '5' });
    await action(page, 'generate').click();
    await writing(page, 200);
    await action(page, 'look-inside').click();
    assert.equal(await finished(page), whole);
    const areas = JSON.parse((await stage(page).getAttribute('data-areas')) ?? '{}');
    assert.ok(areas.units?.[3] > 200, 'the units have their room');
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

revisit('a shared link writes the same text', { route: shakespeare, context: clipboard }, async (page) => {
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
  // The page for messengers leads on to the address that is here now.
  assert.equal(new URL(link).hash.slice(1), page.url().split('?')[1]);
  await page.goto('about:blank');
  await page.goto(link);
  assert.equal(await finished(page), written);
  assert.equal(await field(page, 'temperature').inputValue(), '1.15');
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
