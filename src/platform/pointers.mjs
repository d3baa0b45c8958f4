// Pointer events, raw and coalesced, and the areas of the stage that take them. An area that takes drags has an element
// of its own on top of the canvas: it takes the finger (the page does not scroll under it) and the keyboard's focus.
// Everywhere else on the stage the page scrolls as usual. Another area with a label has an element, too, which takes
// nothing: what is drawn there, in words.
/** @import { Area } from './page.js' */
/** @import { Calls } from './calls.mjs' */

const PHASES = { pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3 };
const KINDS = ['mouse', 'touch', 'pen'];
const ERASER_BUTTON = 32;
const ERASER = 1;
const LAST = 2;

export class Pointers {
  #element;
  #calls;
  #requestFrames;
  /** @type {Map<string, HTMLElement>} */
  #areas = new Map();
  /**
   * pointer -> the area that took its press, what it is, and whether the area holds it
   * @type {Map<number, { area: string, type: string, held: boolean }>}
   */
  #pressed = new Map();
  /** While a press moves the focus: who pressed knows where. */
  #pressing = false;
  #stop = new AbortController();

  /**
   * @param {HTMLElement} element
   * @param {HTMLCanvasElement} canvas
   * @param {Calls} calls
   * @param {(count: number) => void} requestFrames
   */
  constructor(element, canvas, calls, requestFrames) {
    this.#element = element;
    this.#calls = calls;
    this.#requestFrames = requestFrames;
    this.#listen(canvas, '');
  }

