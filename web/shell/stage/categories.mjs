// All the categories that a network knows, to be looked through and picked from: one becomes the thing to draw, or draws
// itself where there is an example. Closed, it is a single line.
import { el, icon } from '../dom.mjs';
import { matching } from './matching.mjs';

/** @typedef {import('../../../src/platform/page.js').Action} Action */

/** @param {(category: string) => void} pick */
export function categoryList(pick) {
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  const summary = el('summary', {}, icon('list'), el('span', {}));
  const search = el('input', {
    type: 'search',
    id: 'category-search',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    'data-testid': 'category-search',
  });
  const found = el('p', { class: 'categories-found', role: 'status' });
  const list = el('ul', { class: 'category-list', 'data-testid': 'category-list' });
  const legend = el('legend', { class: 'visually-hidden' });
  const all = el(
    'fieldset',
    { class: 'categories-all' },
    legend,
    el('label', { for: 'category-search' }, 'Search'),
    el('span', { class: 'search-field' }, icon('search'), search),
    found,
    list,
  );
  const element = el('details', { class: 'categories', 'data-testid': 'categories', hidden: true }, summary, all);
  /** @type {string[]} */
  let names = [];
  /** @type {string[]} */
  let examples = [];
  let invitation = '';

  const filter = () => {
    const fitting = matching(names, search.value);
    // Moved, not made anew: what has the focus keeps it.
    list.append(...fitting.map((name) => /** @type {Node} */ (buttons.get(name)?.parentElement)));
    for (const [name, button] of buttons)
      /** @type {HTMLElement} */ (button.parentElement).hidden = !fitting.includes(name);
    found.textContent =
      search.value.trim() === ''
        ? invitation
        : fitting.length === 0
          ? 'Nothing like that. It only knows what is in this list.'
          : `${fitting.length} of ${names.length}`;
  };

  search.addEventListener('input', filter);
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const [first] = matching(names, search.value);
    if (first !== undefined && search.value.trim() !== '' && !all.disabled) pick(first);
  });

  return {
    element,
    /** @param {string[]} labels everything that the network knows */
    fill(labels) {
      if (labels.length === names.length && labels.every((label, i) => label === names[i])) return;
      names = [...labels].sort((a, b) => a.localeCompare(b, 'en'));
      examples = [];
      buttons.clear();
      list.replaceChildren(
        ...names.map((name) => {
          const button = el(
            'button',
            { type: 'button', class: 'category', 'data-category': name, click: () => pick(name) },
            name,
          );
          buttons.set(name, button);
          return el('li', {}, button);
        }),
      );
      /** @type {HTMLElement} */ (summary.lastElementChild).textContent = `All ${names.length} things it knows`;
      filter();
    },
    /** The stage's list of actions has changed. @param {Action[]} actions */
    show(actions) {
      const own = actions.find(({ id }) => id === 'category');
      element.hidden = own === undefined;
      all.disabled = !own?.enabled;
      if (own && invitation !== own.label) {
        legend.textContent = invitation = own.label;
        filter();
      }
      const drawn = actions.filter(({ group }) => group === 'example').map(({ label }) => label);
      if (drawn.join() === examples.join()) return; // actions change with every stroke, examples never do
      examples = drawn;
      for (const [name, button] of buttons) {
        button.classList.toggle('has-example', examples.includes(name));
        button.setAttribute('aria-label', examples.includes(name) ? `${name}, draws itself` : name);
      }
    },
  };
}
