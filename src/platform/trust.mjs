// Says so where this browser computes other numbers than native code does (src/inference/web/engine/self_check.mjs).
import { hearChecks } from './early.mjs';
/** @import { StageOptions } from './page.js' */

const WRONG =
  'This browser computes other numbers than it should: one run of this model was compared with what it gives elsewhere. ' +
  'Do not trust its answers here. Update the browser, or try another one.';

/**
 * The models that agree stand in `data-checked`.
 * @param {StageOptions} options
 * @returns {() => void} ends it
 */
export const watchTrust = ({ element, cards, onWarning }) =>
  hearChecks((address, agrees) => {
    const id = Object.keys(cards).find((one) => address.endsWith(`/${one}.onnx`));
    if (id === undefined) return;
    if (agrees) element.dataset['checked'] = `${element.dataset['checked'] ?? ''} ${id}`.trim();
    else onWarning?.(WRONG);
  });
