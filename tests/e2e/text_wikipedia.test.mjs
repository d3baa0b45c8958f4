// Articles, and the way from one author to the other.
import assert from 'node:assert/strict';
import { action, coarsePhone, desktop, look, ready, revisit, useBrowser, wikipedia } from './harness.mjs';
import { finished, note, set, write } from './writing.mjs';

useBrowser();

for (const [name, context] of /** @type {const} */ ([
  ['desktop', desktop],
  ['phone', coarsePhone],
])) {
  look(
    `an article begins with its title, and what its alphabet lacks is told and replaced: ${name}`,
    { route: wikipedia, context },
    async (page) => {
      await ready(page);
      await set(page, 'prompt', '= Z\u00fcrich \u6771 =\n');
      await note(page, 'prompt')
        .getByText(/Not in the network.s alphabet/)
        .waitFor();
      const written = await write(page, { length: '400', temperature: '0.7' });
      const head = '= Zurich \u25a1 =\n';
      assert.ok(written.startsWith(head), written.slice(0, 30));
      assert.equal(written.length, head.length + 400);
      assert.match(written.slice(head.length), /^[\n -~]*$/, 'the sign for other characters is never written');
      assert.match(written.slice(head.length), /\b(the|of|and|in)\b/, 'words');
      assert.equal(await write(page, {}), written);
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        true,
        'nothing is wider than the screen',
      );
    },
  );
}

revisit('from one author to the other: titles to try here, names there', { route: wikipedia }, async (page) => {
  await ready(page);
  await action(page, 'example-2').click();
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="passage"]')?.textContent?.startsWith('= Marie Curie =\n'),
  );
  await action(page, 'stop')
    .click()
    .catch(() => {}); // it may be at the end already
  await finished(page);
  await page
    .getByRole('region', { name: 'Similar experiments' })
    .getByRole('link', { name: /Shakespeare/ })
    .click();
  await page.locator('[data-testid="stage"][data-model="shakespeare_lstm"][data-state="ready"]').waitFor();
  assert.match((await action(page, 'example-0').textContent()) ?? '', /ROMEO/);
});
