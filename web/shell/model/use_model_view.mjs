// “Use this model” as a part of the model's card: programs to copy, and the button beside “Save model” that leads there.
import { codeBlock, commandLine } from '../code_block.mjs';
import { el, icon } from '../dom.mjs';
import { inputsOf, programs } from './use_model.mjs';

/** @typedef {import('../types.d.ts').Card} Card */

const id = 'use-model';

/** @param {Card} card */
export function useModel(card) {
  const [asked] = inputsOf(card);
  return el(
    'section',
    { 'aria-labelledby': id, 'data-testid': 'use-model' },
    el('h3', { id, tabindex: -1 }, 'Use this model'),
    el(
      'p',
      {},
      'The file that “Save model” gives you is an ONNX file, and runs in programs of your own. These run as they stand, in ' +
        'the folder of the file, and print the first numbers of the answer. Put what you want to ask in the place of ',
      el('code', {}, asked?.name ?? 'the input'),
      ': the numbers that the network gets, made as “How it works” says.',
    ),
    ...programs(card).map(({ language, file, install, code }, place) =>
      el(
        'details',
        { class: 'program', open: place === 0, 'data-language': language },
        el('summary', {}, language),
        codeBlock(`${file}, a program in ${language}`, code),
        commandLine(install),
      ),
    ),
  );
}

/** Leads to it. @returns {HTMLButtonElement} */
export const useModelButton = () =>
  el(
    'button',
    {
      type: 'button',
      class: 'action',
      'data-action': 'use-model',
      'aria-label': 'Use this model',
      'data-tip': 'Use this model in a program of your own',
      click: () => {
        const heading = document.getElementById(id);
        heading?.scrollIntoView({ block: 'start' });
        heading?.focus({ preventScroll: true });
      },
    },
    icon('code'),
    el('span', { class: 'label' }, 'Use this model'),
  );
