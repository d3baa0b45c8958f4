// Cameras: asked for on a press, seen upright in their own colours, and out whenever nobody looks. The clips that Chromium
// takes for a camera have corners of four colours.
import assert from 'node:assert/strict';
import { cameraThatPlays, lights, noteStreams } from '../support/cameras.mjs';
import { clip } from '../support/clips.mjs';
import { heard, said, scene, until } from './harness.mjs';
/** @import { Page } from 'playwright-core' */
/** @import { Colour } from '../support/clips.mjs' */

/** @type {Colour[]} */
const corners = [
  [255, 255, 255],
  [255, 0, 0],
  [0, 0, 255],
  [0, 0, 0],
];
const told = '555 500 005 000';

/** @param {number} width @param {number} height @param {number} framesPerSecond */
function camera(width, height, framesPerSecond) {
  const frames = clip(
    { width, height, framesPerSecond, frames: 2 },
    (x, y) => corners[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)] ?? [0, 0, 0],
  );
  return cameraThatPlays('clip.y4m', frames);
}

const webcam = { chromium: camera(640, 480, 30), prepare: noteStreams };

/** @param {Page} page @param {string} id */
const press = (page, id) => page.evaluate((action) => /** @type {any} */ (globalThis).lab.stage.action(action), id);
/** @param {Page} page */
const running = (page) => heard(page, /^camera running \w+ \w+ \d+ [1-9]/);

/** A frame that came after this call. @param {Page} page */
async function taken(page) {
  const before = (await said(page)).length;
  for (;;) {
    await press(page, 'take');
    const frame = (await said(page)).slice(before).findLast((line) => line.startsWith('frame of '));
    if (frame) return frame;
    await page.waitForTimeout(30);
  }
}

/** The canvas's colours at the middle of each quarter of the camera's place, in steps of 51. @param {Page} page */
async function shown(page) {
  const png = (await page.locator('#stage canvas').screenshot()).toString('base64');
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    Object.assign(context.canvas, { width: bitmap.width, height: bitmap.height });
    context.drawImage(bitmap, 0, 0);
    const at = (/** @type {number} */ x, /** @type {number} */ y) =>
      [...context.getImageData(x, y, 1, 1).data.slice(0, 3)].map((value) => Math.round(value / 51)).join('');
    return [at(340, 50), at(420, 50), at(340, 110), at(420, 110)].join(' ');
  }, png);
}
/** @param {Page} page @param {string} wanted */
async function shows(page, wanted) {
  let seen = '';
  for (const end = Date.now() + 60_000; Date.now() < end && seen !== wanted;) seen = await shown(page);
  assert.equal(seen, wanted, (await said(page)).join('\n'));
}

scene('nobody is asked before a press; then frames come, upright and in their colours', webcam, async (page) => {
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate('asked'), []);
  await press(page, 'front');
  assert.match(await heard(page, /^camera asking/), /^camera asking front plain 0 0 0 0.0$/);
  assert.match(await running(page), /^camera running front mirrored 1 640 480 /);
  assert.match(await taken(page), new RegExp(`^frame of 160 120 ${told} \\d+$`));
  await shows(page, told);
  await heard(page, /^camera running .* [1-9]\d?\.\d$/);
  assert.equal(await lights(page), 1);
  assert.deepEqual(await page.evaluate('asked'), [
    { video: { facingMode: { ideal: 'user' }, width: { ideal: 640 }, height: { ideal: 480 } }, audio: false },
  ]);
});

scene('of frames that nobody took only the newest is there, once', webcam, async (page) => {
  await press(page, 'front');
  const number = async () => Number((await taken(page)).split(' ').at(-1));
  const first = await number();
  await page.waitForTimeout(500);
  assert.ok((await number()) > first + 1);
  const twice = await page.evaluate('lab.stage.action("take"); lab.stage.action("take"); lab.said().at(-2)');
  assert.equal(twice, 'no frame');
});

scene('the frame that is seen is kept as large as the camera gives it, taken or not', webcam, async (page) => {
  const kept = async () => {
    await press(page, 'keep');
    return (await said(page)).findLast((line) => /^(no )?still/.test(line));
  };
  assert.equal(await kept(), 'no still');
  await press(page, 'front');
  const number = Number((await taken(page)).split(' ').at(-1));
  assert.equal(await kept(), `still of 640 480 ${told}`);
  assert.match(await taken(page), new RegExp(`^frame of 160 120 ${told} \\d+$`));
  assert.ok(Number((await taken(page)).split(' ').at(-1)) > number);
  await press(page, 'stop');
  assert.equal(await kept(), 'no still');
});

for (const [what, end] of /** @type {const} */ ([
  ['stopping it', 'lab.stage.action("stop")'],
  ['letting it go', 'lab.stage.action("forget")'],
  ['an exception', 'lab.stage.action("throw")'],
  ['closing the stage', 'lab.stage.close()'],
  ['a trap', 'lab.stage.action("trap")'],
])) {
  scene(`${what} puts the light out`, { ...webcam, tolerates: /unreachable|RuntimeError/ }, async (page) => {
    await press(page, 'front');
    await running(page);
    assert.equal(await lights(page), 1);
    await page.evaluate(end);
    assert.equal(await lights(page), 0);
    assert.equal(await page.evaluate('lab.element.querySelectorAll("video").length'), 0);
    await page.waitForTimeout(500);
    const before = await page.evaluate('lab.frames()');
    await page.waitForTimeout(700);
    assert.equal(await page.evaluate('lab.frames()'), before, 'no frames are drawn');
  });
}

