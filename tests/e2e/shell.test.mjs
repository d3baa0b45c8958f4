// The parts of the shell that need no browser: addresses and numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortedFiles } from '../../web/shell/stage/dropped_files.mjs';
import { bytes, count, duration, percent } from '../../web/shell/format.mjs';
import { matching } from '../../web/shell/stage/matching.mjs';
import { parseRoute } from '../../web/shell/router.mjs';

test('the empty hash and #/ are the gallery, with or without a query', () => {
  for (const hash of ['', '#', '#/', '#/?utm=1']) assert.deepEqual(parseRoute(hash), { view: 'gallery' }, hash);
});

test('an experiment’s address gives its key and its query', () => {
  const route = parseRoute('#/experiments/DigitsRecognitionCNN?seed=4&text=a%20b?c');
  assert.ok(route?.view === 'experiment');
  assert.equal(route.key, 'DigitsRecognitionCNN');
  assert.equal(route.query.get('seed'), '4');
  assert.equal(route.query.get('text'), 'a b?c');
});

test('anything else that looks like a route is unknown; other hashes are no routes at all', () => {
  for (const hash of [
    '#/nothing',
    '#/experiments/',
    '#/experiments/A/B',
    '#/experiments/../x',
    '#/experiments/%00',
    '#/experiments/a b',
  ]) {
    assert.deepEqual(parseRoute(hash), { view: 'unknown', address: hash }, hash);
  }
  assert.equal(parseRoute('#main'), null);
});

test('shares are cut, never rounded up to a hundred', () => {
  assert.equal(percent(0.99996), '99.99\u00a0%');
  assert.equal(percent(0.9957), '99.57\u00a0%');
  assert.equal(percent(1), '100.00\u00a0%');
  assert.equal(percent(0, 1), '0.0\u00a0%');
  assert.equal(percent(0.999, 0), '99\u00a0%');
  assert.equal(percent(0.00296, 1, 'up'), '0.3\u00a0%', 'an error is never made smaller');
  assert.equal(percent(0.0022, 2, 'up'), '0.22\u00a0%');
});

test('bytes, counts and times are written for people', () => {
  assert.deepEqual([0, 999, 152_340, 999_600, 14_249_990].map(bytes), [
    '0\u00a0bytes',
    '999\u00a0bytes',
    '152\u00a0KB',
    '1\u00a0MB',
    '14.2\u00a0MB',
  ]);
  assert.equal(count(108_251), '108,251');
  assert.deepEqual([12, 1234, 7300].map(duration), ['12\u00a0s', '21\u00a0min', '2\u00a0h']);
});

test('a search finds what begins with it first, and minds neither case nor spaces nor hyphens', () => {
  const names = ['The Eiffel Tower', 'cat', 'scarf', 'snowman', 't-shirt', 'car', 'école'];
  assert.deepEqual(matching(names, 'ca'), ['cat', 'car', 'scarf']);
  assert.deepEqual(matching(names, 'EIFFEL'), ['The Eiffel Tower']);
  assert.deepEqual(matching(names, 'snow man'), ['snowman']);
  assert.deepEqual(matching(names, 'tshirt'), ['t-shirt']);
  assert.deepEqual(matching(names, 'éc'), ['école']);
  assert.deepEqual(matching(names, ' '), names);
  assert.deepEqual(matching(names, 'Automobile'), ['car']);
  assert.deepEqual(matching(names, 'auto'), ['car']);
  assert.deepEqual(matching(names, 'kitt'), ['cat']);
  assert.deepEqual(matching(['bathtub', 'tub of ice', 'hot tub'], 'tub'), ['bathtub', 'hot tub', 'tub of ice']);
  assert.deepEqual(
    matching(['sofa', 'couch'], 'sofa'),
    ['sofa', 'couch'],
    'a name comes before another name of something',
  );
  assert.deepEqual(matching(names, 'unicorn'), []);
  assert.deepEqual(matching([], 'a'), []);
});

test('files stand in the order in which people count, without what systems leave in folders', () => {
  const names = ['b 10.jpg', 'b 2.jpg', '.DS_Store', 'A.jpg', 'Thumbs.db', 'desktop.ini', 'notes.txt'];
  const { sorted, names: kept } = sortedFiles(names.map((name) => new File(['x'], name)));
  assert.deepEqual(kept, ['A.jpg', 'b 2.jpg', 'b 10.jpg', 'notes.txt']);
  assert.deepEqual(
    sorted.map(({ name }) => name),
    kept,
  );
  assert.deepEqual(sortedFiles([]), { sorted: [], names: [] });
});
