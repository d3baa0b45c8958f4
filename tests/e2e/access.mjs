// What the tests of access to drawing experiments share.
import assert from 'node:assert/strict';
import { violations } from './axe.mjs';
import { action, answer, desktop, phone, ready, revisit, sketches } from './harness.mjs';
import { themes, wear } from './themes.mjs';

/** Scenes of which axe must not complain, in both themes, on phone and desktop. @param {string[]} routes */
export function axeScenes(routes) {
  for (const [name, screen, loaded] of /** @type {const} */ ([
    ['phone', phone, 'light'],
    ['desktop', desktop, 'dark'],
  ])) {
    for (const route of routes) {
      revisit(
        `axe finds nothing to complain about, neither in light nor in dark: ${route}, ${name}`,
        { route, context: { ...screen, colorScheme: loaded } },
        async (page) => {
          if (route !== '#/') {
            await ready(page);
            await action(page, 'example-5').click();
            await answer(page);
            for (const summary of await page.locator('summary:visible').all()) await summary.click();
          }
          for (const theme of themes(loaded)) {
            await wear(page, theme);
            assert.deepEqual(await violations(page), [], theme);
          }
        },
      );
    }
  }
}

/** @param {string} route of an experiment in which one draws */
export function targetScene(route) {
  revisit(
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
}
