// The only JavaScript that knows the app's module: `openStage` of docs/stage-contract.md.
import { STOPPED, openApp, putToRest } from './app_module.mjs';
import { copyText, forCpp, readSettings, whenIdle, writeSetting } from './browser.mjs';
import { Calls } from './calls.mjs';
import { Cameras } from './cameras.mjs';
import { ChosenPictures } from './chosen_pictures.mjs';
import { appCode, hearLoading } from './early.mjs';
import { Frames } from './frames.mjs';
import { contextOf, giveBack, layCanvas, watchContext } from './graphics.mjs';
import { Mirror } from './mirror.mjs';
import { breathe } from './opening.mjs';
import { PictureInput } from './pictures.mjs';
import { Pointers } from './pointers.mjs';
import { saveLink, savePng, saveText } from './saving.mjs';
import { listenForShortcuts } from './shortcuts.mjs';
import { playTone } from './sound.mjs';
import { watchTrust } from './trust.mjs';
/** @import { AppModule, ModuleHost } from './module.js' */
/** @import { Launch, PageState, Request, Stage, StageOptions } from './page.js' */

const NO_GRAPHICS =
  'The browser has taken the stage’s graphics away and has not given them back. “Try again” reloads the page.';

/**
 * Opens an experiment's stage in `options.element`. Rejects with a sentence for a person where the app did not arrive
 * or there is no WebGL 2; resolves as soon as the app draws.
 * @param {StageOptions} options
 * @returns {Promise<Stage>}
 */
export async function openStage(options) {
  const mirror = new Mirror(options);
  const canvas = layCanvas(options.element);
  const app = appCode(options.app);
  app.catch(() => {}); // told below
  const deaf = hearLoading((progress, of) => {
    // Other stages' apps are on their way, too. Of models only the one that the stage opens with: the app tells of later ones.
    if (progress.part === 'app' && of !== options.app) return;
    if (progress.part === 'model' && !of?.endsWith(`/${options.model}.onnx`)) return;
    options.onShow({ progress: [progress] });
  });
  const unchecked = watchTrust(options);
  const silence = () => {
    deaf();
    unchecked();
  };
  /** @type {WebGL2RenderingContext | undefined} */
  let unused;
  try {
    await breathe();
    const gl = (unused = contextOf(canvas));
    const code = await app;
    unused = undefined;
    return await new Opened(options, mirror, canvas, gl, silence).start(code);
  } catch (error) {
    silence();
    mirror.show({ state: 'error' });
    if (unused) giveBack({ canvas, gl: unused }, true);
    else canvas.remove();
    throw error;
  }
}

class Opened {
  #options;
  #mirror;
  #canvas;
  #gl;
  #frames;
  #stop = new AbortController();
  /** Nothing once it trapped. @type {AppModule | undefined} */
  #module;
  /** @type {Calls | undefined} */
  #calls;
  /** @type {Pointers | undefined} */
  #pointers;
  #cameras;
  #pictures;
  #silence;
  #chosen;
  /** C++ asked to be told when what runs now is over. */
  #woken = false;

