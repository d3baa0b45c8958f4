// The page that the platform is tested in: `lab.open()` opens the probe, `lab.said()` is everything that it told.
import { openStage } from '../../../src/platform/platform.mjs';
import { shortcutOf } from '../../../src/platform/shortcuts.mjs';
import { difference } from '../../../src/platform/text_input.mjs';

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
  /** @type {import('../../../src/platform/module.js').Action[]} */
  actions: [],
  /** @type {import('../../../src/platform/module.js').Field[]} */
  fields: [],
  /** @type {Record<string, string>[]} */
  shared: [],
  /** Everything that the passage was told. @type {unknown[]} */
  passage: [],
  frames: () => frames,
  difference,
  shortcutOf,
  /** @param {string} [experiment] @param {Record<string, string>} [fields] what a shared link says */
  async open(experiment = 'probe', fields = {}) {
    lab.stage = await openStage({
      element,
      result,
      experiment,
      model: 'none',
      cards: { none: '{}' },
      modelsUrl: 'models/',
      onProgress: () => {},
      onActions: (actions) => (lab.actions = actions),
      fields,
      onFields: (list) => (lab.fields = list),
      passage: {
        start: () => (lab.passage = ['start']),
        extend: (parts) => lab.passage.push(parts),
        note: (sentence) => lab.passage.push(sentence),
      },
      onShare: (list) => lab.shared.push(list),
      onModel: () => {},
      onError: (message) => errors.push(message),
    });
  },
};
Object.assign(globalThis, { lab });
