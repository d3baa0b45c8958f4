// What a camera's names, errors and settings mean. Browsers differ in all of them; nothing here asks the browser.

/** @typedef {'front' | 'back'} Facing */
/** @typedef {{ facingMode?: string | undefined, label: string }} Sight how a camera stands, as far as the browser says */

/** In the order of C++'s CameraState and Facing. */
export const STATES = /** @type {const} */ ([
  'off',
  'asking',
  'running',
  'paused',
  'refused',
  'absent',
  'taken',
  'lost',
  'unsupported',
]);
/** @typedef {(typeof STATES)[number]} State */
export const FACINGS = /** @type {const} */ (['front', 'back']);

const MODES = { front: 'user', back: 'environment' };

/**
 * What to ask the browser for: the device if one is known for this side, else whichever it holds for the right one.
 * @param {Facing} facing
 * @param {string | undefined} deviceId
 * @returns {MediaTrackConstraints}
 */
export function wish(facing, deviceId) {
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: MODES[facing] } };
  return { ...which, width: { ideal: 640 }, height: { ideal: 480 } };
}

/**
 * The state that a failure to start means.
 * @param {unknown} error
 * @returns {State}
 */
export function stateAfter(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
  // NotReadableError; Firefox says AbortError where a device does not start. Whatever else: it did not start either.
  return 'taken';
}

/**
 * Whether the camera looks at the visitor, who then expects a mirror. Most cameras of desktops do not say; they stand on
 * the screen.
 * @param {Sight} sight
 * @param {Facing} facing as it was asked for
 * @param {boolean} handheld a phone or a tablet
 */
export function facesVisitor({ facingMode, label }, facing, handheld) {
  if (facingMode) return facingMode === MODES.front;
  if (/back|rear|environment/i.test(label)) return false;
  return facing === 'front' || !handheld;
}

/**
 * The camera to take instead, where asking for a side did nothing: two cameras that do not say where they look, of which
 * one was to be had for both sides.
 * @param {{ facing: Facing, facingMode: string | undefined, deviceId: string | undefined, others: string[],
 *   otherSide: string | undefined }} now otherSide: the device that served the other side
 * @returns {string | undefined}
 */
export function insteadOf({ facing, facingMode, deviceId, others, otherSide }) {
  if (facingMode === MODES[facing] || !deviceId || deviceId !== otherSide) return undefined;
  return others.find((id) => id !== '' && id !== deviceId);
}

/** Frames a second over the last two seconds. */
export class Rate {
  /** @type {number[]} */
  #times = [];

  /** @param {number} now ms */
  add(now) {
    this.#times.push(now);
    this.#forget(now);
  }

  /** @param {number} now ms @returns {number} to a tenth; 0 while it is not known and where no frames come */
  at(now) {
    this.#forget(now);
    const [first, last] = [this.#times[0], this.#times.at(-1)];
    if (first === undefined || last === undefined || last === first) return 0;
    return Math.round(((this.#times.length - 1) * 10_000) / (last - first)) / 10;
  }

  /** @param {number} now */
  #forget(now) {
    const from = this.#times.findIndex((time) => time > now - 2000);
    this.#times.splice(0, from < 0 ? this.#times.length : from);
  }
}
