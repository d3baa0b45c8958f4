// HTML from templates in which every inserted value is escaped, except what is already HTML.

/** Text that is HTML already. */
export class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

/** @param {string} text */
export const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param {unknown} value @returns {string} */
const inserted = (value) => {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(inserted).join('');
  return escape(String(value));
};

/**
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 */
export const html = (strings, ...values) => new Html(String.raw({ raw: strings }, ...values.map(inserted)));
