// What the tests of access to sums and texts share.
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from './axe.mjs';
import { action, answer, artefacts, desktop, phone, ready, revisit, summation } from './harness.mjs';
import { themes, wear } from './themes.mjs';
import { field, finished } from './writing.mjs';

/** @typedef {import('playwright-core').Page} Page */

const folder = join(artefacts, 'looks');

/** Something to look at. @param {Page} page @param {string} route */
async function use(page, route) {
  await ready(page);
  if (route === summation) {
    await field(page, 'expression').fill('58+67');
    await answer(page);
    return;
  }
  await field(page, 'length').fill('400');
  await action(page, 'generate').click();
  await finished(page);
}

/** Where a finger meets less than it needs. @param {Page} page */
const smallTargets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, input, textarea, .back, .brand, summary')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({
        name: element.getAttribute('aria-label') ?? element.id,
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  );

/** Axe, targets and icons of an experiment with fields; and pictures for people to look at. @param {string} route */
export function accessScenes(route) {
  mkdirSync(folder, { recursive: true });
  /** What axe says in both themes. @param {Page} page @param {string} name of the screen @param {'light' | 'dark'} loaded */
  const inBothThemes = async (page, name, loaded) => {
    for (const theme of themes(loaded)) {
      await wear(page, theme);
      assert.deepEqual(await violations(page), [], theme);
      await page.waitForTimeout(500);
      const path = join(folder, `${route.split('/').at(-1)}-${name}-${theme}.png`);
      await page.screenshot({ path, fullPage: true });
      assert.ok(statSync(path).size > 10_000);
    }
  };

  revisit(
    `axe finds nothing to complain about, neither in light nor in dark: ${route}, desktop`,
    { route, context: { ...desktop, colorScheme: 'dark' } },
    async (page) => {
      await use(page, route);
      await inBothThemes(page, 'desktop', 'dark');
    },
  );

  // One text is written for all of it: writing takes longest.
  revisit(
    `on the phone axe finds nothing to complain about, every target is at least 44 pixels wide and high, and nothing is wider than the screen: ${route}`,
    { route, context: phone },
    async (page) => {
      await use(page, route);
      assert.deepEqual(await smallTargets(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await inBothThemes(page, 'phone', 'light');
    },
  );

  revisit(`every action has a name and an icon that exists: ${route}`, { route }, async (page) => {
    await ready(page);
    const sprite = await page.evaluate(async () => {
      const use = /** @type {Element} */ (document.querySelector('.action use'));
      return (await fetch(use.getAttribute('href')?.split('#')[0] ?? '')).text();
    });
    const actions = await page.locator('[data-action]').evaluateAll((buttons) =>
      buttons.map((button) => ({
        name: button.getAttribute('aria-label') ?? button.textContent ?? '',
        icon: button.querySelector('use')?.getAttribute('href')?.split('#')[1] ?? '',
      })),
    );
    for (const { name, icon } of actions) {
      assert.ok(name.length > 0);
      if (icon) assert.ok(sprite.includes(`id="${icon}"`), `${name}: the icon ${icon} is not in web/icons.txt`);
    }
  });
}
