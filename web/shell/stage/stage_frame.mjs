// The frame around a stage: result, loading bars, errors with a way on, action buttons, pictures from outside. It opens
// the stage, and closes it for good.
import { inBuild } from '../addresses.mjs';
import { el } from '../dom.mjs';
import { failureBox, messageOf } from '../failure.mjs';
import { useModelButton } from '../model/use_model_view.mjs';
import { renewPage } from '../renewal.mjs';
import { actionBar } from './actions.mjs';
import { categoryList } from './categories.mjs';
import { fieldList } from './fields.mjs';
import { sight } from './in_sight.mjs';
import { keep, opening } from './keeping.mjs';
import { loadingBars } from './loading.mjs';
import { passageView } from './passage.mjs';
import { pictureInput } from './pictures.mjs';
import { sharing } from './sharing.mjs';
import { sheetView } from './sheet.mjs';
import { sourceBar } from './source_bar.mjs';
import { stallWatch } from './stalled.mjs';
import { storedAnswers } from './stored_answers.mjs';

/** @typedef {import('../../../src/platform/page.js').Action} Action */
/** @typedef {import('../types.d.ts').Card} Card */
/** @typedef {import('../types.d.ts').Experiment} Experiment */
/** @typedef {import('../types.d.ts').Site} Site */
/** @typedef {import('../../../src/platform/page.js').PageState} PageState */
/** @typedef {import('../../../src/platform/page.js').Stage} Stage */
/** @typedef {import('../../../src/platform/page.js').StageOptions} StageOptions */

const noApp = 'The app could not be loaded. Check your connection, then try again.';
const nothingComes =
  'Nothing has arrived for some seconds. The page goes on trying; it may help to check your connection and try again.';

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
  let canRetry = false; // the stage itself offers to try again, and keeps the drawing

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
  const bars = loadingBars((part) => {
    if (part === 'model') return sizeOf(model);
    if (part === 'helper') return sizeOf(experiment.helpers?.[0] ?? '');
    return { bytes: site.totals[part], wire: site.wire[part] };
  });
  let helperArrives = false; // it is on its way, and all else is here
  const failure = failureBox(() => tryAgain(), true);
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
    failure.element,
    fields.element,
    groups.keypad,
    groups.run,
    result,
    passage.element,
    groups.branch,
    element,
    stored.note,
    bars.element,
    el('div', { class: 'replay' }, groups.replay, fields.below),
    groups.found,
    groups.example,
    groups.fool,
    categories.element,
    el('div', { class: 'toolbar' }, groups.view, groups.source, hint, groups.save),
    shared.element,
    sheet.element,
  );
  const { showPad, toTop } = sight(frame, element);
  const pictures = pictureInput({
    zone: frame,
    onPicture: (file) => {
      stage?.image(file, file.name);
      // What comes of it stands around the pad; the button that opens it may be a page below.
      if (experiment.experiment === 'digits') showPad();
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

  // Where there is no stage to ask, a fresh page also heals what a newer version published meanwhile took away.
  const tryAgain = () => {
    if (canRetry) stage?.action('retry');
    else if (stalled) location.reload();
    else void renewPage();
  };
  const showRetry = () => {
    failure.retry.hidden = !canRetry && !stalled && element.dataset['state'] !== 'error';
  };
  let stalled = false;
  const arrivals = stallWatch(bars.waits, (now) => {
    stalled = now;
    if (now) failure.show(nothingComes);
    else if (failure.says(nothingComes)) failure.hide();
    showRetry();
  });

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
    canRetry = actions.some((action) => action.id === 'retry' && action.enabled);
    showRetry();
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
    const helper = changes.progress?.find(({ part }) => part === 'helper');
    if (helper) helperArrives = helper.total === 0 || helper.received < helper.total;
    changes.progress?.forEach(bars.show);
    if (changes.progress && state === 'loading') arrivals.moved();
    if (changes.error) failure.show(changes.error);
  };

  let state = 'loading';
  const watch = new MutationObserver((records) => {
    const now = element.dataset['state'] ?? 'loading';
    if (state === 'error' && now !== 'error') failure.hide();
    // A sentence about a picture that was refused goes with the next input.
    const changed = records.some((record) => record.attributeName === 'data-input-revision');
    if (now !== 'error' && changed && !stalled) failure.hide();
    if (now === 'loading' && state !== 'loading') {
      if (!helperArrives) bars.reset(['model']);
      arrivals.moved();
    }
    if (now !== 'loading' && state === 'loading') arrivals.stop();
    state = now;
    bars.element.hidden = now !== 'loading';
    showRetry();
  });
  watch.observe(element, { attributes: true, attributeFilter: ['data-state', 'data-input-revision'] });

  /** What holds as long as the stage is open. @param {string} sentence */
  const warn = (sentence) => {
    warning.textContent = sentence;
    warning.hidden = false;
  };

  /** @param {string} message */
  const failToOpen = (message) => {
    element.dataset['state'] = 'error';
    arrivals.stop();
    failure.show(message);
  };

  async function open() {
    arrivals.moved();
    let openStage;
    try {
      openStage = await loadPlatform();
    } catch {
      if (!closed) failToOpen(noApp);
      return;
    }
    if (closed) return;
    const first = model;
    try {
      const opened = await openStage({
        element,
        result,
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
      if (!closed) failToOpen(messageOf(reason));
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
      watch.disconnect();
      arrivals.stop();
      pictures.close();
      stage?.close();
      frame.remove();
    },
  };
}
