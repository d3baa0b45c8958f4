// Sums, as a visitor types and taps them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  action,
  answer,
  desktop,
  look,
  phone,
  ready,
  result,
  revisit,
  says,
  stage,
  summation,
  useBrowser,
} from './harness.mjs';
import { field } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

useBrowser();

/** @param {Page} page @param {string} keys */
async function tap(page, keys) {
  for (const key of keys) await action(page, key === '+' ? 'key-plus' : `key-${key}`).tap();
}

look('a sum is answered while it is typed, beside the true one', { route: summation }, async (page) => {
  await ready(page);
  assert.equal((await answer(page)).value, '');
  await field(page, 'expression').pressSequentially('17+38');
  const { value, top } = await answer(page);
  assert.equal(value, '55');
  assert.equal(top[0]?.label, '55');
  assert.ok((top[0]?.p ?? 0) > 0.5);
  await says(page, /^17 \+ 38 = 55, and that is right/);
  await field(page, 'expression').press('Backspace');
  assert.equal((await answer(page)).value, '20');
});

look(
  'a sum is tapped on the keypad of a phone, and the answer is in sight',
  { route: summation, context: phone },
  async (page) => {
    await ready(page);
    await tap(page, '508+67');
    assert.equal(await field(page, 'expression').inputValue(), '508+67');
    assert.equal((await answer(page)).value, '575');
    assert.equal(
      await page.evaluate(() => document.activeElement?.tagName === 'INPUT'),
      false,
      'the keyboard stays away',
    );
    await result(page).scrollIntoViewIfNeeded();
    await action(page, 'key-back').tap();
    assert.equal((await answer(page)).value, '514');
    await action(page, 'clear').tap();
    assert.equal(await field(page, 'expression').inputValue(), '');
    assert.equal((await answer(page)).value, '');
  },
);

revisit(
  'the field of a phone shows the keyboard with digits and plus',
  { route: summation, context: phone },
  async (page) => {
    await ready(page);
    assert.equal(await field(page, 'expression').getAttribute('inputmode'), 'tel');
    await field(page, 'expression').tap();
    await page.keyboard.type('9+9');
    assert.equal((await answer(page)).value, '18');
  },
);

look('thirty sums of all kinds are right', { route: summation }, async (page) => {
  await ready(page);
  /** @type {string[]} */
  const wrong = [];
  const sums = [
    [0, 0],
    [7, 8],
    [5, 5],
    [9, 1],
    [99, 1],
    [1, 99],
    [99, 99],
    [100, 0],
    [0, 999],
    [999, 1],
    [999, 999],
    [500, 500],
    [404, 96],
    [123, 877],
  ];
  for (let i = 0; i < 16; i += 1) sums.push([(i * 617 + 31) % 1000, (i * 389 + 7) % 1000]);
  for (const [a = 0, b = 0] of sums) {
    await field(page, 'expression').fill(`${a}+${b}`);
    const { value } = await answer(page);
    if (value !== String(a + b)) wrong.push(`${a}+${b}=${value}`);
  }
  assert.deepEqual(wrong, []);
});

for (const [typed, sentence] of /** @type {const} */ ([
  ['12+', /Go on/],
  ['+', /missing before the plus/],
  ['-3+4', /no minus/],
  ['7-2', /no minus/],
  ['1+2+3', /Only two numbers/],
  ['1000+1', /too large/],
  ['   ', /Type two numbers/],
  ['1+\u{1F600}', /no number/],
  ['\u202e\u0645\u0631\u062d\u0628\u0627', /no number/],
  ['1\u0007+2', /no number/],
  ['9'.repeat(10_000), /too large/],
  ['two+two', /no number/],
])) {
  look(
    `“${typed.slice(0, 12)}” (${typed.length} characters) is explained, and stays in the field`,
    { route: summation },
    async (page) => {
      await ready(page);
      await field(page, 'expression').fill(typed);
      assert.equal((await answer(page)).value, '');
      await says(page, sentence);
      assert.equal(await field(page, 'expression').inputValue(), typed);
      await field(page, 'expression').fill(' 999 + 999 =');
      assert.equal((await answer(page)).value, '1998');
    },
  );
}

revisit(
  'examples, dice and a shared link',
  { route: summation, context: { ...desktop, permissions: ['clipboard-read', 'clipboard-write'] } },
  async (page) => {
    await ready(page);
    await action(page, 'example-1').click();
    assert.equal((await answer(page)).value, '55');
    await action(page, 'dice').click();
    const typed = await field(page, 'expression').inputValue();
    const { value } = await answer(page);
    assert.match(typed, /^\d+\+\d+$/);
    await action(page, 'share').click();
    await page.getByText('The link is copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    // The page for messengers leads on to the address that is here now.
    assert.equal(new URL(link).hash.slice(1), page.url().split('?')[1]);
    await page.goto('about:blank');
    await page.goto(link);
    await ready(page);
    assert.equal(await field(page, 'expression').inputValue(), typed);
    assert.equal((await answer(page)).value, value);
  },
);

look('look inside shows more, and goes away again', { route: summation }, async (page) => {
  await ready(page);
  await field(page, 'expression').fill('58+67');
  await answer(page);
  const height = async () => (await stage(page).boundingBox())?.height ?? 0;
  const before = await height();
  await action(page, 'look-inside').click();
  await page.waitForFunction(
    (old) => (document.querySelector('[data-testid="stage"]')?.getBoundingClientRect().height ?? 0) > old + 100,
    before,
  );
  await action(page, 'look-inside').click();
  await page.waitForFunction(
    (old) => (document.querySelector('[data-testid="stage"]')?.getBoundingClientRect().height ?? 0) === old,
    before,
  );
});

look(
  'its mistakes stand in a table, and one that is pressed is made again before one’s eyes',
  { route: summation },
  async (page) => {
    await ready(page);
    /** @type {import('../../web/shell/types.d.ts').Card} */
    const card = JSON.parse(readFileSync(new URL('../../models/summation_gru.json', import.meta.url), 'utf8'));
    const listed = card.mistakes?.listed ?? assert.fail('the card lists no mistakes');
    const rows = page.getByTestId('mistakes').locator('tbody tr');
    assert.equal(await rows.count(), listed.length);
    for (const [i, { input, answer: written, truth }] of listed.slice(0, 3).entries()) {
      assert.deepEqual(await rows.nth(i).locator('th, td').allTextContents(), [input, written, truth]);
      await rows.nth(i).getByRole('button').click();
      await page.waitForFunction(
        (wanted) =>
          /** @type {HTMLInputElement | null} */ (document.querySelector('[data-field="expression"]'))?.value ===
          wanted,
        input,
      );
      assert.equal((await answer(page)).value, written);
      await says(page, new RegExp(`the true sum is ${truth}`));
    }
  },
);
