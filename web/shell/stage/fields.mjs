// What the visitor sets on a stage, as labelled HTML inputs: keyboards of phones, input methods, paste and screen readers
// work as everywhere. The stage sends its complete list whenever something in it changed; inputs stay the same elements,
// and what is being typed is never overwritten with itself.
import { el } from '../dom.mjs';

/** @typedef {import('../../../src/platform/page.js').Field} Field */
/** @typedef {{ box: HTMLElement, input: HTMLInputElement | HTMLTextAreaElement, output: HTMLElement | undefined, note: HTMLElement, known: string }} Shown */

/** @param {Field} field @returns {HTMLInputElement | HTMLTextAreaElement} */
function inputOf({ id, kind, low, high, step }) {
  const common = {
    id: `field-${id}`,
    'data-field': id,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    'aria-describedby': `note-${id}`,
  };
  if (kind === 'lines') return el('textarea', { ...common, rows: 3 });
  if (kind === 'digits') return el('input', { ...common, type: 'text', inputmode: 'tel', enterkeyhint: 'done' });
  if (kind === 'number')
    return el('input', { ...common, type: 'number', inputmode: 'decimal', min: low, max: high, step });
  if (kind === 'range') return el('input', { ...common, type: 'range', min: low, max: high, step });
  return el('input', { ...common, type: 'text' });
}

/** @param {(id: string, value: string) => void} set */
export function fieldList(set) {
  const above = el('div', { class: 'fields', hidden: true });
  const below = el('div', { class: 'fields fields-below', hidden: true });
  /** @type {Map<string, Shown>} */
  const shown = new Map();

  /** @param {Field} field @returns {Shown} */
  const make = (field) => {
    const input = inputOf(field);
    const output = field.kind === 'range' ? el('output', { for: input.id }) : undefined;
    const note = el('p', { class: 'field-note', id: `note-${field.id}`, 'aria-live': 'polite' });
    const box = el(
      'div',
      { class: `field field-${field.kind}` },
      el('label', { for: input.id }, field.label),
      output,
      input,
      note,
    );
    const made = { box, input, output, note, known: '' };
    input.addEventListener('input', () => {
      made.known = input.value;
      if (output && !input.hasAttribute('aria-valuetext')) output.textContent = input.value;
      set(field.id, input.value);
    });
    return made;
  };

  /** @param {Field[]} fields */
  const show = (fields) => {
    for (const [id, { box }] of shown) {
      if (fields.some((field) => field.id === id)) continue;
      box.remove();
      shown.delete(id);
    }
    const places = { above: 0, below: 0 };
    for (const field of fields) {
      let made = shown.get(field.id);
      if (!made) {
        made = make(field);
        shown.set(field.id, made);
      }
      const { box, input, output, note } = made;
      const side = field.below ? below : above;
      const place = field.below ? places.below++ : places.above++;
      if (side.children[place] !== box) side.insertBefore(box, side.children[place] ?? null);
      if (input instanceof HTMLInputElement && input.type === 'range') input.title = field.hint;
      else if (input.placeholder !== field.hint) input.placeholder = field.hint;
      if (made.known !== field.value) {
        made.known = field.value;
        input.value = field.value;
        if (output) output.textContent = field.said || field.value;
      }
      if (output && field.said && input.getAttribute('aria-valuetext') !== field.said) {
        input.setAttribute('aria-valuetext', field.said);
        output.textContent = field.said;
      }
      if (note.textContent !== field.note) note.textContent = field.note;
    }
    above.hidden = places.above === 0;
    below.hidden = places.below === 0;
  };
  return {
    element: above,
    below,
    show,
    /** Fills the first field, as a visitor would. @param {string} text */
    enter(text) {
      const [first] = shown.keys();
      if (first !== undefined) set(first, text);
    },
  };
}
