// What the stage says about itself in the page: docs/stage-contract.md.
/** @import { Action, Area, Field, StageOptions } from './module.js' */

export class Mirror {
  #options;
  /** @type {Action[]} */
  #actions = [];
  /** @type {Action[]} */
  #nextActions = [];
  /** @type {Area[]} */
  #nextAreas = [];
  /** @type {Field[]} */
  #fields = [];
  /** @type {Field[]} */
  #nextFields = [];
  /** @type {{ text: string, sureness: number }[]} */
  #parts = [];
  /** @type {Record<string, string>} */
  #shared = {};
  /** @type {{ label: string, p: number }[]} */
  #guesses = [];
  #text = '';

  /** @param {StageOptions} options */
  constructor(options) {
    this.#options = options;
    const { element, result } = options;
    element.dataset['experiment'] = options.experiment;
    element.dataset['model'] = options.model;
    element.dataset['areas'] = '{}';
    element.dataset['inputRevision'] = '0';
    Object.assign(result.dataset, { value: '', top: '[]', revision: '0' });
    this.state('loading');
  }

  /** @returns {Action[]} */
  get actions() {
    return this.#actions;
  }

  /** @param {string} name */
  state(name) {
    this.#options.element.dataset['state'] = name;
  }

  resultBegin() {
    this.#guesses = [];
  }

  /**
   * @param {string} label
   * @param {number} p
   */
  resultGuess(label, p) {
    this.#guesses.push({ label, p });
  }

  /**
   * @param {string} text
   * @param {string} value
   * @param {number} revision
   * @param {boolean} settled while the input is being made the text waits, so that a screen reader is not flooded
   */
  resultEnd(text, value, revision, settled) {
    const { result } = this.#options;
    Object.assign(result.dataset, { value, top: JSON.stringify(this.#guesses), revision: String(revision) });
    if (!settled || text === this.#text) return;
    this.#text = text;
    result.textContent = text;
  }

  /** @param {number} value */
  revision(value) {
    this.#options.element.dataset['inputRevision'] = String(value);
  }

  /** @param {string} id */
  model(id) {
    const { element, onModel } = this.#options;
    if (element.dataset['model'] === id) return;
    element.dataset['model'] = id;
    onModel(id);
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {string} icon
   * @param {string} group
   * @param {string} shortcut
   * @param {boolean} enabled
   * @param {number} pressed -1 where the action is no toggle
   */
  action(id, label, icon, group, shortcut, enabled, pressed) {
    this.#nextActions.push({ id, label, icon, group, shortcut, enabled, pressed: pressed < 0 ? null : pressed === 1 });
  }

  actionsEnd() {
    this.#actions = this.#nextActions;
    this.#nextActions = [];
    this.#options.onActions(this.#actions);
  }

  /** @returns {Field[]} */
  get fields() {
    return this.#fields;
  }

  /** @param {Field} field */
  field(field) {
    this.#nextFields.push(field);
  }

  fieldsEnd() {
    this.#fields = this.#nextFields;
    this.#nextFields = [];
    this.#options.onFields?.(this.#fields);
  }

  passageStart() {
    this.#options.passage?.start();
  }

  /**
   * @param {string} text
   * @param {number} sureness
   */
  passagePart(text, sureness) {
    this.#parts.push({ text, sureness });
  }

  passageEnd() {
    const parts = this.#parts;
    this.#parts = [];
    this.#options.passage?.extend(parts);
  }

  /** @param {string} sentence */
  passageNote(sentence) {
    this.#options.passage?.note(sentence);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  shareField(name, value) {
    this.#shared[name] = value;
  }

  shareEnd() {
    const shared = this.#shared;
    this.#shared = {};
    this.#options.onShare?.(shared);
  }

  /**
   * @param {string} name
   * @param {[number, number, number, number]} rect
   * @param {boolean} drags
   * @param {string} label
   */
  area(name, rect, drags, label) {
    this.#nextAreas.push({
      name,
      rect: /** @type {typeof rect} */ (rect.map((v) => Math.round(v * 100) / 100)),
      drags,
      label,
    });
  }

  /** @returns {Area[]} all areas since the last call */
  areasEnd() {
    const areas = this.#nextAreas;
    this.#nextAreas = [];
    const byName = Object.fromEntries(areas.map(({ name, rect }) => [name, rect]));
    this.#options.element.dataset['areas'] = JSON.stringify(byName);
    return areas;
  }

  /** @param {string} sentence */
  error(sentence) {
    this.#options.onError(sentence);
  }
}
