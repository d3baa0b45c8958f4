// What was measured, grouped by what it was measured on.
import { el } from '../dom.mjs';
import { count, percent } from '../format.mjs';

/** @typedef {import('../types.d.ts').Metric} Metric */

/**
 * The metrics of docs/model-card.md in words; `less` is better where it is true, and what has a `unit` is no share.
 * @type {Record<string, { name: string, less?: boolean, unit?: string }>}
 */
const known = {
  accuracy: { name: 'First guess is right' },
  average_precision: { name: 'Average precision, mean over boxes that share 50 to 95 % of the area that both cover' },
  average_precision_50: { name: 'The same for boxes that share half of it' },
  top_3_accuracy: { name: 'Right within three guesses' },
  balanced_accuracy: { name: 'Likeliest gesture is right' },
  lowest_of_groups: { name: 'The same, for the person or camera with the fewest right answers' },
  answered_right: { name: 'Answered, and right' },
  calibration_error: { name: 'Calibration error: how far the stated confidence is off', less: true },
  calibration_error_by_chance: { name: 'What chance alone would show of that with so few samples', less: true },
  unanswered: { name: 'Got no answer', less: true },
  rejected: { name: 'Non-digits rejected' },
  false_gesture: { name: 'No hand there, but got a gesture', less: true },
  pixel_f1: { name: 'Ink found, pixel by pixel (F1: 100 % is neither too much nor too little)' },
  pixel_iou: { name: 'The same as overlap (intersection over union)' },
  exact: { name: 'Sums that are right to the last digit' },
  nats_per_character: { name: 'Surprise by each character', less: true, unit: 'nats' },
  bits_per_character: { name: 'The same in bits', less: true, unit: 'bits' },
  shared_passages: { name: 'Passages that stand in what it read before', less: true },
  replaced: { name: 'Characters that its alphabet does not have', less: true },
};

/** A name in a card as it begins a line. @param {string} name */
const titled = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** @param {Metric} metric */
function row({ name, value, interval }) {
  const meaning = known[name];
  // Never flattered: a surprise is rounded up.
  const figure = meaning?.unit
    ? `${(Math.ceil(value * 1000 - 1e-6) / 1000).toFixed(3)}\u00a0${meaning.unit}`
    : percent(value, value > 0.9999 && value < 1 ? 4 : 2, meaning?.less ? 'up' : 'down');
  // Of few samples the first digits are as much as is known.
  const range = interval && ` (${percent(interval[0], 1, 'down')} to ${percent(interval[1], 1, 'up')})`;
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, meaning?.name ?? titled(name)),
    el('td', { class: 'number' }, figure, range),
  );
}

/** @param {Metric[]} metrics */
export function metricsTable(metrics) {
  /** @type {Map<string, Metric[]>} */
  const groups = new Map();
  for (const metric of metrics) {
    const split = metric.split === 'train' ? 'which it may have learned from' : metric.split;
    const on = `${titled(metric.data)}, ${split}: ${count(metric.samples)} samples`;
    groups.set(on, [...(groups.get(on) ?? []), metric]);
  }
  return el(
    'table',
    { class: 'metrics' },
    el(
      'caption',
      {},
      metrics.some((metric) => metric.split === 'train')
        ? 'Measured'
        : 'Measured on samples that the network did not learn from',
      metrics.some((metric) => metric.interval) && '; in brackets what it may well be with other samples',
    ),
    ...[...groups].map(([on, group]) =>
      el('tbody', {}, el('tr', {}, el('th', { scope: 'rowgroup', colspan: 2, class: 'group' }, on)), ...group.map(row)),
    ),
  );
}
