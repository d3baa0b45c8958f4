// The pages as assistive technology finds them, both themes, phone and desktop.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  action,
  answer,
  cnn,
  desktop,
  mlp,
  phone,
  ready,
  scene,
  sketches,
  sketchesMlp,
  useBrowser,
} from './harness.mjs';

useBrowser();

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** @param {import('playwright-core').Page} page */
async function violations(page) {
  // Evaluated by the debugger, not by the page: the page's policy stays as it is.
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] }),
  );
  return found.violations.map((/** @type {any} */ violation) => ({
    rule: violation.id,
    where: violation.nodes.map((/** @type {any} */ node) => `${node.target}: ${node.failureSummary}`),
  }));
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const [name, context] of /** @type {const} */ ([
    ['phone', phone],
    ['desktop', desktop],
  ])) {
    for (const route of ['#/', cnn, mlp, sketches, sketchesMlp]) {
      scene(
        `axe finds nothing to complain about: ${route}, ${name}, ${colorScheme}`,
        { route, context: { ...context, colorScheme } },
        async (page) => {
          if (route !== '#/') {
            await ready(page);
            await action(page, 'example-5').click();
            await answer(page);
            for (const summary of await page.locator('summary:visible').all()) await summary.click();
          }
          assert.deepEqual(await violations(page), []);
        },
      );
    }
  }
}

for (const route of [cnn, sketches])
  scene(
    `every target on the phone is at least 44 pixels wide and high: ${route}`,
    { route, context: phone },
    async (page) => {
      await ready(page);
      for (const summary of await page.locator('summary:visible').all()) await summary.click();
      if (route === sketches) await action(page, 'game').click();
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, .back, .brand, summary')]
          .filter((element) => element.checkVisibility())
          .map((element) => ({
            name: element.getAttribute('aria-label') ?? element.textContent,
            box: element.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width < 44 || box.height < 44)
          .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
      );
      assert.deepEqual(small, []);
    },
  );

scene('every action has a name, an icon that exists and its shortcut in the tooltip', { route: cnn }, async (page) => {
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
});

scene(
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

scene(
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

scene('on paper there is nothing to press', { route: cnn }, async (page) => {
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
