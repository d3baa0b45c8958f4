// A sentence about what went wrong, with a button that tries again and one that puts the sentence away.
import { el, icon } from './dom.mjs';

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {() => void} onRetry @param {boolean} dismissible */
export function failureBox(onRetry, dismissible) {
  const text = el('p', {});
  const retry = el(
    'button',
    { type: 'button', class: 'action', 'data-action': 'retry', click: onRetry },
    icon('rotate-ccw'),
    el('span', { class: 'label' }, 'Try again'),
  );
  const box = {
    element: el(
      'div',
      { class: 'stage-error', role: 'alert', 'data-testid': 'stage-error', hidden: true },
      icon('triangle-alert'),
      text,
      retry,
      dismissible &&
        el(
          'button',
          {
            type: 'button',
            class: 'action icon-only',
            'aria-label': 'Dismiss',
            'data-tip': 'Dismiss',
            click: () => box.hide(),
          },
          icon('x'),
        ),
    ),
    retry,
    /** @param {string} sentence */
    show(sentence) {
      text.textContent = sentence;
      box.element.hidden = false;
      // Whoever dropped a file, or pressed a button far below, does not look up here: the sentence comes into sight.
      const { top, bottom } = box.element.getBoundingClientRect();
      if (top >= 0 && bottom <= innerHeight) return;
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      box.element.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' });
    },
    /** @param {string} sentence */
    says: (sentence) => !box.element.hidden && text.textContent === sentence,
    hide() {
      box.element.hidden = true;
    },
  };
  return box;
}
