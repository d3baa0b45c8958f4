// A stage that sees, watched from inside its page: when answers reach it, what the network needs for each, when the
// camera's frames are shown, when the browser draws, and which tasks hold it up.
/** @typedef {import('./site.mjs').Page} Page */

/**
 * What happened in a stretch of time; all times in milliseconds of the page's clock.
 * @typedef {object} Stretch
 * @property {number} from
 * @property {number} to
 * @property {number} pressed when the camera's button was pressed last; 0 before
 * @property {number[]} answers when each arrived
 * @property {number[]} runs how long the network worked for each
 * @property {number[]} came when each of the camera's frames was there
 * @property {number[]} shown when each of them was drawn
 * @property {number[]} drawn when the browser was ready to draw
 * @property {number[]} tasks how long each task of 50 ms or more held up the main thread
 * @property {string[]} values what was answered
 * @property {number} threads of the runtime; 0 while it is not there
 */

/** In the page, before anything else. */
function watch() {
  const fresh = () => ({
    from: performance.now(),
    to: 0,
    pressed: 0,
    answers: /** @type {number[]} */ ([]),
    runs: /** @type {number[]} */ ([]),
    came: /** @type {number[]} */ ([]),
    shown: /** @type {number[]} */ ([]),
    drawn: /** @type {number[]} */ ([]),
    tasks: /** @type {number[]} */ ([]),
    values: /** @type {string[]} */ ([]),
    threads: 0,
  });
  let now = fresh();

  globalThis.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data?.type === 'runtime') now.threads = data.runtime.threads;
        if (typeof data?.value?.runMs === 'number') now.runs.push(data.value.runMs);
      });
    }
  };

  // A frame is shown by the first thing that is drawn after it went into its texture.
  let waits = false;
  const plain = WebGL2RenderingContext.prototype;
  const { texImage2D, drawElements } = plain;
  plain.texImage2D = /** @type {typeof texImage2D} */ (
    function (/** @type {any[]} */ ...values) {
      const picture = values.at(-1); // where the processor draws, the frame on a canvas
      if (picture instanceof HTMLVideoElement || picture instanceof HTMLCanvasElement) {
        now.came.push(performance.now());
        waits = true;
      }
      return Reflect.apply(texImage2D, this, values);
    }
  );
  plain.drawElements = function (...values) {
    if (waits) now.shown.push(performance.now());
    waits = false;
    return Reflect.apply(drawElements, this, values);
  };

  const tasks = new PerformanceObserver((list) => note(list.getEntries()));
  /** @param {PerformanceEntryList} entries */
  function note(entries) {
    for (const { startTime, duration } of entries) if (startTime + duration > now.from) now.tasks.push(duration);
  }
  tasks.observe({ type: 'longtask' });

  const draw = () => {
    now.drawn.push(performance.now());
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);

  addEventListener('DOMContentLoaded', () => {
    addEventListener(
      'click',
      ({ target, timeStamp }) => {
        if (target instanceof Element && target.closest('[data-action="camera"]')) now.pressed = timeStamp;
      },
      true,
    );
    let last = '';
    new MutationObserver((records) => {
      const result = /** @type {HTMLElement} */ (records.at(-1)?.target);
      const { revision = '', value = '' } = result.dataset;
      if (revision === last) return;
      last = revision;
      if (Number(revision) === 0) return; // no answer about what is on now
      now.answers.push(performance.now());
      if (!now.values.includes(value)) now.values.push(value);
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-revision'] });
  });

  Object.assign(globalThis, {
    seeing: {
      begin: () => {
        const { threads } = now;
        note(tasks.takeRecords());
        now = { ...fresh(), threads };
      },
      soFar: () => {
        note(tasks.takeRecords());
        return { ...now, to: performance.now() };
      },
    },
  });
}

/** Before the page's own scripts. @param {Page} page */
export const watchSeeing = (page) => page.addInitScript(watch);

/** Everything from now on is another stretch. @param {Page} page */
export const begin = (page) => page.evaluate(() => /** @type {any} */ (globalThis).seeing.begin());

/** @param {Page} page @returns {Promise<Stretch>} since `begin` */
export const soFar = (page) => page.evaluate(() => /** @type {any} */ (globalThis).seeing.soFar());

/** The longest time in which the browser could not draw, the stretch's ends included. @param {Stretch} stretch */
export function longestGap({ from, to, drawn }) {
  const times = [from, ...drawn, to];
  return Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? time)));
}

/** 0 where none was as long as the browser reports. @param {Stretch} stretch */
export const longestTask = ({ tasks }) => Math.max(0, ...tasks);
