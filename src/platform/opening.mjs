// What it takes before a stage is there: a canvas, and room for the browser between the long tasks.

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
