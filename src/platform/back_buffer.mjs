// A frame that is drawn beside the canvas and shown once it is done. Where the processor draws, a browser reads back what was
// drawn on a canvas when it shows the page, and the page stands still until the last pixel is there: longest for a stage's
// first frame, for which shaders are compiled. A finished one is a copy.

/** @typedef {{ framebuffer: WebGLFramebuffer, texture: WebGLTexture, width: number, height: number }} Target */

export class BackBuffer {
  #gl;
  /** @type {Target | undefined} */
  #target;
  /** After what was drawn last and not shown yet. @type {WebGLSync | undefined} */
  #end;

  /**
   * @param {WebGL2RenderingContext} gl
   * @param {AbortSignal} signal
   */
  constructor(gl, signal) {
    this.#gl = gl;
    // A context that comes back knows nothing of what was there.
    gl.canvas.addEventListener('webglcontextlost', () => this.free(), { signal });
    signal.addEventListener('abort', () => this.free(), { once: true });
  }

  /** Whether something was drawn and not shown yet. */
  get waits() {
    return this.#end !== undefined;
  }

  /**
   * Draws a frame of the canvas's size, which is shown by `show`.
   * @param {() => void} draw draws on what is bound
   */
  draw(draw) {
    const gl = this.#gl;
    this.forget();
    if (gl.isContextLost()) return draw();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#fitting().framebuffer);
    draw();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    this.#end = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? undefined;
    gl.flush(); // else nobody begins
  }

  /** @returns {boolean} whether what was drawn is done, and on the canvas now */
  show() {
    const gl = this.#gl;
    if (!this.#target || !this.#end || gl.getSyncParameter(this.#end, gl.SYNC_STATUS) !== gl.SIGNALED) return false;
    const { framebuffer, width, height } = this.#target;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
    gl.disable(gl.SCISSOR_TEST); // whoever draws sets it for each of its parts
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
    this.forget();
    return true;
  }

  /** What was drawn and not shown is not shown any more. */
  forget() {
    this.#gl.deleteSync(this.#end ?? null);
    this.#end = undefined;
  }

  /** Gives the memory back; the next frame takes it again. */
  free() {
    this.forget();
    this.#gl.deleteFramebuffer(this.#target?.framebuffer ?? null);
    this.#gl.deleteTexture(this.#target?.texture ?? null);
    this.#target = undefined;
  }

  /** @returns {Target} */
  #fitting() {
    const gl = this.#gl;
    const { width, height } = gl.canvas;
    if (this.#target?.width === width && this.#target.height === height) return this.#target;
    this.free();
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    this.#target = { framebuffer, texture, width, height };
    return this.#target;
  }
}
