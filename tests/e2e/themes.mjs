// One page in both themes: what was drawn or written once is looked at in light and in dark.

/** Both themes, beginning with the one in which the page is loaded. @param {'light' | 'dark'} [loaded] */
export const themes = (loaded = 'light') =>
  loaded === 'light' ? /** @type {const} */ (['light', 'dark']) : /** @type {const} */ (['dark', 'light']);

/** Changes the page's theme by the system's, and waits until it is drawn. @param {import('playwright-core').Page} page @param {'light' | 'dark'} theme */
export async function wear(page, theme) {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.dataset['theme'] === wanted &&
      /** @type {HTMLLinkElement | null} */ (document.querySelector('#dark-theme'))?.sheet,
    theme,
  );
  await page.evaluate(async () => {
    // Colours that change by a transition are there when it ended; the stage draws in the frame after that.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => {})));
    for (let frames = 0; frames < 2; frames += 1) await new Promise((next) => requestAnimationFrame(next));
  });
}
