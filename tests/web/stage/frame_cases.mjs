// When frames are drawn, how large, and what survives.
import assert from 'node:assert/strict';
import { heard, said, scene, until } from './harness.mjs';
/** @import { Page } from 'playwright-core' */

/** @param {Page} page @returns {Promise<{ width: number, height: number, css: [number, number] }>} */
const canvas = (page) =>
  page.evaluate(
    '(() => { const c = lab.element.querySelector("canvas"); return { width: c.width, height: c.height, css: [c.clientWidth, c.clientHeight] }; })()',
  );

/** @param {Page} page */
const picture = async (page) => (await page.locator('#stage canvas').screenshot()).toString('base64');

for (const ratio of [1, 1.5, 2, 3]) {
  scene(`the canvas has the screen’s own pixels at ratio ${ratio}`, { deviceScaleFactor: ratio }, async (page) => {
    const { width, height, css } = await canvas(page);
    assert.deepEqual(css, [778, 400]);
    assert.deepEqual([width, height], [Math.round(778 * ratio), 400 * ratio]);
  });
}

scene('the stage follows the page’s width, and sets its own height', {}, async (page) => {
  await page.setViewportSize({ width: 422, height: 600 });
  await heard(page, /^frame light lively 400 1.00/);
  assert.deepEqual((await canvas(page)).css, [400, 600]);
  await page.setViewportSize({ width: 822, height: 600 });
  await heard(page, /^frame light lively 800 1.00/);
  assert.deepEqual((await canvas(page)).css, [800, 400]);
});

scene('larger text in the browser reaches the stage', {}, async (page) => {
  await page.evaluate('document.documentElement.style.fontSize = "24px"');
  await heard(page, /^frame .* 24$/);
});

scene('theme and reduced motion are followed while the stage is open', {}, async (page) => {
  await page.evaluate('document.documentElement.dataset.theme = "dark"');
  await heard(page, /^frame dark lively/);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await heard(page, /^frame dark calm/);
});

scene('a page that nobody touches draws no frames', {}, async (page) => {
  await page.waitForTimeout(500);
  const before = await page.evaluate('lab.frames()');
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate('lab.frames()'), before);
});

