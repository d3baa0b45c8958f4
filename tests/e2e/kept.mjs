// What a visitor's device has kept of the site.

/** @typedef {import('playwright-core').Page} Page */

/**
 * Waits for what takes time to find out: to `waitForFunction` a promise is true as it is.
 * @template T @param {Page} page @param {(given: T) => Promise<boolean>} holds @param {T} given
 */
export async function until(page, holds, given) {
  while (!(await page.evaluate(/** @type {any} */ (holds), given))) await page.waitForTimeout(200);
}

/** Waits until the visited experiment is kept. @param {Page} page @param {string} model */
export const keptOnDevice = (page, model) =>
  until(
    page,
    async (name) => {
      const build = document.documentElement.dataset['build'];
      const files = await (await fetch(`${build}/files.json`)).json();
      for (const cache of await caches.keys()) {
        const keys = (await (await caches.open(cache)).keys()).map(({ url }) => url.split('/').at(-1));
        const wanted = [`models/${name}.onnx`, 'ort/ort-wasm-simd-threaded.wasm', 'app/strokes.wasm'];
        if (wanted.every((path) => keys.includes(files[path].sha256))) return true;
      }
      return false;
    },
    model,
  );
