// The training curve: loss and accuracy over the epochs, as two small charts, with the numbers beside them as a table.
import { el, svg, table } from '../dom.mjs';
import { percent } from '../format.mjs';

/** @typedef {import('../types.d.ts').CurvePoint} CurvePoint */
/** @typedef {{ name: string, kind: 'first' | 'second', values: number[] }} Line */

// Drawn in a box of these units and scaled by CSS; at 320 units text of 11 stays readable on a phone.
const width = 320;
const height = 196;
const plot = { left: 40, right: 312, top: 12, bottom: 168 };

/** Round steps for an axis: 1, 2 or 5 times a power of ten. @param {number} low @param {number} high */
export function ticks(low, high) {
  const rough = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.7) ?? 10);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i += 1)
    found.push(Number((i * step).toPrecision(12)));
  return found;
}

/**
 * @param {{ title: string, alternative: string, epochs: number[], lines: Line[], low: number, high: number,
 *   format: (value: number) => string }} chart
 */
function chart({ title, alternative, epochs, lines, low, high, format }) {
  const first = epochs[0] ?? 0;
  const last = epochs.at(-1) ?? 1;
  /** @param {number} epoch */
  const x = (epoch) => plot.left + ((epoch - first) / (last - first || 1)) * (plot.right - plot.left);
  /** @param {number} value */
  const y = (value) =>
    plot.bottom - ((Math.min(high, Math.max(low, value)) - low) / (high - low || 1)) * (plot.bottom - plot.top);
  const marks = ticks(low, high).map((value) =>
    svg(
      'g',
      {},
      svg('line', { class: 'chart-grid', x1: plot.left, x2: plot.right, y1: y(value), y2: y(value) }),
      svg('text', { class: 'chart-text', x: plot.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, format(value)),
    ),
  );
  const middle = epochs[Math.floor(epochs.length / 2)] ?? first;
  const under = [...new Set([first, middle, last])].map((epoch) =>
    svg(
      'text',
      {
        class: 'chart-text',
        x: x(epoch),
        y: plot.bottom + 18,
        'text-anchor': epoch === last && epoch !== first ? 'end' : 'middle',
      },
      epoch === last ? `epoch ${epoch}` : epoch,
    ),
  );
  const drawn = lines.map((line) =>
    svg('polyline', {
      class: `chart-line chart-${line.kind}`,
      points: line.values.map((value, i) => `${x(epochs[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`).join(' '),
    }),
  );
  return el(
    'figure',
    { class: 'chart' },
    el(
      'figcaption',
      {},
      title,
      el('span', { class: 'legend' }, ...lines.map((line) => el('span', { class: `legend-${line.kind}` }, line.name))),
    ),
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': alternative },
      ...marks,
      ...under,
      ...drawn,
    ),
  );
}

/** @param {CurvePoint[]} curve */
export function curveFigures(curve) {
  const epochs = curve.map((point) => point.epoch);
  const train = curve.map((point) => point.train_loss);
  const validation = curve.map((point) => point.validation_loss);
  const accuracy = curve.map((point) => point.validation_accuracy);
  const last = /** @type {CurvePoint} */ (curve.at(-1));
  const losses = [...train, ...validation];
  // The axis begins below the worst epoch: a curve that is cut would draw a lie.
  const floor = Math.floor(Math.min(...accuracy) * 10) / 10;
  return el(
    'div',
    {},
    el(
      'div',
      { class: 'charts' },
      chart({
        title: 'Loss',
        alternative: `Loss falls from ${train[0]?.toFixed(3)} to ${last.train_loss.toFixed(3)} in training and to ${last.validation_loss.toFixed(3)} in validation over ${epochs.length} epochs.`,
        epochs,
        low: 0,
        high: Math.max(...losses),
        lines: [
          { name: 'training', kind: 'second', values: train },
          { name: 'validation', kind: 'first', values: validation },
        ],
        format: (value) => String(value),
      }),
      chart({
        title: 'Right answers',
        alternative: `Right answers in validation rise from ${percent(accuracy[0] ?? 0)} to ${percent(last.validation_accuracy)} over ${epochs.length} epochs.`,
        epochs,
        low: floor,
        high: 1,
        lines: [{ name: 'validation', kind: 'first', values: accuracy }],
        format: (value) => `${Number((value * 100).toFixed(1))}\u00a0%`,
      }),
    ),
    el(
      'details',
      {},
      el('summary', {}, 'Show the numbers'),
      table({
        caption: 'The training, epoch by epoch',
        head: ['Epoch', 'Training loss', 'Validation loss', 'Right answers, validation'],
        rows: curve.map((point) => [
          String(point.epoch),
          point.train_loss.toFixed(4),
          point.validation_loss.toFixed(4),
          percent(point.validation_accuracy),
        ]),
        numeric: [0, 1, 2, 3],
      }),
    ),
  );
}
