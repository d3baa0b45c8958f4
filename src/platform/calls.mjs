// The one way into the app's module: text becomes C strings, and a module that trapped is never called again.
/** @import { AppModule, Bridge } from './module.js' */

/**
 * The numbers of a module's function; text stands for itself.
 * @template {unknown[]} T
 * @typedef {{ [K in keyof T]: number | string }} Arguments
 */
/** @typedef {{ [K in keyof AppModule]: K extends `_mllab_${string}` ? K : never }[keyof AppModule]} Name */

export class Calls {
  #module;
  #bridge;
  #onTrap;
  #alive = true;

  /**
   * @param {AppModule} module
   * @param {Bridge} bridge
   * @param {(error: unknown) => void} onTrap told once, when the module stopped for good
   */
  constructor(module, bridge, onTrap) {
    this.#module = module;
    this.#bridge = bridge;
    this.#onTrap = onTrap;
  }

  get alive() {
    return this.#alive;
  }

  /**
   * Calls a function of the module whose first parameter is the bridge.
   * @param {Name} name
   * @param {...(number | string)} values
   * @returns {number} 0 where the module is no more
   */
  call(name, ...values) {
    return this.#enter(name, [this.#bridge, ...values]);
  }

  /**
   * Calls a function of the module that needs no bridge.
   * @param {Name} name
   * @param {...(number | string)} values
   */
  plain(name, ...values) {
    return this.#enter(name, values);
  }

  /**
   * Passes pixels.
   * @param {'_mllab_picture' | '_mllab_numbered_picture'} function_
   * @param {Uint8Array | Uint8ClampedArray} rgba
   * @param {number} width
   * @param {number} height
   * @param {string | number} which its name or its number
   */
  picture(function_, rgba, width, height, which) {
    if (!this.#alive) return;
    const at = this.#module._malloc(rgba.length);
    if (at === 0) throw new Error('The picture does not fit into memory. Use a smaller one.');
    this.#module.HEAPU8.set(rgba, at);
    this.call(function_, at, width, height, which);
    if (this.#alive) this.#module._free(at);
  }

  close() {
    if (this.#alive) this.call('_mllab_close');
    this.#alive = false;
  }

  /**
   * @param {Name} name
   * @param {(number | string)[]} values
   * @returns {number}
   */
  #enter(name, values) {
    if (!this.#alive) return 0;
    /** @type {number[]} */
    const strings = [];
    try {
      const numbers = values.map((value) => {
        if (typeof value === 'number') return value;
        const at = this.#module.stringToNewUTF8(value);
        strings.push(at);
        return at;
      });
      const enter = /** @type {(...values: number[]) => number | undefined} */ (this.#module[name]);
      const answer = enter(...numbers);
      strings.forEach((at) => this.#module._free(at));
      return answer ?? 0;
    } catch (error) {
      // C++ keeps its exceptions in: what arrives here is a trap or an abort, after which nothing can be trusted.
      this.#alive = false;
      this.#onTrap(error);
      return 0;
    }
  }
}