  /** @param {Area[]} areas */
  show(areas) {
    const wanted = areas.filter(({ drags, label }) => drags || label);
    for (const [name, overlay] of this.#areas) {
      if (wanted.some((area) => area.name === name)) continue;
      overlay.remove();
      this.#areas.delete(name);
    }
    for (const { name, rect, label, drags } of wanted) {
      const overlay = this.#areas.get(name) ?? (drags ? this.#makeOverlay(name) : this.#makeImage(name));
      overlay.setAttribute('aria-label', label);
      const [x, y, w, h] = rect;
      Object.assign(overlay.style, { left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${h}px` });
    }
  }

  close() {
    this.#stop.abort();
    this.#areas.forEach((overlay) => overlay.remove());
  }

  /** @param {string} name */
  #makeImage(name) {
    const image = document.createElement('div');
    image.dataset['area'] = name;
    image.setAttribute('role', 'img');
    Object.assign(image.style, { position: 'absolute', pointerEvents: 'none' });
    this.#element.append(image);
    this.#areas.set(name, image);
    return image;
  }

  /** @param {string} name */
  #makeOverlay(name) {
    const overlay = document.createElement('div');
    overlay.tabIndex = 0;
    overlay.dataset['area'] = name;
    // The arrow keys must reach the area, not a screen reader's reading cursor.
    overlay.setAttribute('role', 'application');
    Object.assign(overlay.style, {
      position: 'absolute',
      touchAction: 'none',
      userSelect: 'none',
      webkitUserSelect: 'none',
      webkitTouchCallout: 'none',
      outline: 'none', // the stage draws the focus itself
      cursor: 'crosshair',
    });
    this.#element.append(overlay);
    this.#areas.set(name, overlay);
    this.#listen(overlay, name);
    const { signal } = this.#stop;
    overlay.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    // iOS: no magnifier and no double-tap zoom on the pad.
    overlay.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false, signal });
    overlay.addEventListener('keydown', (event) => this.#key(event, name, overlay), { signal });
    const seen = () => !this.#pressing && overlay.matches(':focus-visible');
    overlay.addEventListener('focus', () => this.#focus(name, seen()), { signal });
    overlay.addEventListener('blur', () => this.#focus('', false), { signal });
    return overlay;
  }

  /**
   * @param {HTMLElement} target
   * @param {string} area
   */
  #listen(target, area) {
    const { signal } = this.#stop;
    for (const type of /** @type {(keyof typeof PHASES)[]} */ (Object.keys(PHASES))) {
      target.addEventListener(type, (event) => this.#pointer(event, type, target, area), { signal });
    }
    // Of a pointer that is lost, the release never comes.
    target.addEventListener('lostpointercapture', (event) => this.#release(event.pointerId), { signal });
    target.addEventListener(
      'pointerleave',
      () => {
        this.#calls.plain('_mllab_pointer_left');
        this.#requestFrames(1);
      },
      { signal },
    );
  }

  /**
   * @param {PointerEvent} event
   * @param {keyof typeof PHASES} type
   * @param {HTMLElement} target
   * @param {string} area
   */
  #pointer(event, type, target, area) {
    if (type === 'pointerdown') {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      // The first finger on the screen: those that are thought to be down are not.
      for (const [id, { type: kind }] of this.#pressed)
        if (id === event.pointerId || (event.isPrimary && kind === event.pointerType)) this.#release(id);
      let held = false;
      if (area !== '') {
        try {
          target.setPointerCapture(event.pointerId);
          held = true;
        } catch {
          // It is gone already, or a program's.
        }
        // A finger that is not allowed its default does not move the focus either.
        this.#pressing = true;
        target.focus({ preventScroll: true });
        this.#pressing = false;
      }
      this.#pressed.set(event.pointerId, { area, type: event.pointerType, held });
    } else if (
      this.#pressed.get(event.pointerId)?.held &&
      type === 'pointermove' &&
      !target.hasPointerCapture(event.pointerId)
    ) {
      // Lost before it took effect: of that no event tells.
      this.#release(event.pointerId);
    } else if (type !== 'pointermove' && !this.#pressed.has(event.pointerId)) {
      return;
    }
    const press = this.#pressed.get(event.pointerId)?.area ?? '';
    if (type === 'pointerup' || type === 'pointercancel') this.#pressed.delete(event.pointerId);
    const box = this.#element.getBoundingClientRect();
    const coalesced = type === 'pointermove' ? (event.getCoalescedEvents?.() ?? []) : [];
    const samples = coalesced.length > 0 ? coalesced : [event];
    const kind = Math.max(0, KINDS.indexOf(event.pointerType));
    const eraser = (event.buttons & ERASER_BUTTON) !== 0 ? ERASER : 0;
    samples.forEach((sample, index) => {
      const last = index === samples.length - 1 ? LAST : 0;
      const x = sample.clientX - box.left - this.#element.clientLeft;
      const y = sample.clientY - box.top - this.#element.clientTop;
      this.#calls.call(
        '_mllab_pointer',
        PHASES[type],
        kind,
        event.pointerId,
        x,
        y,
        sample.timeStamp,
        eraser | last,
        press,
      );
    });
    this.#requestFrames(1);
  }

  /** A press ends where nobody told; one that has ended is none. @param {number} id */
  #release(id) {
    const press = this.#pressed.get(id);
    if (!press) return;
    this.#pressed.delete(id);
    const kind = Math.max(0, KINDS.indexOf(press.type));
    this.#calls.call('_mllab_pointer', PHASES.pointercancel, kind, id, 0, 0, performance.now(), LAST, press.area);
    this.#requestFrames(1);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {string} area
   * @param {HTMLElement} overlay
   */
  #key(event, area, overlay) {
    if (event.altKey || event.metaKey || event.isComposing) return;
    const flags = (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0);
    const used = this.#calls.call('_mllab_key', area, event.key, flags) === 1;
    if (used) event.preventDefault();
    if (event.key === 'Escape') overlay.blur();
    else if (used) this.#focus(area, true); // whoever types sees where
    this.#requestFrames(1);
  }

  /**
   * @param {string} area
   * @param {boolean} visible
   */
  #focus(area, visible) {
    this.#calls.call('_mllab_focus', area, visible ? 1 : 0);
    this.#requestFrames(1);
  }
}
