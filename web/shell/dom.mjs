// Elements from one call each. Text is always text: nothing here ever parses HTML.

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

const svgNamespace = 'http://www.w3.org/2000/svg';
const build = document.documentElement.dataset['build'] ?? '.';

/**
 * @param {Element} element
 * @param {Attributes} attributes a function is a listener; true an empty attribute; false, null: left out
 * @param {Child[]} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(svgNamespace, tag);
  fill(element, attributes, children);
  return /** @type {SVGElementTagNameMap[T]} */ (element);
}

/** An icon of the sprite, decoration only: what it means must stand beside it or on its button. @param {string} name */
export const icon = (name) =>
  svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `${build}/icons.svg#${name}` }));

/**
 * A table that scrolls sideways on its own where it is too wide, by keyboard as well.
 * @param {{ caption: string, head: string[], rows: Child[][], numeric?: number[], class?: string }} content
 */
export function table({ caption, head, rows, numeric = [], class: name = '' }) {
  /** @param {number} column */
  const kind = (column) => (numeric.includes(column) ? 'number' : null);
  return el(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    el(
      'table',
      { class: name },
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, ...head.map((text, i) => el('th', { scope: 'col', class: kind(i) }, text)))),
      el(
        'tbody',
        {},
        ...rows.map((row) =>
          el(
            'tr',
            {},
            ...row.map((cell, i) =>
              i === 0 ? el('th', { scope: 'row', class: kind(i) }, cell) : el('td', { class: kind(i) }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}
