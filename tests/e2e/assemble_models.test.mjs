// Which models come into the site that is put together, and what stops it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assemble, catalog, checkoutWith, makeModel, out, published, root, work } from './assembly.mjs';

test('networks that were converted are taken from their own folder; what no package brought is left out', () => {
  const [first] = /** @type {{ experiments: { models: string[] }[] }} */ (catalog).experiments;
  const own = first?.models[0] ?? '';
  const row = { ...first, helpers: [] };
  const checkout = checkoutWith({
    ...catalog,
    experiments: [
      { ...row, key: 'Finder', models: ['detection_centernet', own], model: 'detection_centernet', similar: ['Namer'] },
      { ...row, key: 'Namer', models: ['image_classification_1000'], model: 'image_classification_1000', similar: [] },
    ],
  });

  // Both there, in the folder of what was converted.
  const converted = ['detection_centernet', 'image_classification_1000'];
  for (const id of converted) {
    rmSync(join(work, 'models', `${id}.json`));
    makeModel(id, 'imported');
  }
  let run = assemble('--root', checkout);
  assert.equal(run.status, 0, run.stderr);
  assert.doesNotMatch(run.stdout, /without|left out/);
  let { site, models, html } = published();
  assert.deepEqual(
    site.experiments.map(({ key, model }) => [key, model]),
    [
      ['Finder', 'detection_centernet'],
      ['Namer', 'image_classification_1000'],
    ],
  );
  assert.ok(models.includes('image_classification_1000.onnx') && models.includes(`${own}.onnx`));

  // One of two models: the other one opens. The only one: the experiment goes, and nobody points to it.
  for (const file of readdirSync(join(work, 'imported'))) rmSync(join(work, 'imported', file));
  run = assemble('--root', checkout);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /Finder goes without detection_centernet/);
  assert.match(run.stdout, /Namer is left out: there is no image_classification_1000/);
  ({ site, models, html } = published());
  assert.deepEqual(
    site.experiments.map(({ key, model, models: list, similar }) => ({ key, model, list, similar })),
    [{ key: 'Finder', model: own, list: [own], similar: [] }],
  );
  assert.deepEqual(models.sort(), [`${own}.json`, `${own}.onnx`]);
  assert.doesNotMatch(html, /experiments\/Namer/);

  // A converted file that is not its card's is no network that is missing.
  makeModel('detection_centernet', 'imported');
  writeFileSync(join(work, 'imported', 'detection_centernet.onnx'), 'other bytes');
  run = assemble('--root', checkout);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /detection_centernet\.onnx is not the file that its card describes/);
  for (const file of readdirSync(join(work, 'imported'))) rmSync(join(work, 'imported', file));
  assert.equal(assemble().status, 0);
  for (const id of converted) makeModel(id);
});

test('a missing model, another model than the card’s and a foreign folder stop it with a sentence, and nothing changes', () => {
  const before = readFileSync(join(out, 'build.json'), 'utf8');
  writeFileSync(join(work, 'models', 'digits_mlp.onnx'), 'other bytes');
  let run = assemble();
  assert.equal(run.status, 1);
  assert.match(run.stderr, /digits_mlp\.onnx is not the file that its card describes/);
  rmSync(join(work, 'models', 'digits_mlp.json'));
  run = assemble();
  assert.equal(run.status, 1);
  assert.match(run.stderr, /lists the model “digits_mlp”/);
  assert.equal(readFileSync(join(out, 'build.json'), 'utf8'), before);

  makeModel('digits_mlp');
  rmSync(join(out, 'build.json'));
  writeFileSync(join(out, 'diary.txt'), 'mine');
  run = assemble();
  assert.equal(run.status, 1);
  assert.match(run.stderr, /stays untouched/);
  assert.equal(readFileSync(join(out, 'diary.txt'), 'utf8'), 'mine');
});

test('the recipe that a committed card links to is in the checkout', () => {
  const cards = readdirSync(join(root, 'models')).filter((file) => file.endsWith('.json'));
  assert.ok(cards.length > 0);
  for (const file of cards) {
    const { training } = JSON.parse(readFileSync(join(root, 'models', file), 'utf8'));
    assert.ok(existsSync(join(root, training.recipe)), `${file}: ${training.recipe}`);
  }
});
