// An experiment's page: heading, stage, what it does and how, the model's card, experiments like it. Experiments that
// share a stage keep it, with everything drawn on it, when the visitor goes from one to the other.
import { loadCard } from './cards.mjs';
import { el, icon } from './dom.mjs';
import { expectModel } from './early.mjs';
import { addressHere, embedSection, embedded, wholePage } from './embedding.mjs';
import { failureBox, messageOf } from './failure.mjs';
import { helperSection, modelSections } from './model/model_card.mjs';
import { keepOffline, noteVisit } from './keeping_offline.mjs';
import { renewPage } from './renewal.mjs';
import { stageFrame } from './stage/stage_frame.mjs';

/** A page that nobody sees has no frames. @returns {Promise<void>} when the next one was shown */
const nextFrame = () =>
  new Promise((goOn) => {
    requestAnimationFrame(() => setTimeout(goOn));
    setTimeout(goOn, 250);
  });

export { loadCard, stageFrame }; // for the gallery's pad, which becomes a stage

/** @typedef {import('./types.d.ts').Card} Card */
/** @typedef {import('./types.d.ts').Experiment} Experiment */
/** @typedef {import('./types.d.ts').Site} Site */
/** @typedef {Map<string, { text: string, card: Card }>} Cards */

/** A card of the gallery, taken as it is: cover, title, figures. @param {Experiment} experiment */
function similarCard(experiment) {
  const kept = document.querySelector(`#gallery [data-key="${CSS.escape(experiment.key)}"]`);
  const shown = kept instanceof HTMLTemplateElement ? kept.content.firstElementChild : kept;
  const card = /** @type {HTMLElement} */ (shown?.cloneNode(true) ?? el('li', { class: 'card' }));
  const heading = card.querySelector('h2');
  heading?.replaceWith(el('h3', {}, ...heading.childNodes));
  return card;
}

/**
 * @param {HTMLElement} section
 * @param {Site} site
 */
