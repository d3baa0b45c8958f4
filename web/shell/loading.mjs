// What is on its way while a stage opens: one bar each for app, runtime and model, with bytes and percent.
import { el } from './dom.mjs';
import { bytes, percent } from './format.mjs';

/** @typedef {import('../../src/platform/page.js').Part} Part */

/** @type {[Part, string][]} */
const parts = [
  ['app', 'App'],
  ['runtime', 'Runtime'],
  ['model', 'Model'],
];

/** @param {(part: Part) => number} totalOf bytes that a part has, where the stage does not know */
export function loadingBars(totalOf) {
  const rows = new Map(
    parts.map(([part, name]) => {
      const bar = el('progress', { max: 1, value: 0, 'aria-label': `Loading: ${name}` });
      const share = el('span', { class: 'loading-share' });
      const text = el('span', { class: 'loading-text' }, 'waiting');
      const row = el(
        'div',
        { class: 'loading-row', 'data-part': part },
        el('span', { class: 'loading-name' }, name),
        share,
        bar,
        text,
      );
      return [part, { bar, share, text, row }];
    }),
  );
  const element = el(
    'div',
    { class: 'loading', 'data-testid': 'loading' },
    ...[...rows.values()].map(({ row }) => row),
  );

  return {
    element,
    /** @param {{ part: Part, received: number, total: number }} progress */
    show({ part, received, total }) {
      const shown = rows.get(part);
      if (!shown) return;
      const all = total > 0 ? total : totalOf(part);
      const share = all > 0 ? Math.min(1, received / all) : 0;
      shown.bar.value = share;
      shown.share.textContent = all > 0 ? percent(share, 0) : '';
      shown.text.textContent = all > 0 ? `${bytes(Math.min(received, all))} of ${bytes(all)}` : bytes(received);
    },
    /** @param {Part[]} which are on their way from the beginning */
    reset(which) {
      for (const part of which) {
        const shown = rows.get(part);
        if (!shown) continue;
        shown.bar.value = 0;
        shown.share.textContent = '';
        shown.text.textContent = 'waiting';
      }
    },
  };
}
