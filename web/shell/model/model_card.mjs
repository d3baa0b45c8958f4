// A model's card for people: what it is, what it learned from, how it was trained, how good it is, how to make it again.
import { commandLine } from '../code_block.mjs';
import { el, table } from '../dom.mjs';
import { bytes, count, duration } from '../format.mjs';
import { confusionTable } from './confusion.mjs';
import { curveFigures } from './curve.mjs';
import { metricsTable } from './metrics.mjs';
import { mistakesTable } from './mistakes.mjs';
import { useModel } from './use_model_view.mjs';

/** @typedef {import('../types.d.ts').Card} Card */
/** @typedef {import('../types.d.ts').DataSet} DataSet */

/** @param {[string, string][]} pairs */
const facts = (pairs) =>
  el('dl', { class: 'facts' }, ...pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));

/** @param {string} address @param {string} text */
const link = (address, text) =>
  /^https?:\/\//.test(address) ? el('a', { href: address, rel: 'noreferrer' }, text) : document.createTextNode(text);

/** @param {number[]} shape */
const shapeText = (shape) => shape.map((side) => count(side)).join(' × ');

/** @param {Card} card */
function network({ architecture, file }) {
  return el(
    'section',
    { 'aria-labelledby': 'network' },
    el('h3', { id: 'network' }, 'The network'),
    el('p', {}, architecture.summary),
    facts([
      ['Parameters', count(architecture.parameters)],
      ['Size', bytes(file.bytes)],
      ['Weights stored as', architecture.weights_stored_as],
    ]),
    architecture.layers.length > 0 &&
      table({
        caption: 'Layers, in the order in which the input passes them',
        head: ['Layer', 'Output', 'Parameters'],
        rows: architecture.layers.map((layer) => [layer.name, shapeText(layer.output), count(layer.parameters)]),
        numeric: [1, 2],
      }),
  );
}

/** @type {Record<string, string>} */
const splitNames = { train: 'training', test: 'testing' };

/** @param {DataSet} set */
const dataSet = (set) =>
  el(
    'li',
    {},
    el('h4', {}, set.source ? link(set.source, set.name) : set.name),
    el(
      'p',
      {},
      Object.entries(set.samples)
        .map(([split, samples]) => `${count(samples)} for ${splitNames[split] ?? split}`)
        .join(', ') || 'How many is not known',
      '.',
    ),
    set.licence && el('p', { class: 'small' }, `Licence: ${set.licence}. ${set.attribution}`),
  );

// Weights that somebody else trained: whose they are, and what became of them here, be it that they learned on.
/** @param {NonNullable<Card['origin']>} origin @param {boolean} learnedOn */
const originSection = (origin, learnedOn) =>
  el(
    'section',
    { 'aria-labelledby': 'origin' },
    el('h3', { id: 'origin' }, learnedOn ? 'Where it began' : 'Whose it is'),
    el('p', {}, origin.trained),
    el('p', {}, origin.changed, ' ', origin.compared),
    facts([
      ['Package', `${origin.package}, version ${origin.version}`],
      ['File', origin.file],
      ['Licence', origin.licence],
      [origin.file.includes(';') ? 'SHA-256 of the files’ SHA-256s' : 'SHA-256 of the file', origin.sha256],
    ]),
  );

/** @param {Card} card */
const data = (card) =>
  el(
    'section',
    { 'aria-labelledby': 'data' },
    el('h3', { id: 'data' }, 'What it learned from'),
    card.data.length > 0
      ? el('ul', { class: 'data-sets' }, ...card.data.map(dataSet))
      : el('p', {}, 'Whoever brought it here did not say.'),
  );

/** @param {NonNullable<Card['training']>} how @param {Card['curve']} curve */
function training(how, curve) {
  /** @type {[string, string][]} */
  const unusual = [];
  if (how.processes) unusual.push(['Processes', count(how.processes)]);
  if (how.teacher) unusual.push(['Teacher', how.teacher]);
  if (how.kernels) unusual.push(['Kernels', how.kernels]);
  return el(
    'section',
    { 'aria-labelledby': 'training' },
    el('h3', { id: 'training' }, 'The training'),
    el('p', {}, how.augmentation),
    facts([
      ['Epochs', count(how.epochs)],
      ['Batch', count(how.batch)],
      ['Learning rate', String(how.learning_rate)],
      ['Seed', String(how.seed)],
      ['Time', `${duration(how.seconds)} on ${how.threads} ${how.threads === 1 ? 'thread' : 'threads'}`],
      ...unusual,
    ]),
    curve && curve.length > 1 && curveFigures(curve),
  );
}

