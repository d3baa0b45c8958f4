// An experiment's page: heading, stage, what it does and how, the model's card, experiments like it. Experiments that
// share a stage keep it, with everything drawn on it, when the visitor goes from one to the other.
import { el, icon } from './dom.mjs';
import { expectModel } from './early.mjs';
import { modelSections } from './model_card.mjs';
import { keepOffline, noteVisit } from './offline.mjs';
import { stageFrame } from './stage_frame.mjs';

/** @typedef {import('./types.d.ts').Card} Card */
/** @typedef {import('./types.d.ts').Experiment} Experiment */
/** @typedef {import('./types.d.ts').Site} Site */
/** @typedef {Map<string, { text: string, card: Card }>} Cards */

/** @param {string} id @returns {Promise<[string, { text: string, card: Card }]>} */
async function loadCard(id) {
  const response = await fetch(new URL(`../models/${id}.json`, import.meta.url));
  if (!response.ok) throw new Error(`${id}.json: ${response.status}`);
  const text = await response.text();
  return [id, { text, card: JSON.parse(text) }];
}

/** A card of the gallery, taken as it is: cover, title, figures. @param {Experiment} experiment */
function similarCard(experiment) {
  const shown = document.querySelector(`#gallery [data-key="${CSS.escape(experiment.key)}"]`);
  const card = /** @type {HTMLElement} */ (shown?.cloneNode(true) ?? el('li', { class: 'card' }));
  const heading = card.querySelector('h2');
  heading?.replaceWith(el('h3', {}, ...heading.childNodes));
  return card;
}

/**
 * @param {HTMLElement} section
 * @param {Site} site
 * @param {(experiment: Experiment) => void} onSwitched the visitor chose another model on the stage
 */
export function experimentView(section, site, onSwitched) {
  /** @type {{ experiment: Experiment, frame: ReturnType<typeof stageFrame>, cards: Cards } | undefined} */
  let current;
  let turn = 0;

  const title = el('h1', { tabindex: -1 });
  const summary = el('p', { class: 'lead' });
  const place = el('div', {});
  const article = el('div', { class: 'article' });
  section.setAttribute('aria-labelledby', 'experiment-title');
  title.id = 'experiment-title';
  section.append(
    el('a', { class: 'back', href: '#/' }, icon('arrow-left'), 'All experiments'),
    el('header', { class: 'experiment-head' }, title, summary),
    place,
    article,
  );

  /** @param {Experiment} experiment */
  const describe = (experiment) => {
    document.title = `${experiment.title} – ML Lab`;
    title.textContent = experiment.title;
    summary.textContent = experiment.summary;
  };

  /** @param {Experiment} experiment @param {Cards} cards */
  const explain = (experiment, cards) => {
    const card = cards.get(experiment.model)?.card;
    const similar = site.experiments.filter((row) => experiment.similar.includes(row.key));
    noteVisit(experiment);
    article.replaceChildren(
      keepOffline(experiment),
      el(
        'section',
        { class: 'prose', 'aria-labelledby': 'how' },
        el('h2', { id: 'how' }, 'How it works'),
        el('p', { class: 'description' }, experiment.description),
        el('ol', { class: 'steps' }, ...experiment.how.map((text) => el('li', {}, text))),
      ),
      ...(card ? modelSections(card, site.repository, (input) => current?.frame.ask(input)) : []),
      (similar.length > 0 &&
        el(
          'section',
          { class: 'similar', 'aria-labelledby': 'similar' },
          el('h2', { id: 'similar' }, 'Similar experiments'),
          el('ul', { class: 'cards' }, ...similar.map(similarCard)),
        )) ||
        '',
    );
  };

  const close = () => {
    turn += 1;
    current?.frame.close();
    current = undefined;
    place.replaceChildren();
    article.replaceChildren();
  };

  /** The model on the stage is another one now, by whatever way. @param {string} id @param {Experiment} opened @param {Cards} cards */
  const modelChanged = (id, opened, cards) => {
    const row = site.experiments.find((other) => other.experiment === opened.experiment && other.model === id);
    if (!row || !current || current.experiment.key === row.key) return;
    current.experiment = row;
    describe(row);
    explain(row, cards);
    onSwitched(row);
  };

  /** @param {Experiment} experiment @param {URLSearchParams} query */
  async function start(experiment, query) {
    turn += 1;
    const mine = turn;
    place.replaceChildren(el('p', { class: 'stage-frame stage-waiting', role: 'status' }, 'Opening …'));
    /** @type {Cards} */
    let cards;
    try {
      cards = new Map(await Promise.all(experiment.models.map(loadCard)));
    } catch {
      if (mine !== turn) return;
      place.replaceChildren(
        el(
          'div',
          { class: 'stage-frame' },
          el(
            'div',
            { class: 'stage-error', role: 'alert', 'data-testid': 'stage-error' },
            icon('triangle-alert'),
            el('p', {}, 'The description of the model could not be loaded. Check your connection, then try again.'),
            el(
              'button',
              { type: 'button', class: 'action', 'data-action': 'retry', click: () => location.reload() },
              icon('rotate-ccw'),
              el('span', { class: 'label' }, 'Try again'),
            ),
          ),
        ),
      );
      return;
    }
    if (mine !== turn) return;
    const first = cards.get(experiment.model);
    if (first) expectModel(first.card);
    const frame = stageFrame({ site, experiment, cards, query, onModel: (id) => modelChanged(id, experiment, cards) });
    current = { experiment, frame, cards };
    place.replaceChildren(frame.element);
    explain(experiment, cards);
    await frame.open();
  }

  return {
    /** @param {Experiment} experiment @param {URLSearchParams} query what a shared link says */
    open(experiment, query) {
      describe(experiment);
      // A stage whose models do not include this one, or that a link wants to begin anew, is opened again.
      if (
        current &&
        current.experiment.experiment === experiment.experiment &&
        current.cards.has(experiment.model) &&
        query.toString() === ''
      ) {
        const { frame, cards } = current;
        current.experiment = experiment;
        explain(experiment, cards);
        frame.switchModel(experiment.model);
        return;
      }
      close();
      void start(experiment, query);
    },
    close,
  };
}
