// A piece of code to read and to copy.
import { el, icon } from './dom.mjs';

/** @param {string} text @returns {HTMLElement | null} nothing where a page may not write to the clipboard */
export function copyButton(text) {
  if (!navigator.clipboard) return null; // a page without a secure address
  const label = el('span', { class: 'label' }, 'Copy');
  const button = el('button', { type: 'button', class: 'action', 'aria-live': 'polite' }, icon('copy'), label);
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text).then(
      () => {
        label.textContent = 'Copied';
      },
      () => {
        label.textContent = 'Not allowed';
      },
    );
    setTimeout(() => {
      label.textContent = 'Copy';
    }, 2000);
  });
  return button;
}

/** One line. @param {string} text */
export const commandLine = (text) =>
  el('div', { class: 'command' }, el('code', { tabindex: 0 }, text), copyButton(text));

/** Several lines. @param {string} name what it is, for those who cannot see where it stands @param {string} text */
export const codeBlock = (name, text) =>
  el(
    'div',
    { class: 'code-block' },
    el('pre', { tabindex: 0, role: 'region', 'aria-label': name }, el('code', {}, text)),
    copyButton(text),
  );
