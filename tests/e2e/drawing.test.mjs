// What one does with a drawing: undo, redo, clear, both models, look inside, save.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { digits, drawStrokes, places } from './draw.mjs';
import { action, answer, cnn, look, mlp, ready, revision, revisit, says, stage, useBrowser } from './harness.mjs';

useBrowser();

const named = Object.keys(digits).filter((name) => /^\d$/.test(name));

revisit('an empty pad gets no answer', { route: cnn }, async (page) => {
  await ready(page);
  const got = await answer(page);
  assert.equal(got.value, '');
  assert.deepEqual(got.top, []);
});

look('the answer gives probabilities, best first', { route: cnn }, async (page) => {
  await ready(page);
  const { value, top } = await drawStrokes(page, digits['3'] ?? [], places['large in the middle'] ?? assert.fail());
  assert.equal(value, '3');
  assert.ok(top.length >= 2 && top.length <= 10);
  top.forEach(({ p }, i) => assert.ok(p >= 0 && p <= 1 && p <= (top[i - 1]?.p ?? 1), `place ${i}`));
  await says(page, /3/);
});

look('undo, redo and clear walk through the drawing', { route: cnn }, async (page) => {
  await ready(page);
  for (const id of ['undo', 'redo', 'clear'])
    assert.equal(await action(page, id).isDisabled(), true, `${id} on an empty pad`);
  const four = digits['4'] ?? [];
  assert.equal(four.length, 2, 'a digit of two strokes');
  const one = await drawStrokes(page, four, places['large in the middle'] ?? assert.fail());
  assert.equal(one.value, '4');
  const drawn = await revision(page);

  await action(page, 'undo').click();
  const half = await answer(page);
  assert.ok(half.revision > drawn);
  assert.notEqual(half.value, '4');

  await action(page, 'redo').click();
  const again = await answer(page);
  assert.equal(again.value, '4');
  assert.deepEqual(again.top, one.top, 'the very same drawing');

  await action(page, 'clear').click();
  assert.equal((await answer(page)).value, '');
  await action(page, 'undo').click();
  assert.equal((await answer(page)).value, '4', 'clear can be undone');
});

look('switching the model keeps the drawing and asks the other network', { route: cnn }, async (page) => {
  await ready(page);
  const first = await drawStrokes(page, digits['2'] ?? [], places['large in the middle'] ?? assert.fail());
  assert.equal(first.value, '2');
  await action(page, 'model-digits_mlp').click();
  await page.locator('[data-testid="stage"][data-model="digits_mlp"][data-state="ready"]').waitFor();
  const second = await answer(page);
  assert.equal(second.model, 'digits_mlp');
  assert.equal(second.value, '2');
  assert.notDeepEqual(
    second.top.map(({ p }) => p),
    first.top.map(({ p }) => p),
  );
  await action(page, 'undo').click();
  assert.equal((await answer(page)).value, '', 'the drawing is still one that can be undone');
});

look('a scribble gets no digit, but still its guesses', { route: cnn }, async (page) => {
  await ready(page);
  const got = await drawStrokes(page, digits['scribble'] ?? [], places['large in the middle'] ?? assert.fail());
  assert.equal(got.value, '');
  assert.ok(got.top.length > 0);
  await says(page, /not sure|no digit|not a digit/i);
});

look('two digits far apart get “one at a time”', { route: cnn }, async (page) => {
  await ready(page);
  await drawStrokes(page, digits['1'] ?? [], { x: 0.02, y: 0.3, w: 0.2, h: 0.4 });
  const got = await drawStrokes(page, digits['7'] ?? [], { x: 0.72, y: 0.3, w: 0.24, h: 0.4 });
  assert.equal(got.value, '');
  await says(page, /one digit at a time/i);
});

look('a dot is no digit', { route: cnn }, async (page) => {
  await ready(page);
  const got = await drawStrokes(page, digits['dot'] ?? [], places['large in the middle'] ?? assert.fail());
  assert.equal(got.value, '');
  assert.notEqual(got.text, '');
});

