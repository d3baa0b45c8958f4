// What the stage says about itself in the page: docs/stage-contract.md.
/** @import { Area, PageState, StageOptions } from './page.js' */

/** @param {Area} area @returns {Area} to the hundredth of a pixel */
const rounded = (area) => {
  const [x, y, w, h] = area.rect.map((length) => Math.round(length * 100) / 100);
  return { ...area, rect: [x ?? 0, y ?? 0, w ?? 0, h ?? 0] };
};

const readable = 150; // ms; sentences that change faster are no sentences

export class Mirror {
  #options;
  #text = ''; // the newest sentence
  #textShownAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  /** @type {PageState} */
  #page;

  /** Why the stage is in trouble, whatever C++ says; '': it is not. */
  #trouble = '';

  /** Between `opens` and `opened`. @type {Partial<PageState> | undefined} */
  #kept;

  /** @param {StageOptions} options */
  constructor(options) {
    this.#options = options;
    this.#page = {
      state: 'loading',
      error: '',
      revision: 0,
      model: options.model,
      result: { text: '', value: '', top: [], revision: 0, settled: false, stored: '' },
      actions: [],
      areas: [],
      fields: [],
      sourceNote: '',
      sheet: { title: '', words: '', busy: false, done: 0, columns: [], sorted: '', descending: false, rows: [] },
      passageNote: '',
      progress: [],
      kept: {},
    };
    options.element.dataset['experiment'] = options.experiment;
    this.#mirror(this.#page);
  }

  /** @returns {Readonly<PageState>} what the stage shows now */
  get page() {
    return this.#page;
  }

  /** All of the page's controls come of what an opening view says: that is kept for a task of its own. */
  opens() {
    this.#kept = {};
  }

  /** Shows what was kept. */
  opened() {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) this.show(kept);
  }

  /** @param {Partial<PageState>} changes members of the page that changed */
  show(changes) {
    if (this.#kept) return void Object.assign(this.#kept, changes);
    const news = { ...changes };
    if (news.model === this.#page.model) delete news.model;
    if (news.areas) news.areas = news.areas.map(rounded);
    Object.assign(this.#page, news);
    this.#tell(news);
  }

  /**
   * Puts the page into the state `error`, whatever C++ says meanwhile, or takes that back.
   * @param {string} sentence why; '': it is over
   */
  trouble(sentence) {
    if (this.#trouble === sentence) return;
    this.#trouble = sentence;
    const { state, error } = this.#page;
    this.#tell(sentence ? { state, error: sentence } : { state, error });
  }

  /** @param {Partial<PageState>} news */
  #tell(news) {
    const told = this.#trouble && news.state ? { ...news, state: /** @type {const} */ ('error') } : news;
    this.#mirror(told);
    this.#options.onShow(told);
  }

  /** A message about something that did not happen in C++. @param {string} message */
  error(message) {
    this.#options.onShow({ error: message });
  }

  /** @param {Partial<PageState>} news */
  #mirror({ state, revision, model, areas, result }) {
    const { dataset } = this.#options.element;
    if (revision !== undefined) dataset['inputRevision'] = String(revision);
    if (model !== undefined) dataset['model'] = model;
    if (areas) dataset['areas'] = JSON.stringify(Object.fromEntries(areas.map(({ name, rect }) => [name, rect])));
    if (result) this.#mirrorResult(result);
    if (state) dataset['state'] = state;
  }

  #showText() {
    const element = this.#options.result;
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#textShownAt = performance.now();
    if (element.textContent !== this.#text) element.textContent = this.#text;
  }

  /** @param {PageState['result']} result */
  #mirrorResult({ text, value, top, revision, settled, stored }) {
    const element = this.#options.result;
    Object.assign(element.dataset, { value, top: JSON.stringify(top), revision: String(revision) });
    element.toggleAttribute('data-stored', stored !== '');
    // Read out only when the input is complete, so that a screen reader is not flooded; seen at once then, and before
    // that as often as one can read.
    element.setAttribute('aria-busy', String(!settled));
    this.#text = text;
    if (settled || performance.now() >= this.#textShownAt + readable) this.#showText();
    else this.#later ??= setTimeout(() => this.#showText(), readable);
  }
}