  /**
   * @param {StageOptions} options
   * @param {Mirror} mirror
   * @param {HTMLCanvasElement} canvas
   * @param {WebGL2RenderingContext} gl
   * @param {() => void} silence ends the news about what is loading and checked
   */
  constructor(options, mirror, canvas, gl, silence) {
    this.#silence = silence;
    this.#options = options;
    this.#mirror = mirror;
    this.#canvas = canvas;
    this.#gl = gl;
    this.#frames = new Frames(options.element, canvas, gl, () => this.#cameras.moving);
    this.#cameras = new Cameras(options.element, gl, (...report) => void this.#calls?.call('_mllab_camera', ...report));
    this.#pictures = new PictureInput(
      (rgba, width, height, name) => {
        this.#calls?.picture('_mllab_picture', rgba, width, height, name);
        this.#frames.request(3);
      },
      (sentence) => mirror.error(sentence),
    );
    this.#chosen = new ChosenPictures({
      onPicture: (number, { rgba, width, height }) =>
        this.#calls?.picture('_mllab_numbered_picture', rgba, width, height, number),
      onRefusal: (number, sentence) => this.#calls?.call('_mllab_numbered_refusal', number, forCpp(sentence)),
      onThumbnail: (number, address) => options.onThumbnail?.(number, address),
    });
  }

  /** @param {WebAssembly.Module} code */
  async start(code) {
    try {
      this.#mirror.opens();
      const { module, bridge } = await openApp(this.#options.app, code, (opening) => this.#host(opening));
      this.#module = module;
      await breathe();
      this.#mirror.opened();
      await breathe();
      const { element } = this.#options;
      const request = (/** @type {number} */ count) => this.#frames.request(count);
      this.#calls = new Calls(module, bridge, (error) => this.#trapped(error));
      this.#pointers = new Pointers(element, this.#canvas, this.#calls, request);
      this.#pointers.show(this.#mirror.page.areas);
      const { signal } = this.#stop;
      listenForShortcuts(
        element,
        () => this.#mirror.page.actions,
        (id) => this.#action(id, ''),
        signal,
      );
      this.#listenForGraphics(signal);
      this.#frames.prepare(this.#calls);
      await breathe();
      this.#frames.start(this.#calls);
      this.#frames.first();
      if (this.#woken) this.#update();
      return {
        action: (/** @type {string} */ id, /** @type {unknown} */ argument) => this.#action(id, argument),
        field: (/** @type {string} */ id, /** @type {string} */ value) => this.#field(id, value),
        character: (/** @type {number | 'end'} */ index) =>
          this.#enter('_mllab_action', 'passage-character', String(index)),
        image: (/** @type {Blob} */ blob, /** @type {string} */ name) => void this.#pictures.open(blob, name),
        images: (/** @type {Blob[]} */ files, /** @type {string[]} */ names) => this.#images(files, names),
        close: () => this.#close(),
      };
    } catch (error) {
      this.#mirror.opened();
      this.#close();
      throw error;
    }
  }

  /**
   * @param {Pick<ModuleHost, 'opened' | 'failed'>} opening
   * @returns {ModuleHost}
   */
  #host({ opened, failed }) {
    const mirror = this.#mirror;
    return {
      gl: this.#gl,
      cameras: this.#cameras,
      opened,
      failed,
      launch: () => JSON.stringify(this.#launch()),
      show: (changes) => {
        /** @type {Partial<PageState>} */
        const news = JSON.parse(changes);
        mirror.show(news);
        if (news.areas) this.#pointers?.show(mirror.page.areas);
      },
      write: (passage) => this.#options.onPassage?.(JSON.parse(passage)),
      perform: (request) => this.#perform(JSON.parse(request)),
      savePicture: (fileName, rgba, width, height) =>
        void savePng(fileName, rgba, width, height).catch((error) => mirror.error(error.message)),
      requestFrames: (count) => this.#frames.request(count),
      wake: () => {
        if (!this.#woken && this.#calls) queueMicrotask(() => this.#update());
        this.#woken = true;
      },
      later: (id) => whenIdle(() => this.#calls?.call('_mllab_idle', id)),
    };
  }

  /** @returns {Launch} */
  #launch() {
    const { experiment, model, modelsUrl, cards, answers, fields = {}, again = false } = this.#options;
    const texts = (/** @type {Record<string, string>} */ record) =>
      Object.fromEntries(Object.entries(record).map(([name, text]) => [forCpp(name), forCpp(text)]));
    const named = Object.fromEntries(Object.entries(fields).filter(([name]) => /^[a-z_-]+$/.test(name)));
    return {
      experiment,
      model,
      modelsUrl,
      cards: texts(cards),
      answers: texts(answers?.() ?? {}),
      fields: texts(named),
      again,
      settings: texts(readSettings()),
    };
  }

  /** @param {Request} request */
  #perform(request) {
    if (request.kind === 'save') saveLink(request.address, request.fileName);
    else if (request.kind === 'copy')
      void copyText(request.text).catch(() => this.#mirror.error('The browser refused to copy.'));
    else if (request.kind === 'share') this.#options.onShare?.(request.fields);
    else if (request.kind === 'picture') void this.#pictures.openExample(request.file, request.name);
    else if (request.kind === 'take') this.#take(request.number, request.show);
    else if (request.kind === 'forget') this.#chosen.forget();
    else if (request.kind === 'save-text') saveText(request.text, request.fileName);
    else if (request.kind === 'tone') void playTone(request.frequencyHz, request.ms);
    else writeSetting(request.key, request.value);
  }

  /** @param {Blob[]} files @param {string[]} names */
  #images(files, names) {
    const leftOut = this.#chosen.choose(files, names);
    this.#calls?.call('_mllab_pictures', JSON.stringify(this.#chosen.names.map(forCpp)), leftOut);
    this.#frames.request(3);
  }

  /** @param {number} number @param {boolean} show */
  #take(number, show) {
    const file = this.#chosen.file(number);
    if (!show) void this.#chosen.take(number);
    else if (file) void this.#pictures.open(file.blob, file.name);
  }

  #update() {
    this.#woken = false;
    this.#calls?.call('_mllab_update');
  }

  /** @param {AbortSignal} signal */
  #listenForGraphics(signal) {
    const tell = {
      lost: () => void this.#calls?.call('_mllab_graphics', 0),
      restored: () => {
        this.#calls?.call('_mllab_graphics', 1);
        this.#mirror.trouble('');
      },
      givenUp: () => this.#mirror.trouble(NO_GRAPHICS),
    };
    watchContext(this.#canvas, tell, signal);
  }

  /**
   * @param {string} id
   * @param {unknown} argument
   */
  #action(id, argument) {
    const action = this.#mirror.page.actions.find((candidate) => candidate.id === id);
    if (action?.enabled) this.#enter('_mllab_action', id, argument === undefined ? '' : String(argument));
  }

  /**
   * @param {string} id
   * @param {string} value
   */
  #field(id, value) {
    if (this.#mirror.page.fields.some((field) => field.id === id)) this.#enter('_mllab_field', id, value);
  }

  /**
   * @param {'_mllab_action' | '_mllab_field'} name
   * @param {string} id
   * @param {string} text
   */
  #enter(name, id, text) {
    this.#calls?.call(name, id, forCpp(text));
    this.#frames.request(3);
  }

  /** @param {unknown} error */
  #trapped(error) {
    console.error(error);
    this.#module = undefined;
    this.#cameras.closeAll();
    this.#mirror.show({ state: 'error', error: STOPPED });
  }

  #close() {
    this.#silence();
    this.#stop.abort();
    this.#frames.close();
    this.#pointers?.close();
    this.#pictures.close();
    this.#chosen.forget();
    this.#calls?.close();
    this.#cameras.closeAll(); // a module that trapped closed none
    if (this.#module) putToRest(this.#options.app, this.#module);
    giveBack({ canvas: this.#canvas, gl: this.#gl }, this.#module !== undefined);
    this.#module = undefined;
  }
}
