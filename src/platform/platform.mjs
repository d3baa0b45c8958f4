// The only JavaScript that knows the app's module: `openStage` of docs/stage-contract.md.
import { download } from '../inference/web/download.mjs';
import { createRuntime } from '../inference/web/runtime.mjs';
import { copyText, forCpp, readSetting, whenIdle, writeSetting } from './browser.mjs';
import { Calls } from './calls.mjs';
import { Frames } from './frames.mjs';
import { Mirror } from './mirror.mjs';
import { decodePicture, saveLink, savePng } from './pictures.mjs';
import { Pointers } from './pointers.mjs';
import { listenForShortcuts } from './shortcuts.mjs';
import { TextInput } from './text_input.mjs';
/** @import { AppModule, Bridge, ModuleHost, ModuleOptions, StageOptions } from './module.js' */

/** One for the page: what it has loaded stays loaded when the visitor goes from experiment to experiment. */
const runtime = createRuntime({ ortUrl: new URL('../ort/', import.meta.url) });

const STOPPED = 'The stage stopped unexpectedly. Reload the page to go on.';
const NO_WEBGL =
  'The stage needs WebGL 2, and this browser does not offer it. Switch on hardware acceleration, or use a current ' +
  'Firefox, Chrome, Edge or Safari.';

/**
 * Opens an experiment's stage in `options.element`. Rejects with a sentence for a person where the app did not arrive
 * or there is no WebGL 2; resolves as soon as the app draws.
 * @param {StageOptions} options
 * @returns {Promise<{ action: (id: string, argument?: unknown) => void, field: (id: string, value: string) => void,
 *   character: (index: number) => void, image: (blob: Blob, name: string) => void, close: () => void }>}
 */
export async function openStage(options) {
  const mirror = new Mirror(options);
  const canvas = makeCanvas(options.element);
  try {
    await breathe();
    const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, stencil: false });
    if (!gl) throw new Error(NO_WEBGL);
    const wasmBinary = await fetchApp(options.onProgress);
    return await new Opened(options, mirror, canvas, gl).start(wasmBinary);
  } catch (error) {
    mirror.state('error');
    canvas.remove();
    throw error;
  }
}

/**
 * Ends the task: the page's layout, the start of WebGL, the app's start and its first frame are long enough each, and
 * between them the browser paints and takes input.
 * @returns {Promise<void>}
 */
const breathe = () => new Promise((goOn) => setTimeout(goOn));

/** @param {HTMLElement} element */
function makeCanvas(element) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true'); // everything on it is said in the page, too
  Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%', touchAction: 'pan-y pinch-zoom' });
  if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
  element.append(canvas);
  return canvas;
}

