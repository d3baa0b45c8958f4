// An address that there is nothing at leads on to the site, at whatever depth.
import assert from 'node:assert/strict';
import { scene, siteUrl, useBrowser } from './harness.mjs';

useBrowser();

scene('a wrong address has a way to the first page', {}, async (page) => {
  for (const wrong of ['nothing', 'nothing/here/', 'a/b/c.html']) {
    // The file itself: what a host sends with status 404 is a console error to this browser.
    await page.route(`${siteUrl()}${wrong}`, async (route) => {
      const response = await route.fetch({ url: `${siteUrl()}404.html` });
      await route.fulfill({ status: 200, contentType: 'text/html', body: await response.text() });
    });
    await page.route(/build\.json$/, async (route) => {
      const there = new URL(route.request().url()).href === `${siteUrl()}build.json`;
      await (there ? route.continue() : route.fulfill({ status: 204, body: '' }));
    });
    await page.goto(`${siteUrl()}${wrong}`);
    const link = page.getByRole('link', { name: 'go there' });
    await page.waitForFunction(
      (home) => /** @type {HTMLAnchorElement | null} */ (document.querySelector('#home'))?.href === home,
      siteUrl(),
    );
    await link.click();
    await page.locator('#gallery').waitFor();
    assert.equal(page.url(), siteUrl());
  }
});
