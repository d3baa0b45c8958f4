// Frames on demand and the size of the canvas: an idle page draws nothing.
import { BackBuffer } from './back_buffer.mjs';
import { drawsInSoftware } from './graphics.mjs';
/** @import { Calls } from './calls.mjs' */

const DARK = 1;
const REDUCED_MOTION = 2;
/**
 * While a picture moves, nothing is drawn sooner than this after the frame before: an answer is seen with the camera's
 * next frame, and where the processor draws, it has time for the network.
 */
const MOVING_MS = 25;

export class Frames {
  #element;
  #canvas;
  /** @type {Calls | undefined} */
  #calls;
  #moves;
  /** For the first frame, where the processor draws. @type {BackBuffer | undefined} */
  #back;
  #wanted = 0;
  #scheduled = 0;
  /** The timer of a frame that is drawn when the browser has shown the page. */
  #afterwards = 0;
  #drawnMs = -Infinity;
  #height = 0;
  /** @type {{ css: number, device: number } | undefined} what the browser says about the canvas's pixels */
  #exact;
  #sizes;
  #theme;
  #stop = new AbortController();
  #motion = matchMedia('(prefers-reduced-motion: reduce)');

  /**
   * @param {HTMLElement} element the stage, which has its width from the page
   * @param {HTMLCanvasElement} canvas
   * @param {WebGL2RenderingContext} gl the canvas's
   * @param {() => boolean} moves whether a camera runs
   */
  constructor(element, canvas, gl, moves) {
    this.#element = element;
    this.#canvas = canvas;
    if (drawsInSoftware(gl)) this.#back = new BackBuffer(gl, this.#stop.signal);
    this.#moves = moves;
    const ask = () => this.request(3);
    this.#sizes = new ResizeObserver((entries) => {
      for (const entry of entries) {
        const device = entry.devicePixelContentBoxSize?.[0]?.inlineSize;
        const css = entry.contentBoxSize[0]?.inlineSize;
        if (entry.target === canvas) this.#exact = device && css ? { css, device } : undefined;
      }
      ask();
    });
    this.#sizes.observe(element);
    try {
      this.#sizes.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      this.#sizes.observe(canvas); // Safari knows no device pixels; CSS pixels times the ratio are near enough.
    }
    this.#theme = new MutationObserver(ask);
    this.#theme.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'style', 'class'],
    });
    const { signal } = this.#stop;
    this.#motion.addEventListener('change', ask, { signal });
    window.addEventListener('resize', ask, { signal });
  }

  /**
   * What a first frame needs, without drawing it: the faces are rasterised, and the stage gets its height.
   * @param {Calls} calls
   */
  prepare(calls) {
    this.#begin(calls, performance.now());
  }

  /** @param {Calls} calls */
  start(calls) {
    this.#calls = calls;
    this.request(3);
  }

  /** @param {number} count at least so many more frames */
  request(count) {
    this.#wanted = Math.max(this.#wanted, count);
    if (this.#scheduled === 0 && this.#afterwards === 0 && this.#calls)
      this.#scheduled = requestAnimationFrame(() => this.#next());
  }

  /** The first frame, at once. What it needs of the graphics is made for it, so it takes longest of all. */
  first() {
    this.#draw(performance.now(), this.#back);
    this.request(this.#wanted);
  }

  close() {
    cancelAnimationFrame(this.#scheduled);
    clearTimeout(this.#afterwards);
    this.#calls = undefined;
    this.#sizes.disconnect();
    this.#theme.disconnect();
    this.#stop.abort();
  }

  #next() {
    this.#scheduled = 0;
    if (this.#back?.waits) return this.#showFirst(this.#back);
    const now = performance.now();
    const moves = this.#moves();
    if (moves && now - this.#drawnMs < MOVING_MS) return this.request(this.#wanted);
    if (!moves || !this.#back) return this.#drawNext(now);
    // Where the processor draws, the browser reads the canvas back when it shows the page, and waits until all is drawn. What is
    // drawn just after that has the time until the next frame.
    this.#drawnMs = now;
    this.#afterwards = window.setTimeout(() => {
      this.#afterwards = 0;
      this.#drawNext(now);
    });
  }

  /** @param {BackBuffer} back */
  #showFirst(back) {
    if (back.show()) back.free();
    if (this.#wanted > 0 || back.waits) this.request(this.#wanted);
  }

  /** @param {number} now */
  #drawNext(now) {
    this.#wanted = Math.max(0, this.#wanted - 1);
    this.#draw(now);
    if (this.#wanted > 0) this.request(this.#wanted);
  }

  /**
   * @param {number} now
   * @param {BackBuffer} [beside] where it is drawn, to be shown when it is done
   */
  #draw(now, beside) {
    this.#drawnMs = now;
    const calls = this.#calls;
    const size = calls && this.#begin(calls, now);
    if (!size) return;
    const [w, h] = [Math.round(size.width * size.ratio), Math.round(this.#height * size.ratio)];
    // Setting the size clears the canvas, so it is done only when it changed, and in the frame that draws.
    if (this.#canvas.width !== w) this.#canvas.width = w;
    if (this.#canvas.height !== h) this.#canvas.height = h;
    const draw = () => void calls.call('_mllab_draw_frame', this.#height);
    if (beside) beside.draw(draw);
    else draw();
  }

  /**
   * @param {Calls} calls
   * @param {number} now
   * @returns {{ width: number, ratio: number } | undefined} nothing where nothing can be drawn
   */
  #begin(calls, now) {
    const width = this.#element.clientWidth;
    if (!calls.alive || width === 0) return undefined;
    const dark = document.documentElement.dataset['theme'] === 'dark' ? DARK : 0;
    const calm = this.#motion.matches ? REDUCED_MOTION : 0;
    const em = parseFloat(getComputedStyle(this.#element).fontSize) || 16;
    const ratio = this.#ratio(width);
    const height = Math.ceil(calls.call('_mllab_begin_frame', now, width, ratio, em, dark | calm));
    if (!calls.alive) return undefined;
    if (height !== this.#height) {
      this.#height = height;
      this.#element.style.height = `${height}px`;
      this.#canvas.style.height = `${height}px`;
    }
    return { width, ratio };
  }

  /**
   * Device pixels per CSS pixel, so that the canvas has exactly the pixels that the screen shows.
   * @param {number} width
   */
  #ratio(width) {
    const plain = Math.max(1, Math.min(window.devicePixelRatio || 1, 4));
    const exact = this.#exact;
    // Some browsers report a box in other pixels than they draw; a small difference is rounding, a large one is that.
    if (!exact || Math.abs(exact.css - width) > 0.5 || Math.abs(exact.device - width * plain) > 2) return plain;
    return exact.device / width;
  }
}