/** @param {StageOptions['onProgress']} onProgress */
async function fetchApp(onProgress) {
  try {
    return await download(new URL('../app/ml_lab.wasm', import.meta.url).href, {
      knownBytes: 0,
      strict: false,
      onProgress: (received, total) => onProgress({ part: 'app', received, total }),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The app could not be loaded: ${why}. Check the connection and try again.`, { cause });
  }
}

class Opened {
  #options;
  #mirror;
  #canvas;
  #gl;
  #frames;
  #stop = new AbortController();
  /** @type {Calls | undefined} */
  #calls;
  /** @type {Pointers | undefined} */
  #pointers;
  /** @type {TextInput | undefined} */
  #text;
  /** @type {import('./module.js').Area[]} */
  #areas = [];
  #pictures = 0;

  /**
   * @param {StageOptions} options
   * @param {Mirror} mirror
   * @param {HTMLCanvasElement} canvas
   * @param {WebGL2RenderingContext} gl
   */
  constructor(options, mirror, canvas, gl) {
    this.#options = options;
    this.#mirror = mirror;
    this.#canvas = canvas;
    this.#gl = gl;
    this.#frames = new Frames(options.element, canvas);
  }

  /** @param {Uint8Array} wasmBinary */
  async start(wasmBinary) {
    try {
      const { module, bridge } = await this.#instantiate(wasmBinary);
      await breathe();
      const { element } = this.#options;
      const request = (/** @type {number} */ count) => this.#frames.request(count);
      this.#calls = new Calls(module, bridge, (error) => this.#trapped(error));
      this.#pointers = new Pointers(element, this.#canvas, this.#calls, request);
      this.#text = new TextInput(element, this.#calls, request);
      this.#pointers.show(this.#areas);
      const { signal } = this.#stop;
      listenForShortcuts(
        element,
        () => this.#mirror.actions,
        (id) => this.#action(id, ''),
        signal,
      );
      this.#listenForGraphics(signal);
      // iOS shows its keyboard only when the focus moves inside the gesture: the frames that decide it run right there.
      this.#canvas.addEventListener('pointerup', () => [0, 1, 2].forEach(() => this.#frames.now()), { signal });
      this.#frames.prepare(this.#calls);
      await breathe();
      this.#frames.start(this.#calls);
      this.#frames.now();
      return {
        action: (/** @type {string} */ id, /** @type {unknown} */ argument) => this.#action(id, argument),
        field: (/** @type {string} */ id, /** @type {string} */ value) => this.#field(id, value),
        character: (/** @type {number} */ index) => this.#enter('passage-character', String(index)),
        image: (/** @type {Blob} */ blob, /** @type {string} */ name) => void this.#image(blob, name),
        close: () => this.#close(),
      };
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  /**
   * @param {Uint8Array} wasmBinary
   * @returns {Promise<{ module: AppModule, bridge: Bridge }>}
   */
  async #instantiate(wasmBinary) {
    /** @type {Bridge} */
    let bridge = 0;
    let failure = '';
    /** @type {ModuleOptions} */
    const moduleOptions = {
      mllabHost: this.#host({ opened: (at) => (bridge = at), failed: (sentence) => (failure = sentence) }),
      mllabRuntime: runtime,
      wasmBinary,
      print: (line) => console.info(line),
      printErr: (line) => console.warn(line),
    };
    const address = new URL('../app/ml_lab.mjs', import.meta.url).href;
    /** @type {{ default: (options: ModuleOptions) => Promise<AppModule> }} */
    const glue = await import(address);
    const module = await glue.default(moduleOptions);
    if (bridge === 0) throw new Error(failure || STOPPED);
    return { module, bridge };
  }

  /**
   * @param {Pick<ModuleHost, 'opened' | 'failed'>} opening
   * @returns {ModuleHost}
   */
  #host({ opened, failed }) {
    const { experiment, model, modelsUrl, cards, onProgress, fields = {} } = this.#options;
    const mirror = this.#mirror;
    /** @param {string} key */
    const launch = (key) => {
      if (key === 'experiment') return experiment;
      if (key === 'model') return model;
      if (key === 'models') return modelsUrl;
      if (key === 'cards') return Object.keys(cards).join('\n');
      if (key === 'fields')
        return Object.keys(fields)
          .filter((name) => /^[a-z_-]+$/.test(name))
          .join('\n');
      if (key.startsWith('field ')) return forCpp(fields[key.slice('field '.length)] ?? '');
      return cards[key.slice('card '.length)] ?? '';
    };
    return {
      gl: this.#gl,
      opened,
      failed,
      launch,
      state: (name) => mirror.state(name),
      resultBegin: () => mirror.resultBegin(),
      resultGuess: (label, p) => mirror.resultGuess(label, p),
      resultEnd: (text, value, revision, settled) => mirror.resultEnd(text, value, revision, settled),
      revision: (value) => mirror.revision(value),
      model: (id) => mirror.model(id),
      action: (id, label, icon, group, shortcut, enabled, pressed) =>
        mirror.action(id, label, icon, group, shortcut, enabled, pressed),
      actionsEnd: () => mirror.actionsEnd(),
      area: (name, rect, drags, label) => mirror.area(name, rect, drags, label),
      areasEnd: () => {
        this.#areas = mirror.areasEnd();
        this.#pointers?.show(this.#areas);
      },
      field: (id, label, kind, value, low, high, step, hint, note) =>
        mirror.field({ id, label, kind, value, low, high, step, hint, note }),
      fieldsEnd: () => mirror.fieldsEnd(),
      passageStart: () => mirror.passageStart(),
      passagePart: (text, sureness) => mirror.passagePart(text, sureness),
      passageEnd: () => mirror.passageEnd(),
      passageNote: (note) => mirror.passageNote(note),
      shareField: (name, value) => mirror.shareField(name, value),
      shareEnd: () => mirror.shareEnd(),
      progress: (part, received, total) =>
        onProgress({ part: part === 'runtime' ? 'runtime' : 'model', received, total }),
      error: (sentence) => mirror.error(sentence),
      requestFrames: (count) => this.#frames.request(count),
      later: (id) => whenIdle(() => this.#calls?.call('_mllab_idle', id)),
      setting: (key) => readSetting(key),
      storeSetting: (key, value) => writeSetting(key, value),
      savePicture: (fileName, rgba, width, height) =>
        void savePng(fileName, rgba, width, height).catch((error) => mirror.error(error.message)),
      saveLink: (link, fileName) => saveLink(link, fileName),
      copyText: (text) => void copyText(text).catch(() => mirror.error('The browser refused to copy.')),
      textInput: (wanted, x, y, lineHeight) => this.#text?.show(wanted, x, y, lineHeight),
    };
  }

  /** @param {AbortSignal} signal */
  #listenForGraphics(signal) {
    const lost = (/** @type {Event} */ event) => {
      event.preventDefault(); // without it the browser never gives the context back
      this.#calls?.call('_mllab_graphics', 0);
    };
    this.#canvas.addEventListener('webglcontextlost', lost, { signal });
    this.#canvas.addEventListener('webglcontextrestored', () => this.#calls?.call('_mllab_graphics', 1), { signal });
  }

  /**
   * @param {string} id
   * @param {unknown} argument
   */
  #action(id, argument) {
    const action = this.#mirror.actions.find((candidate) => candidate.id === id);
    if (!action?.enabled) return;
    this.#enter(id, argument === undefined ? '' : String(argument));
  }

  /**
   * @param {string} id
   * @param {string} value
   */
  #field(id, value) {
    if (this.#mirror.fields.some((field) => field.id === id)) this.#enter(`field-${id}`, forCpp(value));
  }

  /**
   * @param {string} id
   * @param {string} argument
   */
  #enter(id, argument) {
    this.#calls?.call('_mllab_action', id, argument);
    this.#frames.request(3);
  }

  /**
   * @param {Blob} blob
   * @param {string} name
   */
  async #image(blob, name) {
    const turn = ++this.#pictures;
    try {
      const { rgba, width, height } = await decodePicture(blob, name);
      // A later picture may have been decoded sooner.
      if (turn !== this.#pictures) return;
      this.#calls?.picture(rgba, width, height, name);
      this.#frames.request(3);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#mirror.error(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {unknown} error */
  #trapped(error) {
    console.error(error);
    this.#mirror.state('error');
    this.#mirror.error(STOPPED);
  }

  #close() {
    this.#stop.abort();
    this.#frames.close();
    this.#pointers?.close();
    this.#text?.close();
    this.#calls?.close();
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
    this.#canvas.remove();
  }
}
