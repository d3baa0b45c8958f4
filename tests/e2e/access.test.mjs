// The pages as assistive technology finds them: gallery and digits.
import assert from 'node:assert/strict';
import { axeScenes, targetScene } from './access.mjs';
import { cnn, desktop, mlp, pocket, ready, revisit, useBrowser } from './harness.mjs';

useBrowser();

axeScenes(['#/', cnn, mlp, pocket]);
targetScene(cnn);

revisit(
  'every action has a name, an icon that exists and its shortcut in the tooltip',
  { route: cnn },
  async (page) => {
    await ready(page);
    const sprite = await page.evaluate(async () => {
      const use = /** @type {Element} */ (document.querySelector('.action use'));
      return (await fetch((use.getAttribute('href') ?? '').split('#')[0] ?? '')).text();
    });
    const actions = await page.evaluate(() =>
      [...document.querySelectorAll('[data-action]')]
        .map((button) => ({
          id: button.getAttribute('data-action'),
          name: button.getAttribute('aria-label') ?? '',
          icon: button.querySelector('use')?.getAttribute('href')?.split('#')[1] ?? '',
          tip: button.getAttribute('data-tip') ?? '',
          keys: button.getAttribute('aria-keyshortcuts'),
        }))
        .filter(({ id }) => id !== 'retry'),
    );
    for (const id of [
      'undo',
      'redo',
      'clear',
      'look-inside',
      'open-picture',
      'model-digits_cnn',
      'model-digits_mlp',
      'model-digits_pocket',
      'example-0',
      'example-9',
    ]) {
      assert.ok(
        actions.some((action) => action.id === id),
        `there is no action ${id}`,
      );
    }
    for (const { id, name, icon, tip, keys } of actions) {
      assert.ok(name.length > 0, `${id} has no name`);
      if (icon) assert.ok(sprite.includes(`id="${icon}"`), `${id}: the icon ${icon} is not in web/icons.txt`);
      if (keys) assert.match(tip, /\(.+\)$/, `${id} does not say its shortcut`);
    }
  },
);

revisit(
  'the page tells its parts apart: landmarks, one first heading, no level skipped',
  { route: cnn },
  async (page) => {
    await ready(page);
    for (const role of /** @type {const} */ (['banner', 'main', 'contentinfo']))
      assert.equal(await page.getByRole(role).count(), 1, role);
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, h3, h4')]
        .filter((h) => h.checkVisibility())
        .map((h) => Number(h.tagName[1])),
    );
    assert.equal(levels.filter((level) => level === 1).length, 1);
    levels.forEach((level, i) => assert.ok(level <= (levels[i - 1] ?? 1) + 1, `heading ${i} jumps to level ${level}`));
  },
);

revisit(
  'with reduced motion nothing on the page moves by itself',
  { route: '#/', context: { ...desktop, reducedMotion: 'reduce' } },
  async (page) => {
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) =>
          getComputedStyle(element)
            .transitionDuration.split(',')
            .some((time) => parseFloat(time) > 0.01),
        ).length,
    );
    assert.equal(moving, 0);
  },
);

revisit('on paper there is nothing to press', { route: cnn }, async (page) => {
  await ready(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(
    await page.evaluate(
      () => [...document.querySelectorAll('button')].filter((button) => button.checkVisibility()).length,
    ),
    0,
  );
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'light');
});
