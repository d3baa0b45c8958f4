// When the page is at rest: what may wait must not take the line or the processor from a stage that is still on its way, nor
// from one that looks through a camera and has thirty pictures a second to show and to recognise.

const LOOK_EVERY_MS = 500;
/** A stage that takes longer waits for a network that may never come. */
const PATIENCE_MS = 60_000;

const loads = () => document.querySelector('.stage[data-state="loading"], .stage-waiting') !== null;
/** A camera whose page is hidden is off, though its button stays pressed: it goes on when the page is seen again. */
const watches = () =>
  !document.hidden && document.querySelector('[data-action="camera"][aria-pressed="true"]') !== null;

/** @returns {Promise<void>} resolves as soon as no stage is loading, after a minute in any case, and no camera is on */
export async function atRest() {
  const until = performance.now() + PATIENCE_MS;
  while (watches() || (loads() && performance.now() < until))
    await new Promise((goOn) => setTimeout(goOn, LOOK_EVERY_MS));
}
