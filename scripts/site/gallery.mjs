// The gallery's cards, written into index.html when the site is built: they are there before any script, and their
// figures come from the model cards, so they are never out of date.
import { bytes, percent } from '../../web/shell/format.mjs';
import { Html, html } from './html.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Card} Card */
/** @typedef {import('../../web/shell/types.d.ts').Experiment} Experiment */

/**
 * The figure that a gallery card shows: accuracy on a test set.
 * @param {Card} card
 */
export const headline = (card) => card.metrics.find((metric) => metric.name === 'accuracy' && metric.split === 'test');

/** "MNIST" → "MNIST’s"; "drawings, free place and size" → "drawings’". @param {string} data */
function possessive(data) {
  const name = data.split(',')[0] ?? data;
  return name.endsWith('s') ? `${name}’` : `${name}’s`;
}

/**
 * @param {Experiment} experiment
 * @param {Card} card of the experiment's first model
 * @param {string} cover the cover's SVG
 */
export function galleryCard(experiment, card, cover) {
  const metric = headline(card);
  const figures = [
    bytes(card.file.bytes),
    ...(metric ? [`${percent(metric.value)} on ${possessive(metric.data)} ${metric.split} set`] : []),
  ];
  return html` <li class="card" data-key="${experiment.key}">
    ${new Html(cover.trimEnd())}
    <div class="card-text">
      <h2><a href="#/experiments/${experiment.key}">${experiment.title}</a></h2>
      <p>${experiment.summary}</p>
      <ul class="chips">
        ${experiment.tags.map((tag) => html`<li>${tag}</li>`)}${figures.map((figure) => html`<li class="chip-figure">${figure}</li>`)}
      </ul>
    </div>
  </li>`.text;
}
