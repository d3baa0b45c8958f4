// From the first byte of a stage to what may go wrong later: what is on its way, whether it still arrives, what failed, and
// how to try again.
import { failureBox } from '../failure.mjs';
import { renewPage } from '../renewal.mjs';
import { loadingBars } from './loading.mjs';
import { stallWatch } from './stalled.mjs';

/** @typedef {import('../../../src/platform/page.js').Action} Action */
/** @typedef {import('../../../src/platform/page.js').Part} Part */
/** @typedef {import('../../../src/platform/page.js').Progress} Progress */

const nothingComes =
  'Nothing has arrived for some seconds. The page goes on trying; it may help to check your connection and try again.';

/**
 * @param {HTMLElement} stage its data-state and data-input-revision are followed
 * @param {(part: Part) => { bytes: number, wire: number }} sizeOf what a part has: unpacked, and on the network
 * @param {() => void} retry where the stage itself offers to try again: it keeps the drawing
 */
export function arrival(stage, sizeOf, retry) {
  const bars = loadingBars(sizeOf);
  let canRetry = false;
  let stalled = false;
  let helperArrives = false; // it is on its way, and all else is here
  let state = 'loading';

  // Where there is no stage to ask, a fresh page also heals what a newer version published meanwhile took away.
  const tryAgain = () => {
    if (canRetry) retry();
    else if (stalled) location.reload();
    else void renewPage();
  };
  const failure = failureBox(tryAgain, true);
  const showRetry = () => {
    failure.retry.hidden = !canRetry && !stalled && stage.dataset['state'] !== 'error';
  };
  const arrivals = stallWatch(bars.waits, (now) => {
    stalled = now;
    if (now) failure.show(nothingComes);
    else if (failure.says(nothingComes)) failure.hide();
    showRetry();
  });

  const watch = new MutationObserver((records) => {
    const now = stage.dataset['state'] ?? 'loading';
    if (state === 'error' && now !== 'error') failure.hide();
    // A sentence about a picture that was refused goes with the next input.
    const changed = records.some((record) => record.attributeName === 'data-input-revision');
    if (now !== 'error' && changed && !stalled) failure.hide();
    if (now === 'loading' && state !== 'loading') {
      if (!helperArrives) bars.reset(['model']);
      arrivals.moved();
    }
    if (now !== 'loading' && state === 'loading') arrivals.stop();
    state = now;
    bars.element.hidden = now !== 'loading';
    showRetry();
  });
  watch.observe(stage, { attributes: true, attributeFilter: ['data-state', 'data-input-revision'] });

  return {
    bars: bars.element,
    failure: failure.element,
    /** It is waited for from now on. */
    begin: arrivals.moved,
    /** @param {Progress[]} progress */
    progress(progress) {
      const helper = progress.find(({ part }) => part === 'helper');
      if (helper) helperArrives = helper.total === 0 || helper.received < helper.total;
      progress.forEach(bars.show);
      if (state === 'loading') arrivals.moved();
    },
    /** What the stage offers now. @param {Action[]} actions */
    offered(actions) {
      canRetry = actions.some((action) => action.id === 'retry' && action.enabled);
      showRetry();
    },
    /** @param {string} sentence */
    fail: failure.show,
    /** There will be no stage. @param {string} sentence */
    failToOpen(sentence) {
      stage.dataset['state'] = 'error';
      arrivals.stop();
      failure.show(sentence);
    },
    close() {
      watch.disconnect();
      arrivals.stop();
    },
  };
}
