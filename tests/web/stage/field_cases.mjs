// Fields, written text and links: what passes between the page and C++.
import assert from 'node:assert/strict';
import { heard, said, scene } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

/** @param {Page} page @param {string} value */
const type = (page, value) =>
  page.evaluate((text) => /** @type {any} */ (globalThis).lab.stage.field('name', text), value);

scene('a field is listed, takes what is typed and lists it again; an unknown one does nothing', {}, async (page) => {
  assert.deepEqual(await page.evaluate('lab.fields'), [
    {
      id: 'name',
      label: 'Name',
      kind: 'lines',
      value: '',
      said: '',
      low: 0,
      high: 0,
      step: 0,
      hint: 'Nobody',
      note: 'Nothing yet',
      below: false,
    },
  ]);
  await type(page, 'Ada');
  await heard(page, /^command field name Ada$/);
  assert.equal(await page.evaluate('lab.fields[0].value'), 'Ada');
  assert.equal(await page.evaluate('lab.fields[0].note'), '');
  await page.evaluate('lab.stage.field("other", "x")');
  assert.ok(!(await said(page)).some((line) => line.startsWith('command field other')));
});

scene('text arrives whole: all of Unicode, nothing cut off at a NUL, half characters replaced', {}, async (page) => {
  const typed = 'é 日本 \u{1F600} \u202e\0end \ud83d';
  await type(page, typed);
  assert.equal(await page.evaluate('lab.fields[0].value'), 'é 日本 \u{1F600} \u202e\ufffdend \ufffd');
  const long = 'ü'.repeat(100_000);
  await type(page, long);
  assert.equal(await page.evaluate('lab.fields[0].value'), long);
});

scene('a passage comes in parts, with a note; a picked character goes back as its number', {}, async (page) => {
  await type(page, 'To be');
  assert.deepEqual(await page.evaluate('lab.passage'), [
    {
      begins: true,
      parts: [
        { text: 'To be', confidence: -1 },
        { text: '!', confidence: 2 },
      ],
    },
  ]);
  assert.equal(await page.evaluate('lab.note'), '5 bytes');
  await page.evaluate('lab.stage.character(7)');
  await heard(page, /^command passage-character 7 $/);
});

scene('what is to be shared reaches the page, and a link’s fields reach the stage', {}, async (page) => {
  await type(page, 'share');
  assert.deepEqual(await page.evaluate('lab.shared'), [{ name: 'share', other: 'a&b=c' }]);
  await page.evaluate('lab.stage.close()');
  await page.evaluate(`lab.open('probe', { name: 'a\\0b', 'no name!': 'x' })`);
  await heard(page, /^given name 5 a\ufffdb$/);
  assert.ok(!(await said(page)).some((line) => /^given no name/.test(line)));
});
