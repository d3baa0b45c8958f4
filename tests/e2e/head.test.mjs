// What the site says of itself to search engines and messengers, which run no scripts.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addressesOf, experimentPage, openGraph, previewPath } from '../../scripts/site/head.mjs';
import { coverRules, drawn, lines, previewSvg } from '../../scripts/site/previews.mjs';
import { action, ready, scene, siteUrl, useBrowser } from './harness.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Catalog} Catalog */

useBrowser();

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'ml-lab-head-'));
after(() => rmSync(work, { recursive: true }));
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');
/** @type {Catalog} */
const { experiments } = JSON.parse(read('web/catalog.json'));
const [first] = experiments;
assert.ok(first);

test('package.json gives the addresses of the source and of the site, or none', () => {
  assert.deepEqual(addressesOf({}), { repository: '', homepage: '' });
  assert.deepEqual(addressesOf({ repository: 'github:one/two', homepage: 'https://one.example/lab' }), {
    repository: 'https://github.com/one/two',
    homepage: 'https://one.example/lab/',
  });
  assert.deepEqual(
    addressesOf({ repository: { url: 'git+https://one.example/two.git' }, homepage: 'https://one.example/' }),
    { repository: 'https://one.example/two', homepage: 'https://one.example/' },
  );
  assert.deepEqual(addressesOf({ repository: 'javascript:alert(1)', homepage: 'ftp://x' }), {
    repository: '',
    homepage: '',
  });
});

test('with an address of the site everything is named in full, without one nothing is made up', () => {
  const page = { title: 'A “title” & <more>', description: 'About', path: 'experiments/A/', picture: 'previews/A.png' };
  const named = openGraph({ ...page, homepage: 'https://one.example/' });
  assert.match(named, /property="og:image" content="https:\/\/one\.example\/previews\/A\.png"/);
  assert.match(named, /rel="canonical" href="https:\/\/one\.example\/experiments\/A\/"/);
  assert.doesNotMatch(named, /<more>/);
  const unnamed = openGraph({ ...page, homepage: '', up: '../../' });
  assert.doesNotMatch(unnamed, /canonical|og:url/);
  assert.match(unnamed, /og:image" content="\.\.\/\.\.\/previews\/A\.png"/);
  assert.doesNotMatch(openGraph({ ...page, homepage: '', picture: '' }), /og:image|twitter/);
});

test('every experiment has a page that says what it is, and runs nothing of its own but one script of the site', () => {
  for (const experiment of experiments) {
    const page = experimentPage(experiment, { build: 'abc', homepage: '', picture: previewPath(experiment.key) });
    assert.match(page, new RegExp(`href="\\.\\./\\.\\./#/experiments/${experiment.key}"`));
    assert.equal([...page.matchAll(/<script/g)].length, 1);
    assert.match(page, /og:description/);
  }
});

test('a preview has its cover in the theme’s colours, its title in lines, and the size that messengers want', (t) => {
  assert.deepEqual(lines('one two three', 7, 5), ['one two', 'three']);
  assert.deepEqual(lines('one two three four', 5, 2), ['one', 'two …']);
  const rules = coverRules(read('web/styles/gallery.css'), read('web/styles/light.css'));
  assert.match(rules, /\.cover-ink \{[^}]*stroke: #1b2123/);
  assert.doesNotMatch(rules, /var\(/);
  const cover = read(`web/covers/${first.cover}`);
  const svg = previewSvg({ title: 'Digits & <more>', summary: first.summary, cover, rules });
  assert.doesNotMatch(svg, /<more>/);
  const png = drawn(svg, work);
  if (!png) return t.skip('there is no rsvg-convert');
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
  assert.ok(png.length > 10_000 && png.length < 200_000, `${png.length} bytes`);
  assert.deepEqual(drawn(svg, work), png, 'from the cache');
});

scene('without scripts an experiment’s page can be read', { js: false }, async (page) => {
  await page.goto(`${siteUrl()}experiments/${first.key}/`);
  await page.getByRole('heading', { name: first.title }).waitFor();
  await page.getByText(first.description).waitFor();
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  assert.ok(picture);
  const response = await page.request.get(new URL(picture, page.url()).href);
  assert.equal(response.status(), 200);
});

scene('with scripts it leads to the experiment, with what a link says', {}, async (page) => {
  await page.goto(`${siteUrl()}experiments/DigitsRecognitionMLP/#pen=thin`);
  await ready(page);
  assert.equal(new URL(page.url()).hash, '#/experiments/DigitsRecognitionMLP?pen=thin');
  await action(page, 'pen-width').getByText('Pen: thin').waitFor({ state: 'attached' });
});
