// The gallery's first thing: a pad that answers. Until it is touched it is a few lines of SVG; the first stroke brings a
// whole stage, in its place, which takes over what was drawn meanwhile.
import { el, icon } from '../dom.mjs';
import { expectModel, loadStage } from '../early.mjs';
import { addressOf, parseRoute } from '../router.mjs';
import { lightPad } from './light_pad.mjs';
import { textOf } from './stroke_text.mjs';

/** @typedef {import('../types.d.ts').Site} Site */

const key = 'DigitsRecognitionCNN';
const idleMs = 1500; // before the pad draws by itself
const restMs = 150; // after a stroke; the next one may begin at once

/** @typedef {typeof import('../experiment.mjs')} ExperimentPage */

/** @param {HTMLElement} place @param {Promise<Site>} site @param {() => Promise<ExperimentPage>} experimentPage */
export function startFirstPad(place, site, experimentPage) {
  /** @type {ReturnType<ExperimentPage['stageFrame']> | undefined} */
  let frame;
  /** @type {MutationObserver | undefined} */
  let watch;
  let opening = 0; // counts, so that what was closed meanwhile is not opened
  let begun = false;
  let taken = false; // what was drawn is on the stage

  const pad = lightPad({
    onDown: () => {
      clearTimeout(idle);
      if (!begun) void open();
    },
    onUp: () => setTimeout(takeOver, restMs),
  });
  const stagePlace = el('div', { class: 'first-pad-stage' });
  const note = el('p', { class: 'first-pad-note', role: 'status' });
  place.append(
    el('div', { class: 'first-pad-light' }, pad.element),
    note,
    stagePlace,
    el('a', { href: addressOf(key), class: 'first-pad-more' }, 'Open it with everything around', icon('arrow-right')),
  );
  place.hidden = false;

  /** @param {'light' | 'opens' | 'shown'} now */
  const show = (now) => {
    place.dataset['stage'] = now;
    note.textContent = now === 'opens' ? 'The network is on its way. Go on drawing: it reads all of it.' : '';
  };
  show('light');

  const close = () => {
    opening += 1;
    begun = taken = false;
    watch?.disconnect();
    frame?.close();
    frame = undefined;
    stagePlace.replaceChildren();
    pad.clear();
    show('light');
  };

  /** The stage is there and the pen rests: from now on one draws on the stage. */
  const takeOver = () => {
    const state = stagePlace.querySelector('.stage')?.getAttribute('data-state');
    if (!frame || taken || pad.drawing()) return;
    // What does not arrive is said by the frame, which is then in sight; it may come after all.
    if (state === 'error') show('shown');
    if (state !== 'ready') return;
    taken = true;
    frame.put(textOf(pad.strokes()));
    show('shown');
  };

  async function open() {
    begun = true;
    opening += 1;
    const mine = opening;
    show('opens');
    loadStage(key);
    try {
      const [known, { loadCard, stageFrame }] = await Promise.all([site, experimentPage()]);
      const experiment = known.experiments.find((row) => row.key === key);
      if (!experiment) throw new Error(`${key} is not in the catalogue`);
      const cards = new Map(await Promise.all(experiment.models.map(loadCard)));
      if (mine !== opening) return;
      const first = cards.get(experiment.model);
      if (first) expectModel(first.card);
      frame = stageFrame({ site: known, experiment, cards, query: new URLSearchParams(), onModel: () => {} });
      const stage = /** @type {HTMLElement} */ (frame.element.querySelector('.stage'));
      watch = new MutationObserver(takeOver);
      watch.observe(stage, { attributes: true, attributeFilter: ['data-state'] });
      stagePlace.replaceChildren(frame.element);
      await frame.open();
    } catch {
      // No list, no card: the experiment's own page says what is missing, and how to go on.
      if (mine === opening) location.hash = addressOf(key);
    }
  }

  addEventListener('hashchange', () => {
    if (begun && parseRoute(location.hash)?.view === 'experiment') close();
  });
  const idle = setTimeout(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!still && !begun && place.offsetParent !== null) pad.showExample();
  }, idleMs);
}