for (const route of [cnn, mlp]) {
  look(`each example draws its own digit at ${route}`, { route }, async (page) => {
    await ready(page);
    /** @type {string[]} */
    const wrong = [];
    for (const name of named) {
      const before = await revision(page);
      await action(page, `example-${name}`).click();
      await page.waitForFunction(
        (old) => Number(document.querySelector('[data-testid="stage"]')?.getAttribute('data-input-revision')) > old,
        before,
      );
      // An example draws itself, and the stage is busy meanwhile: the answer is the one to the finished drawing.
      const got = await answer(page);
      if (got.value !== name) wrong.push(`${name} read as “${got.value}”`);
    }
    assert.deepEqual(wrong, []);
  });
}

look('look inside opens and closes, and the answer stays', { route: cnn }, async (page) => {
  await ready(page);
  const got = await drawStrokes(page, digits['8'] ?? [], places['large in the middle'] ?? assert.fail());
  const toggle = action(page, 'look-inside');
  assert.equal(await toggle.getAttribute('aria-pressed'), 'false');
  await toggle.click();
  await page.locator('[data-action="look-inside"][aria-pressed="true"]').waitFor();
  assert.equal((await answer(page)).value, got.value);
  assert.ok(
    Object.keys(JSON.parse((await stage(page).getAttribute('data-areas')) ?? '{}')).length > 1,
    'something new is shown',
  );
  await toggle.click();
  await page.locator('[data-action="look-inside"][aria-pressed="false"]').waitFor();
});

look('comparing shows both models’ answers to one drawing', { route: cnn }, async (page) => {
  await ready(page);
  await drawStrokes(page, digits['5'] ?? [], places['large in the middle'] ?? assert.fail());
  await action(page, 'compare').click();
  await page.locator('[data-action="compare"][aria-pressed="true"]').waitFor();
  assert.equal((await answer(page)).value, '5');
  await says(page, /5/);
});

look('the drawing and the model can be saved as files', { route: cnn }, async (page) => {
  await ready(page);
  assert.equal(await action(page, 'save-drawing').isDisabled(), true, 'nothing is drawn yet');
  await drawStrokes(page, digits['5'] ?? [], places['large in the middle'] ?? assert.fail());
  const [picture] = await Promise.all([page.waitForEvent('download'), action(page, 'save-drawing').click()]);
  assert.match(picture.suggestedFilename(), /\.png$/);
  assert.deepEqual([...readFileSync(await picture.path()).subarray(1, 4)], [...Buffer.from('PNG')]);
  const [model] = await Promise.all([page.waitForEvent('download'), action(page, 'save-model').click()]);
  assert.equal(model.suggestedFilename(), 'digits_cnn.onnx');
  const promised = await page.evaluate(async () => {
    const build = document.documentElement.dataset['build'];
    return (await (await fetch(`${build}/models/digits_cnn.json`)).json()).file.sha256;
  });
  assert.equal(
    createHash('sha256')
      .update(readFileSync(await model.path()))
      .digest('hex'),
    promised,
  );
});

revisit('an idle stage draws no frames', { route: cnn }, async (page) => {
  await ready(page);
  await page.evaluate(() => {
    const original = WebGL2RenderingContext.prototype.drawElements;
    const counted = /** @type {typeof window & { drawn: number }} */ (window);
    counted.drawn = 0;
    WebGL2RenderingContext.prototype.drawElements = /** @type {typeof original} */ (
      function (mode, count, type, offset) {
        counted.drawn += 1;
        // @ts-ignore: `this` is the context on which the app called it
        original.call(this, mode, count, type, offset);
      }
    );
  });
  const drawn = () => page.evaluate(() => /** @type {typeof window & { drawn: number }} */ (window).drawn);
  await drawStrokes(page, digits['4'] ?? [], places['large in the middle'] ?? assert.fail());
  assert.ok((await drawn()) > 0, 'drawing is seen');
  await page.waitForTimeout(1500); // bars come to rest
  const rested = await drawn();
  await page.waitForTimeout(2000);
  assert.equal(await drawn(), rested);
});
