// Focus, keys, shortcuts and text.
import assert from 'node:assert/strict';
import { at, heard, said, scene, until } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

scene('the pad can be reached, used and left by keyboard', {}, async (page) => {
  await page.keyboard.press('Tab');
  await heard(page, /^focus pad visible$/);
  await page.keyboard.press('Shift+ArrowUp');
  await heard(page, /^key pad ArrowUp shift$/);
  assert.equal(await page.evaluate('scrollY'), 0, 'a key that the stage used does not scroll');
  await page.keyboard.press('Escape');
  await heard(page, /^focus $/);
  assert.equal(await page.evaluate('document.activeElement === document.body'), true);
});

scene('a press focuses the pad without showing it', {}, async (page) => {
  const { x, y } = await at(page, 50, 50);
  await page.mouse.click(x, y);
  assert.equal(await heard(page, /^focus pad/), 'focus pad');
});

scene(
  'shortcuts act on the stage; with Ctrl also while nothing has the focus; disabled ones never',
  {},
  async (page) => {
    await page.keyboard.press('s');
    await page.keyboard.press('Control+k');
    await heard(page, /^action field/);
    assert.ok(!(await said(page)).includes('action save '));
    await page.keyboard.press('Escape');
    await page.evaluate('lab.element.querySelector("[data-area=pad]").focus()');
    await page.keyboard.press('s');
    await heard(page, /^action save/);
    await page.evaluate('lab.stage.action("off"); lab.stage.action("unknown")');
    await page.evaluate('lab.stage.action("field", 42)');
    await heard(page, /^action field 42$/);
    assert.ok(!(await said(page)).some((line) => /^action (off|unknown)/.test(line)));
  },
);

/** Clicks the field and waits for the hidden input. @param {Page} page */
async function focusField(page) {
  const { x, y } = await at(page, 100, 250);
  await page.mouse.click(x, y);
  await until(page, 'document.activeElement?.tagName === "INPUT"');
}

scene(
  'text is typed, corrected and pasted through the hidden input',
  { permissions: ['clipboard-read', 'clipboard-write'] },
  async (page) => {
    await focusField(page);
    await page.keyboard.type('hallo');
    await heard(page, /^text hallo$/);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await heard(page, /^text hal$/);
    await page.evaluate('navigator.clipboard.writeText("f past")');
    await page.keyboard.press('Control+v');
    await heard(page, /^text half past$/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('-');
    await heard(page, /^text half pa-st$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'half pa-st');
  },
);

scene('an input method composes, and its text arrives once', {}, async (page) => {
  await focusField(page);
  const session = await page.context().newCDPSession(page);
  for (const text of ['n', 'ni', 'にほ'])
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send('Input.insertText', { text: '日本' });
  assert.equal(await heard(page, /^text /), 'text 日本');
  assert.equal((await said(page)).filter((line) => line.startsWith('text ')).length, 1);
});

scene('a soft keyboard’s Backspace, which only removes a character, deletes', {}, async (page) => {
  await focusField(page);
  await page.keyboard.type('ab');
  await heard(page, /^text ab$/);
  await page.evaluate(`(() => {
    const input = document.activeElement;
    input.value = input.value.slice(0, -1);
    input.dispatchEvent(new InputEvent('input', { inputType: 'deleteContentBackward' }));
  })()`);
  await heard(page, /^text a$/);
});

scene(
  'a finger on the field gets the keyboard within its gesture',
  { hasTouch: true, isMobile: true },
  async (page) => {
    const { x, y } = await at(page, 100, 250);
    // iOS shows its keyboard only if the focus moves before the event is over.
    await page.evaluate(
      'addEventListener("pointerup", () => (globalThis.focusedIn = document.activeElement?.tagName))',
    );
    await page.touchscreen.tap(x, y);
    await until(page, 'globalThis.focusedIn !== undefined');
    assert.equal(await page.evaluate('globalThis.focusedIn'), 'INPUT');
  },
);

scene('what changed in the hidden input is told apart exactly', { opens: false }, async (page) => {
  const changes = await page.evaluate(
    '[["ab","abc"],["abc","ab"],["","日本"],["hello","help!"],["a","a"],["\\u200b\\u200b","\\u200b"],["x😀","x"]].map(([a, b]) => lab.difference(a, b))',
  );
  assert.deepEqual(changes, [
    { backspaces: 0, text: 'c' },
    { backspaces: 1, text: '' },
    { backspaces: 0, text: '日本' },
    { backspaces: 2, text: 'p!' },
    { backspaces: 0, text: '' },
    { backspaces: 1, text: '' },
    { backspaces: 1, text: '' },
  ]);
});

scene('keys are named as shortcuts are', { opens: false }, async (page) => {
  const names = await page.evaluate(
    '[{key:"z",ctrlKey:true},{key:"Z",ctrlKey:true,shiftKey:true},{key:"z",metaKey:true},{key:"Delete"},{key:" "},{key:"e"}].map((k) => lab.shortcutOf(new KeyboardEvent("keydown", k)))',
  );
  assert.deepEqual(names, ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Z', 'Delete', 'Space', 'E']);
});
