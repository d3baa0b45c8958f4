// What was measured, grouped by what it was measured on.
import { el } from './dom.mjs';
import { count, percent } from './format.mjs';

/** @typedef {import('./types.d.ts').Metric} Metric */

/** The metrics of docs/model-card.md in words; `less` is better where it is true. @type {Record<string, { name: string, less?: boolean }>} */
const known = {
  accuracy: { name: 'First guess is right' },
  top_3_accuracy: { name: 'Right within three guesses' },
  answered_right: { name: 'Answered, and right' },
  calibration_error: { name: 'Stated certainty is off by', less: true },
  unanswered: { name: 'Digits that got no answer', less: true },
  rejected: { name: 'No-digits that got no answer' },
};

/** A name in a card as it begins a line. @param {string} name */
const titled = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** @param {Metric} metric */
const row = ({ name, value }) =>
  el('tr', {},
    el('th', { scope: 'row' }, known[name]?.name ?? titled(name)),
    el('td', { class: 'number' }, percent(value, 2, known[name]?.less ? 'up' : 'down')));

/** @param {Metric[]} metrics */
export function metricsTable(metrics) {
  /** @type {Map<string, Metric[]>} */
  const groups = new Map();
  for (const metric of metrics) {
    const on = `${titled(metric.data)}, ${metric.split}: ${count(metric.samples)} samples`;
    groups.set(on, [...(groups.get(on) ?? []), metric]);
  }
  return el('table', { class: 'metrics' },
    el('caption', {}, 'Measured on samples that the network did not learn from'),
    ...[...groups].map(([on, group]) =>
      el('tbody', {},
        el('tr', {}, el('th', { scope: 'rowgroup', colspan: 2, class: 'group' }, on)),
        ...group.map(row))));
}
