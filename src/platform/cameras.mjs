// The cameras that C++ holds, by number: their frames on the graphics card and, small, in memory.
import { Camera } from './camera.mjs';
import { FACINGS, STATES } from './camera_rules.mjs';
import { drawsInSoftware } from './graphics.mjs';
/** @import { Report } from './camera.mjs' */
/** @import { ModuleCameras } from './module.js' */

/** How C++ reads two lengths from one number. */
const HEIGHTS = 0x8000;

/** A canvas in memory. @returns {CanvasRenderingContext2D | null} */
const makeContext = () => document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/**
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} picture
 * @param {number} width
 * @param {number} height
 */
function draw(context, picture, width, height) {
  const { canvas } = context;
  // Setting a size clears and costs; it changes with the camera and with what looks at its frames.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(picture, 0, 0, width, height);
}

/** @implements {ModuleCameras} */
export class Cameras {
  #element;
  #gl;
  #report;
  /**
   * A frame is cheaper drawn once on a canvas in memory, from where its texture and its small copy come, than converted
   * from the camera's colours for each of them: 3.8 instead of 6.9 ms. A graphics card takes it straight from the video.
   */
  #software;
  /** @type {Map<number, Camera>} */
  #cameras = new Map();
  /** @type {CanvasRenderingContext2D | null | undefined} */
  #small;
  /** @type {Map<number, CanvasRenderingContext2D>} the frames that are shown, where that is in software */
  #shown = new Map();
  /** @type {Uint8ClampedArray} */
  #pixels = new Uint8ClampedArray();

  /**
   * @param {HTMLElement} element the stage
   * @param {WebGL2RenderingContext} gl
   * @param {(id: number, ...numbers: number[]) => void} report arguments of `_mllab_camera`
   */
  constructor(element, gl, report) {
    this.#element = element;
    this.#gl = gl;
    this.#software = drawsInSoftware(gl);
    this.#report = report;
  }

  /** Whether one of them has frames. */
  get moving() {
    return [...this.#cameras.values()].some(({ video }) => video !== undefined);
  }

  /** @param {number} id @param {number} facing */
  start(id, facing) {
    const camera = this.#cameras.get(id) ?? new Camera(this.#element, (report) => this.#tell(id, report));
    this.#cameras.set(id, camera);
    camera.start(FACINGS[facing] ?? 'front');
  }

  /** @param {number} id */
  stop(id) {
    this.#cameras.get(id)?.stop();
  }

  /** @param {number} id */
  close(id) {
    this.#cameras.get(id)?.close();
    this.#cameras.delete(id);
    this.#shown.delete(id);
  }

  /** Every light goes out: also where C++ cannot say so any more. */
  closeAll() {
    this.#cameras.forEach((camera) => camera.close());
    this.#cameras.clear();
    this.#shown.clear();
  }

  /** The newest frame into the texture that is bound; one clear pixel where there is none. @param {number} id */
  upload(id) {
    const gl = this.#gl;
    const video = this.#cameras.get(id)?.video;
    if (video) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, this.#drawn(id, video));
    else gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  /**
   * @param {number} id
   * @param {number} longestSide
   * @returns {number} width * HEIGHTS + height; 0 where there is no frame
   */
  take(id, longestSide) {
    const video = this.#cameras.get(id)?.video;
    this.#small ??= makeContext();
    const context = this.#small;
    if (!video || !context) return 0;
    const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight));
    const width = Math.max(1, Math.round(video.videoWidth * scale));
    const height = Math.max(1, Math.round(video.videoHeight * scale));
    const shown = this.#shown.get(id);
    // All of a frame that lies in memory is read from where it lies.
    const whole = shown?.canvas.width === width && shown.canvas.height === height;
    if (!whole) draw(context, shown?.canvas ?? video, width, height);
    this.#pixels = (whole ? shown : context).getImageData(0, 0, width, height).data;
    return width * HEIGHTS + height;
  }

  /** The frame as its texture takes it. @param {number} id @param {HTMLVideoElement} video */
  #drawn(id, video) {
    const context = this.#software ? (this.#shown.get(id) ?? makeContext()) : null;
    if (!context) return video;
    this.#shown.set(id, context);
    draw(context, video, video.videoWidth, video.videoHeight);
    return context.canvas;
  }

  /** What was taken last. */
  pixels() {
    return this.#pixels;
  }

  /** @param {number} id @param {Report} report */
  #tell(id, { state, mirrored, cameras, width, height, framesPerSecond, frame }) {
    const numbers = [STATES.indexOf(state), Number(mirrored), cameras, width, height, framesPerSecond, Number(frame)];
    this.#report(id, ...numbers);
  }
}
