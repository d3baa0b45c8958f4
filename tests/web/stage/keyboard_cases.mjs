// Focus, keys and shortcuts.
import assert from 'node:assert/strict';
import { at, heard, said, scene } from './harness.mjs';

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
    await heard(page, /^command echo/);
    assert.ok(!(await said(page)).some((line) => line.startsWith('command save')));
    await page.keyboard.press('Escape');
    await page.evaluate('lab.element.querySelector("[data-area=pad]").focus()');
    await page.keyboard.press('s');
    await heard(page, /^command save/);
    await page.evaluate('lab.stage.action("off"); lab.stage.action("unknown")');
    await page.evaluate('lab.stage.action("echo", 42)');
    await heard(page, /^command echo 42 $/);
    await page.evaluate('lab.stage.action("echo-7")');
    await heard(page, /^command echo 7 $/);
    assert.ok(!(await said(page)).some((line) => /^command (off|unknown)/.test(line)));
  },
);

scene('keys are named as shortcuts are', { opens: false }, async (page) => {
  const names = await page.evaluate(
    '[{key:"z",ctrlKey:true},{key:"Z",ctrlKey:true,shiftKey:true},{key:"z",metaKey:true},{key:"Delete"},{key:" "},{key:"e"}].map((k) => lab.shortcutOf(new KeyboardEvent("keydown", k)))',
  );
  assert.deepEqual(names, ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Z', 'Delete', 'Space', 'E']);
});