/** @param {Card} card @param {(input: string) => void} ask */
const quality = (card, ask) =>
  el(
    'section',
    { class: 'quality', 'aria-labelledby': 'quality' },
    el('h3', { id: 'quality' }, 'How good it is'),
    card.metrics.length > 0
      ? metricsTable(card.metrics)
      : el('p', {}, 'Not measured here. Figures that others give for it are theirs.'),
    card.limits && el('h4', {}, 'Where it is less good'),
    card.limits && el('ul', {}, ...card.limits.map((sentence) => el('li', {}, sentence))),
    card.confusion && confusionTable(card.confusion),
    card.mistakes && mistakesTable(card.mistakes, ask),
  );

/** @param {string} file @param {string} repository address of the source, or empty */
const sourceFile = (file, repository) =>
  repository ? link(`${repository.replace(/\/$/, '')}/blob/HEAD/${file}`, file) : file;

// What somebody else trained is converted again by a command.
/** @param {Card} card @param {string} repository */
const convertedAgain = ({ id }, repository) =>
  el(
    'section',
    { 'aria-labelledby': 'again' },
    el('h3', { id: 'again' }, 'Convert it again'),
    el(
      'p',
      {},
      'Its training is not part of this project, but its conversion is. On a copy of the source, this command makes ' +
        'the very same file out of the package:',
    ),
    commandLine('scripts/import'),
    el(
      'p',
      {},
      'What is taken out of the package, and how: ',
      el('code', {}, sourceFile(`training/importers/networks/${id}.json`, repository)),
    ),
  );

/** @param {NonNullable<Card['training']>} training @param {string} repository */
function again({ command, recipe, threads, processes = 1, teacher }, repository) {
  return el(
    'section',
    { 'aria-labelledby': 'again' },
    el('h3', { id: 'again' }, 'Make it again'),
    el(
      'p',
      {},
      'The trainer is part of this project. On a copy of the source, this command makes ' +
        // Several threads add up in an order that chance has a part in, and several processes in another than one.
        (threads > 1 || processes > 1
          ? `such a model again, though not to the last digit: several ${processes > 1 ? 'processes' : 'threads'} trained it.`
          : teacher
            ? 'such a model again; the very same one only if the file of its teacher is the same.'
            : 'the very same model:'),
    ),
    commandLine(command),
    el('p', {}, 'The whole recipe, data to file: ', el('code', {}, sourceFile(recipe, repository))),
  );
}

/** A network that helps the one that answers: what it is and what it learned from. @param {Card | undefined} card @param {string} repository */
export const helperSection = (card, repository) =>
  card
    ? [
        el(
          'section',
          { class: 'model', 'aria-labelledby': `helper-${card.id}`, 'data-testid': 'helper' },
          el('h2', { id: `helper-${card.id}` }, card.name),
          el('p', {}, card.architecture.summary),
          facts([
            ['Parameters', count(card.architecture.parameters)],
            ['Size', bytes(card.file.bytes)],
            ['Weights stored as', card.architecture.weights_stored_as],
          ]),
          card.metrics.length > 0 && metricsTable(card.metrics),
          card.data.length > 0 && el('h3', {}, 'What it learned from'),
          card.data.length > 0 && el('ul', { class: 'data-sets' }, ...card.data.map(dataSet)),
          card.training && el('p', {}, card.training.augmentation),
          card.training &&
            el(
              'p',
              {},
              'The command that makes it again: ',
              el('code', {}, card.training.command),
              '. The whole recipe: ',
              el('code', {}, sourceFile(card.training.recipe, repository)),
            ),
        ),
      ]
    : [];

/** @param {Card} card @param {string} repository @param {(input: string) => void} ask puts a text into the stage */
export const modelSections = (card, repository, ask) => [
  el(
    'section',
    { class: 'model', 'aria-labelledby': 'model' },
    el('h2', { id: 'model' }, card.training ? 'How it was trained' : 'Where it comes from'),
    el(
      'div',
      { class: 'model-parts' },
      data(card),
      card.origin && originSection(card.origin, card.training !== undefined),
      network(card),
      card.training && training(card.training, card.curve),
      quality(card, ask),
      useModel(card),
      card.training && again(card.training, repository),
      // A file of one's own, which no package brings, cannot be had again that way.
      !card.training && /^(npm|pip) /.test(card.origin?.package ?? '') && convertedAgain(card, repository),
    ),
  ),
];
