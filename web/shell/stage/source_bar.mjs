// Where a stage looks at something, this is what one presses first: it stands above the stage, with how the camera is.
import { el } from '../dom.mjs';

/** @param {...Node} buttons come here as soon as there is something to say */
export function sourceBar(...buttons) {
  const note = el('p', { class: 'source-note', 'data-testid': 'source-note' });
  const more = el('p', {});
  const element = el(
    'div',
    { class: 'toolbar toolbar-source', hidden: true },
    note,
    el('details', { class: 'source-more' }, el('summary', {}, 'More'), more),
  );
  return {
    element,
    /** @param {string} text its first line is the note */
    show(text) {
      const [first = '', ...rest] = text.split('\n');
      note.textContent = first;
      more.textContent = rest.join(' ');
      element.hidden = text === '';
      if (!element.hidden && !buttons.some((button) => element.contains(button))) element.prepend(...buttons);
    },
  };
}
