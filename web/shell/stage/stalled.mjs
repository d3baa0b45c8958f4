// Notices when nothing arrives any more while a stage waits for its parts.

const PATIENCE_MS = 6000;

/**
 * @param {() => boolean} waits whether something has still to arrive
 * @param {(stalled: boolean) => void} tell
 */
export function stallWatch(waits, tell) {
  let stalled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const say = (/** @type {boolean} */ now) => {
    if (now !== stalled) tell((stalled = now));
  };
  return {
    /** Something has arrived, or is waited for from now on. */
    moved() {
      say(false);
      clearTimeout(timer);
      timer = setTimeout(() => say(waits()), PATIENCE_MS);
    },
    stop() {
      say(false);
      clearTimeout(timer);
    },
  };
}
