// The frame around a stage: what goes where on the page, and what of the stage's own is shown by whom. It opens the
// stage, and closes it for good.
import { inBuild } from '../addresses.mjs';
import { el } from '../dom.mjs';
import { messageOf } from '../failure.mjs';
import { useModelButton } from '../model/use_model_view.mjs';
import { actionBar } from './actions.mjs';
import { arrival } from './arrival.mjs';
import { categoryList } from './categories.mjs';
import { fieldList } from './fields.mjs';
import { sight } from './in_sight.mjs';
import { keep, opening } from './keeping.mjs';
import { passageView } from './passage.mjs';
import { pictureInput } from './pictures.mjs';
import { sharing } from './sharing.mjs';
import { sheetView } from './sheet.mjs';
import { sourceBar } from './source_bar.mjs';
import { storedAnswers } from './stored_answers.mjs';

/** @typedef {import('../../../src/platform/page.js').Action} Action */
/** @typedef {import('../types.d.ts').Card} Card */
/** @typedef {import('../types.d.ts').Experiment} Experiment */
/** @typedef {import('../types.d.ts').Site} Site */
/** @typedef {import('../../../src/platform/page.js').PageState} PageState */
/** @typedef {import('../../../src/platform/page.js').Stage} Stage */
/** @typedef {import('../../../src/platform/page.js').StageOptions} StageOptions */

const noApp = 'The app could not be loaded. Check your connection, then try again.';

/** @returns {Promise<(options: StageOptions) => Promise<Stage>>} */
async function loadPlatform() {
  const address = inBuild('platform/platform.mjs').href;
  const { openStage } = await import(address);
  if (typeof openStage !== 'function') throw new Error(noApp); // a module that was cut off
  return openStage;
}

/**
 * @param {{ site: Site, experiment: Experiment, cards: Map<string, { text: string, card: Card }>,
 *   query: URLSearchParams, onModel: (id: string) => void }} options query: what a shared link says
 */
