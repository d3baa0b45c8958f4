// The confusion matrix: a table that is its own picture. Every count is a number in a cell; the shade says the same.
import { el } from '../dom.mjs';
import { count, percent } from '../format.mjs';

/** @typedef {import('../types.d.ts').Confusion} Confusion */

/** Shade 0 to 5; by the square root, so that a few mistakes among a thousand are seen. @param {number} share */
const shade = (share) => (share <= 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(share) * 5)));

/** The commonest mistake, as a sentence. @param {Confusion} confusion */
export function worstMistake({ counts, labels }) {
  let worst = { truth: 0, answer: 0, n: 0 };
  counts.forEach((row, truth) =>
    row.forEach((n, answer) => {
      if (truth !== answer && n > worst.n) worst = { truth, answer, n };
    }),
  );
  if (worst.n === 0) return 'There was no mistake.';
  return `Commonest mistake: ${labels[worst.truth]} taken for ${labels[worst.answer]}, ${count(worst.n)} ${worst.n === 1 ? 'time' : 'times'}.`;
}

/** @param {Confusion} confusion */
export function confusionTable(confusion) {
  const { counts, labels, data, split } = confusion;
  const totals = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const all = totals.reduce((sum, n) => sum + n, 0);
  const right = counts.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const caption = `What was drawn (rows) and what the network answered (columns): ${data}, ${split} set, ${count(all)} samples`;
  return el(
    'figure',
    { class: 'confusion' },
    el('figcaption', {}, caption),
    el(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Confusion matrix' },
      el(
        'table',
        { class: 'matrix' },
        el('caption', { class: 'visually-hidden' }, caption),
        el('thead', {}, el('tr', {}, el('td', {}), ...labels.map((label) => el('th', { scope: 'col' }, label)))),
        el(
          'tbody',
          {},
          ...counts.map((row, truth) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, labels[truth] ?? truth),
              ...row.map((n, answer) =>
                el('td', { class: `${truth === answer ? 'hit' : 'miss'} shade-${shade(n / (totals[truth] || 1))}` }, n),
              ),
            ),
          ),
        ),
      ),
    ),
    el(
      'p',
      { class: 'small' },
      `${count(right)} of ${count(all)} right (${percent(right / (all || 1))}). ${worstMistake(confusion)}`,
    ),
  );
}
