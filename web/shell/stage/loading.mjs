// What is on its way while a stage opens: one bar each for app, runtime and model, with percent and with the bytes that
// cross the network, which are fewer than what they are unpacked to.
import { el } from '../dom.mjs';
import { bytes, percent } from '../format.mjs';

/** @typedef {import('../../../src/platform/page.js').Part} Part */

/** @type {[Part, string][]} */
const parts = [
  ['app', 'App'],
  ['runtime', 'Runtime'],
  ['model', 'Model'],
  ['helper', 'Ink finder'], // shown only while it is needed
];

/** @param {(part: Part) => { bytes: number, wire: number }} sizeOf what a part has: unpacked, and on the network */
export function loadingBars(sizeOf) {
  const rows = new Map(
    parts.map(([part, name]) => {
      const bar = el('progress', { max: 1, value: 0, 'aria-label': `Loading: ${name}` });
      const share = el('span', { class: 'loading-share' });
      const text = el('span', { class: 'loading-text' }, 'waiting');
      const row = el(
        'div',
        { class: 'loading-row', 'data-part': part, hidden: part === 'helper' },
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
    /** Whether something has still to arrive. */
    waits: () => [...rows.values()].some(({ bar }) => bar.value < 1),
    /** @param {import('../../../src/platform/page.js').Progress} progress */
    show({ part, received, total, fromDevice = false }) {
      const shown = rows.get(part);
      if (!shown) return;
      shown.row.hidden = false;
      const { bytes: known, wire } = sizeOf(part);
      const all = total > 0 ? total : known;
      const share = all > 0 ? Math.min(1, received / all) : 0;
      // The same news by a longer way; a helper is told of once, and begins anew after a failure.
      if (share < shown.bar.value && part !== 'helper') return;
      shown.bar.value = share;
      shown.share.textContent = all > 0 ? percent(share, 0) : '';
      if (fromDevice) shown.row.dataset['from'] = 'device';
      shown.text.textContent = words(share, shown.row.dataset['from'] === 'device', wire || all, received);
    },
    /** @param {Part[]} which are on their way from the beginning */
    reset(which) {
      for (const part of which) {
        const shown = rows.get(part);
        if (!shown) continue;
        shown.bar.value = 0;
        shown.share.textContent = '';
        shown.text.textContent = 'waiting';
        delete shown.row.dataset['from'];
      }
    },
  };
}

/**
 * @param {number} share that has arrived
 * @param {boolean} fromDevice nothing of it crossed the network
 * @param {number} wire bytes on the network; 0: unknown
 * @param {number} received
 */
function words(share, fromDevice, wire, received) {
  if (wire === 0) return bytes(received);
  if (share < 1) return `${bytes(Math.round(share * wire))} of ${bytes(wire)}, once`;
  // It is here and the bars are still shown: now it is compiled and started.
  return `${fromDevice ? 'from this device' : `${bytes(wire)}, once`} · starting`;
}