export function experimentView(section, site) {
  /** @type {{ experiment: Experiment, frame: ReturnType<typeof stageFrame>, cards: Cards } | undefined} */
  let current;
  let turn = 0;
  let telling = 0; // as often as the article began anew

  const title = el('h1', { tabindex: -1 });
  const summary = el('p', { class: 'lead' });
  const place = el('div', {});
  const article = el('div', { class: 'article' });
  section.setAttribute('aria-labelledby', 'experiment-title');
  title.id = 'experiment-title';
  const head = el('header', { class: 'experiment-head' }, title, summary);
  section.append(el('a', { class: 'back', href: '#/' }, icon('arrow-left'), 'All experiments'), head, place, article);

  /** @param {Experiment} experiment */
  const describe = (experiment) => {
    document.title = `${experiment.title} – ML Lab`;
    title.textContent = experiment.title;
    summary.textContent = experiment.summary;
  };

  /** Of the same stage, which stays where it is in the window, however many lines the words above it take. @param {Experiment} row */
  const describeOther = (row) => {
    const top = () => place.getBoundingClientRect().top;
    const before = top();
    head.style.paddingBottom = '';
    describe(row);
    const moved = top() - before;
    if (moved < 0) head.style.paddingBottom = `${-moved}px`;
    if (moved > 0) window.scrollBy({ top: moved, behavior: 'instant' });
  };

  /** The parts below the stage, as they are made. @param {Experiment} experiment @param {Cards} cards @returns {(() => (Node | '')[])[]} */
  const parts = (experiment, cards) => {
    if (embedded) return [() => [wholePage(experiment)]];
    const card = cards.get(experiment.model)?.card;
    const similar = site.experiments.filter((row) => experiment.similar.includes(row.key));
    return [
      () => [
        keepOffline(experiment),
        el(
          'section',
          { class: 'prose', 'aria-labelledby': 'how' },
          el('h2', { id: 'how' }, 'How it works'),
          el('p', { class: 'description' }, experiment.description),
          el('ol', { class: 'steps' }, ...experiment.how.map((text) => el('li', {}, text))),
        ),
      ],
      () => (card ? describeModel(card) : []),
      () => (experiment.helpers ?? []).flatMap((id) => helperSection(cards.get(id)?.card, site.repository)),
      () => [
        embedSection(experiment),
        (similar.length > 0 &&
          el(
            'section',
            { class: 'similar', 'aria-labelledby': 'similar' },
            el('h2', { id: 'similar' }, 'Similar experiments'),
            el('ul', { class: 'cards' }, ...similar.map(similarCard)),
          )) ||
          '',
      ],
    ];
  };

  /** @param {Experiment} experiment @param {Cards} cards */
  const explain = (experiment, cards) => {
    telling += 1;
    noteVisit(experiment);
    article.replaceChildren(...parts(experiment, cards).flatMap((make) => make()));
  };

  /**
   * The same of a page that opens: the stage is not kept waiting, and each section is laid out in a frame of its own.
   * @param {Experiment} experiment
   * @param {Cards} cards
   */
  const explainFirst = async (experiment, cards) => {
    telling += 1;
    const mine = telling;
    noteVisit(experiment);
    await nextFrame();
    for (const make of parts(experiment, cards)) {
      if (mine !== telling) return; // closed, or another one by now
      for (const section of make()) {
        article.append(section);
        await nextFrame();
        if (mine !== telling) return;
      }
    }
  };

  /** What a card says in a way that nobody expects must not keep the stage from opening. @param {Card} card */
  const describeModel = (card) => {
    try {
      return modelSections(card, site.repository, (input) => current?.frame.ask(input));
    } catch (reason) {
      console.warn(reason);
      return [
        el('p', { class: 'notice', role: 'status' }, 'What the model’s card says cannot be shown: it is damaged.'),
      ];
    }
  };

  const close = () => {
    turn += 1;
    telling += 1;
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
    describeOther(row);
    explain(row, cards);
    history.replaceState(null, '', addressHere(row.key));
  };

  /** @param {Experiment} experiment @param {URLSearchParams} query @param {boolean} tooLong */
  async function start(experiment, query, tooLong) {
    turn += 1;
    const mine = turn;
    place.replaceChildren(el('p', { class: 'stage-frame stage-waiting', role: 'status' }, 'Opening …'));
    /** @type {Cards} */
    let cards;
    try {
      cards = new Map(await Promise.all([...experiment.models, ...(experiment.helpers ?? [])].map(loadCard)));
    } catch (reason) {
      if (mine !== turn) return;
      const failure = failureBox(() => void renewPage(), false);
      failure.show(messageOf(reason));
      place.replaceChildren(el('div', { class: 'stage-frame' }, failure.element));
      return;
    }
    if (mine !== turn) return;
    const first = cards.get(experiment.model);
    if (first) expectModel(first.card);
    const frame = stageFrame({ site, experiment, cards, query, onModel: (id) => modelChanged(id, experiment, cards) });
    current = { experiment, frame, cards };
    place.replaceChildren(frame.element);
    if (tooLong) frame.warn('This link is longer than any that this page makes, so nothing of it was read.');
    const opened = frame.open();
    void explainFirst(experiment, cards);
    await opened;
  }

  return {
    /**
     * @param {Experiment} experiment
     * @param {URLSearchParams} query what a shared link says
     * @param {boolean} tooLong the link says more than is read
     */
    open(experiment, query, tooLong) {
      // A stage whose models do not include this one, or that a link wants to begin anew, is opened again.
      if (
        current &&
        current.experiment.experiment === experiment.experiment &&
        current.cards.has(experiment.model) &&
        query.toString() === '' &&
        !tooLong
      ) {
        const { frame, cards } = current;
        describeOther(experiment);
        current.experiment = experiment;
        explain(experiment, cards);
        frame.switchModel(experiment.model);
        return;
      }
      close();
      head.style.paddingBottom = '';
      describe(experiment);
      void start(experiment, query, tooLong);
    },
    close,
  };
}