export function stageFrame({ site, experiment, cards, query, onModel }) {
  /** @type {Stage | undefined} */
  let stage;
  let closed = false;
  /** The address at which this model is the first. @param {string} id */
  const rowOf = (id) => site.experiments.find((row) => row.experiment === experiment.experiment && row.model === id);
  const wanted = query.get('model') ?? '';
  let model = experiment.models.includes(wanted) ? wanted : experiment.model;
  /** @type {Record<string, string>} */
  let kept = {};

  const element = el('div', {
    class: 'stage',
    'data-testid': 'stage',
    'data-state': 'loading',
    'data-experiment': experiment.experiment,
    'data-model': model,
  });
  const result = el('p', {
    class: 'result',
    'data-testid': 'result',
    'aria-live': 'polite',
    'data-value': '',
    'data-top': '[]',
  });
  const stored = storedAnswers(experiment.models.filter((id) => site.answers.includes(id)));
  /** @param {string} id */
  const sizeOf = (id) => ({ bytes: cards.get(id)?.card.file.bytes ?? 0, wire: site.wire.models[id] ?? 0 });
  const arrives = arrival(
    element,
    (part) => {
      if (part === 'model') return sizeOf(model);
      if (part === 'helper') return sizeOf(experiment.helpers?.[0] ?? '');
      const weight = (/** @type {import('../types.d.ts').Weights} */ { apps, runtime }) =>
        part === 'app' ? (apps[experiment.app] ?? 0) : runtime;
      return { bytes: weight(site.totals), wire: weight(site.wire) };
    },
    () => stage?.action('retry'),
  );
  const warning = el('p', { class: 'notice', role: 'alert', 'data-testid': 'warning', hidden: true });
  const hint = el('p', { class: 'hint', hidden: true }, 'or drop or paste one');
  const { groups, show } = actionBar((id) => run(id));
  groups.save.append(useModelButton());
  const sources = sourceBar(groups.source, hint);
  const fields = fieldList((id, value) => stage?.field(id, value));
  const passage = passageView((index) => stage?.character(index));
  const shared = sharing(() => (rowOf(model) ?? experiment).key);
  const sheet = sheetView({
    actions: groups.sheet,
    onSort: (column) => stage?.action('sheet-sort', column),
    onShow: (picture) => {
      stage?.action('sheet-show', picture);
      toTop();
    },
  });
  const categories = categoryList((category) => {
    stage?.action('category', category);
    showPad();
  });
  const frame = el(
    'div',
    { class: 'stage-frame', 'data-experiment': experiment.experiment },
    el('div', { class: 'toolbar toolbar-top' }, groups.model, groups.play, groups.edit),
    sources.element,
    warning,
    arrives.failure,
    fields.element,
    groups.keypad,
    groups.run,
    result,
    passage.element,
    groups.branch,
    element,
    stored.note,
    arrives.bars,
    el('div', { class: 'replay' }, groups.replay, fields.below),
    groups.found,
    groups.example,
    groups.fool,
    categories.element,
    el('div', { class: 'toolbar' }, groups.view, groups.source, hint, groups.save),
    shared.element,
    sheet.element,
  );
  const { hasPad, showPad, toTop } = sight(frame, element);
  const pictures = pictureInput({
    zone: frame,
    onPicture: (file) => {
      stage?.image(file, file.name);
      // What comes of it stands around the pad; the button that opens it may be a page below.
      if (hasPad()) showPad();
    },
    onPictures: (files, names) => stage?.images(files, names),
  });

  /** @param {string} id */
  const run = (id) => {
    if (!pictures.pick(id)) stage?.action(id);
    if (id === 'game') showPad();
    // The candidates are others from now on: what was pressed may be gone.
    if (id.startsWith('branch-')) passage.focus();
  };

  /** @param {Action[]} actions */
  const showActions = (actions) => {
    show(actions);
    if (actions.some(({ id }) => id === 'category')) categories.fill(cards.get(model)?.card.labels ?? []);
    categories.show(actions);
    const takesPictures = actions.some((action) => action.id === 'open-picture');
    pictures.enable(
      takesPictures,
      actions.some((action) => action.id === 'open-pictures'),
    );
    hint.hidden = !takesPictures;
    arrives.offered(actions);
  };

  // Everything that the stage shows around its canvas, and where it goes.
  /** @param {Partial<PageState>} changes */
  const showPage = (changes) => {
    if (changes.model !== undefined) {
      model = changes.model;
      onModel(model);
    }
    if (changes.result) stored.say(changes.result.stored);
    if (changes.fields) fields.show(changes.fields);
    if (changes.actions) showActions(changes.actions);
    if (changes.sourceNote !== undefined) sources.show(changes.sourceNote);
    if (changes.sheet) sheet.show(changes.sheet);
    if (changes.passageNote !== undefined) passage.note(changes.passageNote);
    if (changes.kept) {
      kept = changes.kept;
      keep(experiment, kept);
    }
    if (changes.progress) arrives.progress(changes.progress);
    if (changes.error) arrives.fail(changes.error);
  };

  /** What holds as long as the stage is open. @param {string} sentence */
  const warn = (sentence) => {
    warning.textContent = sentence;
    warning.hidden = false;
  };

  async function open() {
    arrives.begin();
    let openStage;
    try {
      openStage = await loadPlatform();
    } catch {
      if (!closed) arrives.failToOpen(noApp);
      return;
    }
    if (closed) return;
    const first = model;
    try {
      const opened = await openStage({
        element,
        result,
        app: experiment.app,
        experiment: experiment.experiment,
        model: first,
        cards: Object.fromEntries([...cards].map(([id, { text }]) => [id, text])),
        answers: stored.answers,
        modelsUrl: inBuild('models/').href,
        ...opening(experiment, query),
        onShow: showPage,
        onPassage: passage.write,
        onShare: (fields) => {
          shared.share(rowOf(model) ? fields : { ...fields, model });
          keep(experiment, kept); // from the new address
        },
        onThumbnail: sheet.thumbnail,
        onWarning: warn,
      });
      if (closed) {
        opened.close();
        return;
      }
      stage = opened;
      // Asked for while the app was on its way.
      if (model !== first) opened.action(`model-${model}`);
    } catch (reason) {
      if (!closed) arrives.failToOpen(messageOf(reason));
    }
  }

  return {
    element: frame,
    open,
    /** @param {string} id of a model; the drawing stays */
    switchModel(id) {
      if (id === model) return;
      model = id;
      stage?.action(`model-${id}`);
    },
    warn,
    /** Puts a drawing on the stage's pad. @param {string} drawing see stroke_text.mjs */
    put: (drawing) => stage?.action('put-drawing', drawing),
    /** Puts a text into the stage's first field and shows what becomes of it. @param {string} text */
    ask(text) {
      fields.enter(text);
      toTop();
    },
    close() {
      closed = true;
      arrives.close();
      pictures.close();
      stage?.close();
      frame.remove();
    },
  };
}