scene('a hidden page has no light; seen again, it goes on by itself, unless it was stopped', webcam, async (page) => {
  await press(page, 'front');
  await running(page);
  await page.evaluate('hide(true)');
  assert.equal(await lights(page), 0);
  await heard(page, /^camera paused front plain 1 0 0 0.0$/);
  await page.evaluate('hide(false)');
  await until(page, 'lights() === 1');
  await until(page, 'lab.said().at(-1).startsWith("camera running front mirrored 1 640")');
  await page.evaluate('hide(true); lab.stage.action("stop"); hide(false)');
  await page.waitForTimeout(500);
  assert.equal(await lights(page), 0);
});

scene('what arrives when nobody waits for it any more is stopped at once', webcam, async (page) => {
  /** @param {string} meanwhile */
  const asking = async (meanwhile) => {
    await page.evaluate('streams.length = 0; gate = new Promise((open) => { openGate = open; }); undefined');
    await press(page, 'front');
    await until(page, 'streams.length === 1');
    await page.evaluate(meanwhile);
    await page.evaluate('openGate(); gate = undefined');
    await until(page, 'lights() === 0');
  };
  await asking('lab.stage.action("stop")');
  assert.match((await said(page)).at(-1) ?? '', /^camera off/);
  await asking('hide(true)');
  await heard(page, /^camera paused/);
  await page.evaluate('hide(false)');
  await running(page);
  await press(page, 'stop');
  // Twice the same is one question; another side is a new one, and only its answer counts.
  await page.evaluate('asked.length = 0; lab.stage.action("front"); lab.stage.action("front")');
  assert.equal(await page.evaluate('asked.length'), 1);
  await page.evaluate('lab.stage.action("back")');
  await until(page, 'lab.said().at(-1).startsWith("camera running back")');
  assert.equal(await lights(page), 1);
  await press(page, 'stop');
  await asking('lab.stage.close()');
});

scene('a camera that goes while it runs is lost, and can be asked for again', webcam, async (page) => {
  await press(page, 'front');
  await running(page);
  await page.evaluate('streams[0].getTracks()[0].dispatchEvent(new Event("ended"))');
  assert.match(await heard(page, /^camera lost/), /^camera lost front plain 1 0 0 0.0$/);
  assert.equal(await lights(page), 0);
  await press(page, 'front');
  await until(page, 'lab.said().at(-1).startsWith("camera running")');
  assert.equal(await lights(page), 1);
});

scene('a lost graphics context comes back with the camera’s picture', webcam, async (page) => {
  await press(page, 'front');
  await shows(page, told);
  await page.evaluate(`(() => {
    const gl = lab.element.querySelector('canvas').getContext('webgl2');
    globalThis.loss = gl.getExtension('WEBGL_lose_context');
    loss.loseContext();
  })()`);
  await page.waitForTimeout(300);
  await page.evaluate('loss.restoreContext()');
  await shows(page, told);
});

// Of Chromium's own picture: a clip is always one camera.
const two = {
  chromium: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=2'],
  prepare: noteStreams,
};
scene('two cameras that do not say where they look are switched between', two, async (page) => {
  const device = () => page.evaluate('streams.at(-1).getVideoTracks()[0].getSettings().deviceId');
  await press(page, 'front');
  await heard(page, /^camera running front mirrored 2 640/);
  const first = await device();
  await press(page, 'back');
  await heard(page, /^camera running back mirrored 2 640/);
  const second = await device();
  assert.notEqual(second, first);
  await press(page, 'front');
  await until(page, 'lab.said().at(-1).startsWith("camera running front")');
  assert.equal(await device(), first);
  assert.equal(await lights(page), 1);
});

const upright = { chromium: camera(240, 320, 5), prepare: noteStreams };
scene('a small camera that stands upright and is slow is seen whole', upright, async (page) => {
  await press(page, 'back');
  await heard(page, /^camera running back \w+ 1 240 320/);
  assert.match(await taken(page), new RegExp(`^frame of 120 160 ${told} \\d+$`));
  await shows(page, told);
});

const nobody = { chromium: ['--deny-permission-prompts', '--use-fake-device-for-media-stream'], prepare: noteStreams };
scene('a visitor who says no is heard, and may say yes later', nobody, async (page) => {
  await press(page, 'front');
  await heard(page, /^camera refused front plain 0 0 0 0.0$/);
  await page.context().grantPermissions(['camera']);
  await press(page, 'front');
  await running(page);
});

scene(
  'a machine without a camera says so',
  {
    chromium: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'],
    prepare: noteStreams,
  },
  async (page) => {
    await press(page, 'front');
    await heard(page, /^camera absent/);
  },
);

scene('whatever keeps a camera from starting is a state that can be left again', {}, async (page) => {
  for (const [name, state] of [
    ['NotReadableError', 'taken'],
    ['NotFoundError', 'absent'],
    ['AbortError', 'taken'],
    ['SecurityError', 'refused'],
    ['OverconstrainedError', 'absent'],
  ]) {
    await page.evaluate((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', error));
    }, /** @type {string} */ (name));
    await press(page, 'front');
    await until(page, `lab.said().at(-1).startsWith("camera ${state} front plain 0 0 0")`);
  }
});

const without = (/** @type {Page} */ page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
scene('a browser that knows no cameras says so', { prepare: without }, async (page) => {
  await press(page, 'front');
  await heard(page, /^camera unsupported/);
  await press(page, 'stop');
  await heard(page, /^camera off/);
});

scene('a browser without frame callbacks shows every frame all the same', webcam, async (page) => {
  await page.evaluate('delete HTMLVideoElement.prototype.requestVideoFrameCallback');
  await press(page, 'front');
  await running(page);
  const first = Number((await taken(page)).split(' ').at(-1));
  await until(page, `(lab.stage.action("take"), Number(lab.said().at(-2).split(' ').at(-1)) > ${first + 3})`);
});
