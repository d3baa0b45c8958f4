// The gallery's cards, written into index.html when the site is built: they are there before any script, and their
// figures come from the model cards, so they are never out of date. One card a task, with its networks inside.
import { bytes, percent } from '../../web/shell/format.mjs';
import { Html, html } from './html.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Card} Card */
/** @typedef {import('../../web/shell/types.d.ts').Catalog} Catalog */
/** @typedef {import('../../web/shell/types.d.ts').Experiment} Experiment */
/** @typedef {import('../../web/shell/types.d.ts').Task} Task */
/** @typedef {{ experiment: Experiment, card: Card, cover: string }} Shown with the card of its first model, the cover's SVG */

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

/** @param {Card} card */
function figuresOf(card) {
  const metric = headline(card);
  return [
    bytes(card.file.bytes),
    ...(metric ? [`${percent(metric.value)} on ${possessive(metric.data)} ${metric.split} set`] : []),
  ];
}

/** @param {Shown} shown */
export function galleryCard({ experiment, card, cover }) {
  return html` <li class="card" data-key="${experiment.key}">
    ${new Html(cover.trimEnd())}
    <div class="card-text">
      <h2><a href="#/experiments/${experiment.key}">${experiment.title}</a></h2>
      <p>${experiment.summary}</p>
      <ul class="chips">
        ${experiment.tags.map((tag) => html`<li>${tag}</li>`)}${figuresOf(card).map((figure) => html`<li class="chip-figure">${figure}</li>`)}
      </ul>
    </div>
  </li>`.text;
}

/** Its title, of which one sees only what tells it from the others of its card. @param {Experiment} experiment */
function networkName({ title, network = title }) {
  const known = title.toLowerCase().endsWith(network.toLowerCase()) ? title.slice(0, -network.length) : '';
  return html`<span class="visually-hidden">${known}</span><span class="network">${network}</span>`;
}

/**
 * The cards of a task's networks wait in templates: “similar experiments” shows them.
 * @param {Task} task
 * @param {[Shown, ...Shown[]]} networks
 */
function taskCard(task, networks) {
  const [first] = networks;
  return html` <li class="card" data-task="${task.experiment}">
    ${new Html(first.cover.trimEnd())}
    <div class="card-text">
      <h2>${task.title}</h2>
      <p>${task.summary}</p>
      <ul class="networks">
        ${networks.map(
          ({ experiment, card }) =>
            html`<li>
              <a href="#/experiments/${experiment.key}">
                ${networkName(experiment)}
                <span class="network-figures">${figuresOf(card).join(', ')}</span>
              </a>
            </li>`,
        )}
      </ul>
    </div>
    ${networks.map((shown) => html`<template data-key="${shown.experiment.key}">${new Html(galleryCard(shown))}</template>`)}
  </li>`.text;
}

/**
 * In the catalogue's order; a task stands where its first network does.
 * @param {Catalog} catalog
 * @param {(experiment: Experiment) => Shown} shownOf
 * @returns {string[]}
 */
export function galleryCards({ tasks, experiments }, shownOf) {
  /** @type {string[]} */
  const cards = [];
  const done = new Set();
  for (const experiment of experiments) {
    if (done.has(experiment.experiment)) continue;
    const task = tasks.find((one) => one.experiment === experiment.experiment);
    const [first, ...others] = experiments.filter((one) => one.experiment === experiment.experiment);
    if (!task || !first || others.length === 0) {
      cards.push(galleryCard(shownOf(experiment)));
      continue;
    }
    done.add(experiment.experiment);
    cards.push(taskCard(task, [shownOf(first), ...others.map(shownOf)]));
  }
  return cards;
}
