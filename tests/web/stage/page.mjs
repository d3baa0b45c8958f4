// The page that the platform is tested in: `lab.open()` opens the probe, `lab.said()` is everything that it told.
import { openStage } from '../../../src/platform/platform.mjs';
import { shortcutOf } from '../../../src/platform/shortcuts.mjs';

const element = /** @type {HTMLElement} */ (document.getElementById('stage'));
const result = /** @type {HTMLElement} */ (document.getElementById('result'));
let frames = 0;
const plainFrame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  plainFrame((time) => {
    frames += 1;
    callback(time);
  });

/** @type {string[]} */
const errors = [];
const lab = {
  element,
  result,
  said: () => (result.dataset['value'] ?? '').split('\n'),
  errors,
  /** @type {Awaited<ReturnType<typeof openStage>> | undefined} */
  stage: undefined,
  /** @type {import('../../../src/platform/page.js').Action[]} */
  actions: [],
  /** @type {import('../../../src/platform/page.js').Field[]} */
  fields: [],
  /** @type {Record<string, string>[]} */
  shared: [],
  /** How the passage went on. @type {unknown[]} */
  passage: [],
  note: '',
  /** Addresses of small pictures, by their numbers; '' at 0 where they were forgotten. @type {string[]} */
  thumbnails: [],
  /** The members that changed, message by message. @type {string[]} */
  shown: [],
  frames: () => frames,
  shortcutOf,
  /** @param {string} [experiment] @param {Record<string, string>} [fields] what a shared link says */
  async open(experiment = 'probe', fields = {}) {
    lab.stage = await openStage({
      element,
      result,
      app: 'probe',
      experiment,
      model: 'none',
      cards: { none: '{}' },
      modelsUrl: 'models/',
      fields,
      onShow: (changes) => {
        lab.shown.push(Object.keys(changes).sort().join(' '));
        if (changes.actions) lab.actions = changes.actions;
        if (changes.fields) lab.fields = changes.fields;
        if (changes.passageNote !== undefined) lab.note = changes.passageNote;
        if (changes.error) errors.push(changes.error);
      },
      onPassage: (passage) => lab.passage.push(passage),
      onShare: (list) => lab.shared.push(list),
      onThumbnail: (number, address) => (lab.thumbnails[number] = address),
    });
  },
};
Object.assign(globalThis, { lab });
