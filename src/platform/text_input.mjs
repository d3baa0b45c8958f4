// Text for ImGui's fields: a hidden input that takes the focus while a field wants text, so that soft keyboards, input
// methods and paste work as everywhere else. It holds two invisible characters, because Android says Backspace only by
// removing something. What changed in it goes to ImGui as text and Backspaces.
/** @import { Calls } from './calls.mjs' */

const SENTINEL = '\u200b\u200b';
const EDITING = new Set(['Tab', 'Home', 'End', 'Delete', 'Enter', 'Escape', 'PageUp', 'PageDown']);

/**
 * The Backspaces and the text that turn `before` into `after`.
 * @param {string} before
 * @param {string} after
 * @returns {{ backspaces: number, text: string }}
 */
export function difference(before, after) {
  const [from, to] = [Array.from(before), Array.from(after)];
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same += 1;
  return { backspaces: from.length - same, text: to.slice(same).join('').replaceAll('\u200b', '') };
}

export class TextInput {
  #element;
  #calls;
  #requestFrames;
  /** @type {HTMLInputElement | undefined} */
  #input;
  #before = SENTINEL;

  /**
   * @param {HTMLElement} element
   * @param {Calls} calls
   * @param {(count: number) => void} requestFrames
   */
  constructor(element, calls, requestFrames) {
    this.#element = element;
    this.#calls = calls;
    this.#requestFrames = requestFrames;
  }

  /**
   * @param {boolean} wanted
   * @param {number} x where the caret is
   * @param {number} y
   * @param {number} lineHeight
   */
  show(wanted, x, y, lineHeight) {
    if (!wanted) {
      this.#input?.blur();
      return;
    }
    const input = (this.#input ??= this.#make());
    Object.assign(input.style, { left: `${x}px`, top: `${y}px`, height: `${lineHeight}px` });
    if (document.activeElement === input) return;
    this.#reset(input);
    input.focus({ preventScroll: true });
  }

  close() {
    this.#input?.remove();
  }

  #make() {
    const input = document.createElement('input');
    input.type = 'text';
    input.autocapitalize = 'off';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.setAttribute('aria-label', 'Text of the field on the stage');
    // 16 px keeps iOS from zooming the page to the field.
    Object.assign(input.style, {
      position: 'absolute',
      width: '1px',
      padding: '0',
      border: '0',
      opacity: '0',
      fontSize: '16px',
      pointerEvents: 'none',
    });
    input.addEventListener('input', (event) => {
      // An input method shows its preview in the field only when it is done with it.
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.#changed(input);
    });
    input.addEventListener('compositionend', () => this.#changed(input));
    input.addEventListener('keydown', (event) => this.#key(event, true));
    input.addEventListener('keyup', (event) => this.#key(event, false));
    this.#element.append(input);
    return input;
  }

  /** @param {HTMLInputElement} input */
  #changed(input) {
    const { backspaces, text } = difference(this.#before, input.value);
    for (let i = 0; i < backspaces; i += 1) {
      this.#calls.plain('_mllab_text_key', 'Backspace', 1, 0);
      this.#calls.plain('_mllab_text_key', 'Backspace', 0, 0);
    }
    if (text) this.#calls.plain('_mllab_text', text);
    this.#before = input.value;
    if (input.value.length < SENTINEL.length || input.value.length > 100) this.#reset(input);
    this.#requestFrames(3 + 2 * backspaces);
  }

  /** @param {HTMLInputElement} input */
  #reset(input) {
    input.value = SENTINEL;
    this.#before = SENTINEL;
    input.setSelectionRange(SENTINEL.length, SENTINEL.length);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {boolean} down
   */
  #key(event, down) {
    if (event.isComposing) return;
    const control = event.ctrlKey || event.metaKey;
    const shortcut = control && ['a', 'c', 'x', 'z', 'y'].includes(event.key.toLowerCase());
    if (!EDITING.has(event.key) && !event.key.startsWith('Arrow') && !shortcut) return;
    event.preventDefault();
    const flags = (event.shiftKey ? 1 : 0) | (control ? 2 : 0);
    this.#calls.plain(
      '_mllab_text_key',
      event.key.length === 1 ? event.key.toLowerCase() : event.key,
      down ? 1 : 0,
      flags,
    );
    if (down && this.#input) this.#reset(this.#input);
    this.#requestFrames(3);
  }
}
