// What a network gets wrong, sum by sum: each can be put on the stage with a press, to be seen for oneself.
import { el, table } from '../dom.mjs';
import { count } from '../format.mjs';

/** @typedef {import('../types.d.ts').Mistakes} Mistakes */

/** @param {Mistakes} mistakes @param {(input: string) => void} ask puts an input on the stage */
export function mistakesTable({ data, samples, wrong, listed }, ask) {
  const all = `${count(samples)} (${data})`;
  if (wrong === 0) return el('p', { class: 'small' }, `It makes no mistake in any of ${all}.`);
  const which =
    listed.length < wrong
      ? `The first ${count(listed.length)} of its ${count(wrong)} mistakes`
      : wrong === 1
        ? 'Its only mistake'
        : `All its ${count(wrong)} mistakes`;
  return el(
    'div',
    { class: 'mistakes', 'data-testid': 'mistakes' },
    table({
      caption: `${which} in ${all}; press one to see it above`,
      head: ['Asked', 'It writes', 'True'],
      rows: listed.map(({ input, answer, truth }) => [
        el('button', { type: 'button', class: 'action', 'aria-label': `Ask ${input}`, click: () => ask(input) }, input),
        answer,
        truth,
      ]),
      numeric: [1, 2],
    }),
  );
}
