// The canvas that stages draw on, with its WebGL context: one for the page, handed from stage to stage, because browsers
// take their time to let go of one. And what becomes of a context that is lost.

const NO_WEBGL =
  'The stage needs WebGL 2, and this browser does not offer it. Switch on hardware acceleration, or use a current ' +
  'Firefox, Chrome, Edge or Safari.';

/** Seconds in which a browser gives a lost context back; while the page is hidden it need not. */
const PATIENCE_S = 5;

/** @typedef {{ canvas: HTMLCanvasElement, gl: WebGL2RenderingContext }} Drawable */

/** Of a stage that was closed in order. @type {Drawable | undefined} */
let resting;

function makeCanvas() {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true'); // everything on it is said in the page, too
  Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%', touchAction: 'pan-y pinch-zoom' });
  return canvas;
}

/** @param {HTMLElement} element the stage @returns {HTMLCanvasElement} empty, in its place */
export function layCanvas(element) {
  const canvas = resting && !resting.gl.isContextLost() ? resting.canvas : makeCanvas();
  resting = undefined; // nobody else gets it
  if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
  element.append(canvas);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @returns {WebGL2RenderingContext} throws a sentence for a person */
export function contextOf(canvas) {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, stencil: false });
  if (!gl) throw new Error(NO_WEBGL);
  return gl;
}

/** Whether WebGL is computed by the processor. @param {WebGL2RenderingContext} gl */
export function drawsInSoftware(gl) {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : '';
  return /SwiftShader|llvmpipe|softpipe|Software|Basic Render/i.test(String(renderer));
}

/**
 * @param {Drawable} drawable
 * @param {boolean} clean whatever drew on it has freed what it had there
 */
export function giveBack({ canvas, gl }, clean) {
  canvas.remove();
  canvas.style.height = '100%';
  canvas.width = canvas.height = 1; // the picture goes, and its memory
  if (clean && !gl.isContextLost() && !resting) resting = { canvas, gl };
  else gl.getExtension('WEBGL_lose_context')?.loseContext();
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ lost: () => void, restored: () => void, givenUp: () => void }} tell givenUp: it did not come back in time; it
 *   still may
 * @param {AbortSignal} signal
 */
export function watchContext(canvas, tell, signal) {
  let timer = 0;
  const wait = () => {
    let seconds = 0;
    clearInterval(timer);
    timer = window.setInterval(() => {
      if (document.hidden || ++seconds < PATIENCE_S) return;
      clearInterval(timer);
      tell.givenUp();
    }, 1000);
  };
  const lost = (/** @type {Event} */ event) => {
    event.preventDefault(); // without it the browser never gives the context back
    tell.lost();
    wait();
  };
  const restored = () => {
    clearInterval(timer);
    tell.restored();
  };
  canvas.addEventListener('webglcontextlost', lost, { signal });
  canvas.addEventListener('webglcontextrestored', restored, { signal });
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
