// The pages that scenes play in: what they complain about is heard, and a warm one brings nothing along.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { action, answer, cnn, currentBrowser, desktop, phone, ready, siteUrl, stage, useBrowser } from './harness.mjs';
import { backToGallery, visit, WarmPages } from './visits.mjs';

useBrowser();

const limit = { timeout: 600_000 };

test('errors, violations of the policy and requests to other hosts are heard', limit, async () => {
  const { context, page, faults } = await visit(currentBrowser(), siteUrl(), desktop);
  try {
    await page.goto(`${siteUrl()}#/`);
    assert.equal(faults.length, 0, faults.join('\n'));
    await page.evaluate(async () => {
      console.error('said by the page');
      setTimeout(() => {
        throw new Error('thrown by the page');
      });
      await fetch('http://elsewhere.invalid/').catch(() => {});
    });
    await page.waitForTimeout(300);
    for (const expected of [
      /^console: said by the page/,
      /^uncaught: thrown by the page/,
      /security policy: connect-src/,
    ]) {
      assert.ok(
        faults.some((fault) => expected.test(fault)),
        `${expected} is not among:\n${faults.join('\n')}`,
      );
    }
    await page.goto('data:text/html,<img src="http://elsewhere.invalid/">');
    await page.waitForTimeout(300);
    assert.ok(faults.includes('request to another host: http://elsewhere.invalid/'), faults.join('\n'));
  } finally {
    await context.close();
  }
});

test('a warm page goes to one scene at a time, and only to one of the same kind of screen', limit, async () => {
  const pages = new WarmPages();
  const first = await pages.take(currentBrowser(), siteUrl(), desktop);
  const meanwhile = await pages.take(currentBrowser(), siteUrl(), desktop);
  const other = await pages.take(currentBrowser(), siteUrl(), phone);
  assert.notEqual(meanwhile, first);
  pages.keep(first, desktop);
  assert.notEqual(await pages.take(currentBrowser(), siteUrl(), phone), first);
  assert.equal(await pages.take(currentBrowser(), siteUrl(), desktop), first);
  for (const { context } of [first, meanwhile, other]) await context.close();
});

test('a kept page wears the next scene’s theme and motion', limit, async () => {
  const pages = new WarmPages();
  const first = await pages.take(currentBrowser(), siteUrl(), desktop);
  const media = () =>
    first.page.evaluate(() => [
      document.documentElement.dataset['theme'],
      matchMedia('(prefers-reduced-motion: reduce)').matches,
    ]);
  assert.deepEqual(await media(), ['light', false]);
  pages.keep(first, desktop);
  const calm = /** @type {const} */ ({ ...desktop, colorScheme: 'dark', reducedMotion: 'reduce' });
  assert.equal(await pages.take(currentBrowser(), siteUrl(), calm), first);
  await first.page.locator('[data-theme="dark"]').waitFor();
  assert.deepEqual(await media(), ['dark', true]);
  await first.page.emulateMedia({ media: 'print' });
  pages.keep(first, calm);
  await pages.take(currentBrowser(), siteUrl(), desktop);
  await first.page.locator('[data-theme="light"]').waitFor();
  assert.deepEqual(await media(), ['light', false]);
  assert.equal(await first.page.evaluate(() => matchMedia('print').matches), false);
  await first.context.close();
});

test('a visitor who was here before gets a new page, watched like the first', limit, async () => {
  const pages = new WarmPages();
  const visitor = await pages.takeAnew(currentBrowser(), siteUrl(), desktop);
  const old = visitor.page;
  await old.goto(siteUrl() + cnn);
  await ready(old);
  await old.evaluate(() => {
    localStorage.setItem('kept', 'by the browser');
    sessionStorage.setItem('kept', 'by the page');
    Object.assign(window, { kept: 'by the document' });
  });
  await backToGallery(old, siteUrl());
  pages.keep(visitor, desktop);
  assert.equal(await pages.takeAnew(currentBrowser(), siteUrl(), desktop), visitor);
  const { context, page, faults } = visitor;
  assert.ok(old.isClosed());
  assert.deepEqual(context.pages(), [page]);
  await page.goto(siteUrl() + cnn);
  await ready(page);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.equal(await page.evaluate(() => 'kept' in window), false);
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  assert.deepEqual(faults, []);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown by the new page');
    });
    return fetch('http://elsewhere.invalid/').catch(() => {});
  });
  await page.waitForTimeout(300);
  for (const expected of [/^uncaught: thrown by the new page/, /security policy: connect-src/])
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      `${expected} is not among:\n${faults.join('\n')}`,
    );
  await context.close();
});

test('in a warm page the next scene finds a new stage with an empty pad, and nothing remembered', limit, async () => {
  const { context, page, faults } = await visit(currentBrowser(), siteUrl(), desktop);
  try {
    await page.goto(siteUrl() + cnn);
    await ready(page);
    await action(page, 'example-3').click();
    await page.waitForFunction(
      () => document.querySelector('[data-testid="result"]')?.getAttribute('data-value') === '3',
    );
    await action(page, 'model-digits_mlp').click();
    await page.getByRole('button', { name: 'Dark' }).click();
    await backToGallery(page, siteUrl());
    assert.equal(await stage(page).count(), 0);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await page.goto(siteUrl() + cnn);
    await ready(page);
    assert.equal(await stage(page).getAttribute('data-model'), 'digits_cnn');
    assert.equal((await answer(page)).value, '');
    assert.equal(await action(page, 'undo').isDisabled(), true);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
});