const camera = { chromium: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'] };
scene('while a camera runs nothing is drawn oftener than its picture changes', camera, async (page) => {
  await page.evaluate('lab.stage.action("front")');
  await heard(page, /^camera running \w+ \w+ \d+ [1-9]/);
  const ms = await page.evaluate(`(async () => {
    const gl = lab.element.querySelector('canvas').getContext('webgl2');
    const { clear } = gl;
    const times = [];
    gl.clear = (what) => {
      times.push(performance.now());
      clear.call(gl, what);
    };
    while (times.length < 41) {
      lab.stage.action('echo', 'x'); // asks for frames
      await new Promise(requestAnimationFrame);
    }
    return times[40] - times[0];
  })()`);
  assert.ok(Number(ms) > 800, `40 frames in ${ms} ms`); // 60 a second would be there after 670
});

/** Before the page's own scripts: notes where frames are drawn, and whether within the task that shows the page. @param {Page} page */
const noteDrawing = (page) =>
  page.addInitScript(() => {
    const plain = WebGL2RenderingContext.prototype;
    const { bindFramebuffer, blitFramebuffer, clear } = plain;
    /** @type {string[]} */
    const drawn = [];
    let beside = false;
    let shows = false;
    const { requestAnimationFrame } = globalThis;
    globalThis.requestAnimationFrame = (callback) =>
      requestAnimationFrame((time) => {
        shows = true;
        callback(time);
        shows = false;
      });
    plain.bindFramebuffer = function (target, framebuffer) {
      if (target === this.FRAMEBUFFER) beside = framebuffer !== null;
      bindFramebuffer.call(this, target, framebuffer);
    };
    plain.blitFramebuffer = function (...values) {
      drawn.push('copied');
      blitFramebuffer.apply(this, values);
    };
    plain.clear = function (what) {
      drawn.push(beside ? 'beside' : shows ? 'while the page is shown' : 'in between');
      clear.call(this, what);
    };
    Object.assign(globalThis, { drawn });
  });

scene(
  'where the processor draws, the first frame is drawn beside the canvas',
  { prepare: noteDrawing },
  async (page) => {
    await until(page, 'drawn.length > 2');
    assert.deepEqual(await page.evaluate('drawn.slice(0, 2)'), ['beside', 'copied']);
    assert.ok(!(/** @type {string[]} */ (await page.evaluate('drawn.slice(2)')).includes('beside')));
  },
);

const moving = { ...camera, prepare: noteDrawing };
scene('where the processor draws, pictures that move are drawn when the page was shown', moving, async (page) => {
  await page.evaluate('lab.stage.action("front")');
  await heard(page, /^camera running \w+ \w+ \d+ [1-9]/);
  await page.evaluate('drawn.length = 0');
  await until(page, 'drawn.length > 20');
  assert.deepEqual([...new Set(/** @type {string[]} */ (await page.evaluate('drawn.slice(5)')))], ['in between']);
});

scene('work for idle moments is done', {}, async (page) => {
  await heard(page, /^idle$/);
});

scene('whoever asks to be woken is, once, when what runs is over, also where nothing is drawn', {}, async (page) => {
  // Within one task of the page: no frame comes in between.
  const lines = await page.evaluate(`(async () => {
    lab.stage.action('wake');
    const before = lab.said().at(-1);
    await Promise.resolve();
    return [before, ...lab.said().slice(-2)];
  })()`);
  assert.deepEqual(lines, ['command wake  ', 'command wake  ', 'update']);
});

scene('the page hears of what changed and of nothing else', {}, async (page) => {
  await page.waitForTimeout(300);
  await page.evaluate('lab.shown.length = 0; lab.stage.action("echo", "x")');
  await heard(page, /^command echo x $/);
  assert.deepEqual(await page.evaluate('lab.shown'), ['result revision']);
});

scene('a lost graphics context comes back with letters, pictures and shapes', {}, async (page) => {
  await page.waitForTimeout(300);
  const before = await picture(page);
  await page.evaluate(`(() => {
    const gl = lab.element.querySelector('canvas').getContext('webgl2');
    globalThis.loss = gl.getExtension('WEBGL_lose_context');
    loss.loseContext();
  })()`);
  await page.waitForTimeout(300);
  // What happens meanwhile harms nothing.
  await page.evaluate('lab.stage.action("throw-nothing"); dispatchEvent(new Event("resize"))');
  await page.evaluate('loss.restoreContext()');
  await page.waitForTimeout(500);
  assert.equal(await picture(page), before);
});

scene('the stage can be closed and opened again, as often as one likes', {}, async (page) => {
  for (let i = 0; i < 20; ++i) {
    await page.evaluate('lab.stage.close()');
    assert.equal(await page.evaluate('lab.element.childElementCount'), 0);
    await page.evaluate('lab.open()');
  }
  assert.equal(await page.evaluate('lab.element.querySelectorAll("canvas").length'), 1);
  assert.equal(await page.evaluate('lab.element.querySelectorAll("[data-area=pad]").length'), 1);
  await heard(page, /^frame /);
});

scene('a closed stage hears nothing', {}, async (page) => {
  await page.evaluate('lab.stage.close()');
  const before = (await said(page)).length;
  await page.evaluate(
    'lab.stage.action("echo"); lab.stage.image(new Blob(["x"]), "x"); dispatchEvent(new Event("resize"))',
  );
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(300);
  assert.equal((await said(page)).length, before);
  assert.deepEqual(await page.evaluate('lab.errors'), []);
});

scene('settings are kept for the next visit', {}, async (page) => {
  assert.ok((await said(page)).includes('setting '));
  await page.evaluate('lab.stage.close()');
  await page.evaluate('lab.open()');
  await heard(page, /^setting kept$/);
});

const refuseStorage = (/** @type {Page} */ page) =>
  page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });

scene('a browser that refuses storage opens the stage all the same', { prepare: refuseStorage }, async (page) => {
  assert.ok((await said(page)).includes('setting '));
});
