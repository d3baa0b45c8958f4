// What it takes before a stage is there: the app's bytes, a canvas, and room for the browser between the long tasks.
import { download } from '../inference/web/download.mjs';
/** @import { StageOptions } from './page.js' */

/**
 * Ends the task: the page's layout, the start of WebGL, the app's start and its first frame are long enough each, and
 * between them the browser paints and takes input.
 * @returns {Promise<void>}
 */
export const breathe = () => new Promise((goOn) => setTimeout(goOn));

/** @param {HTMLElement} element */
export function makeCanvas(element) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true'); // everything on it is said in the page, too
  Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%', touchAction: 'pan-y pinch-zoom' });
  if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
  element.append(canvas);
  return canvas;
}

/** @param {StageOptions['onShow']} onShow */
export async function fetchApp(onShow) {
  try {
    return await download(new URL('../app/ml_lab.wasm', import.meta.url).href, {
      knownBytes: 0,
      strict: false,
      onProgress: (received, total) => onShow({ progress: [{ part: 'app', received, total }] }),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The app could not be loaded: ${why}. Check the connection and try again.`, { cause });
  }
}
