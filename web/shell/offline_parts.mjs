// Which of the build's files an experiment needs without a network.

/** @typedef {import('./types.d.ts').Experiment} Experiment */
/** @typedef {Record<string, import('../../src/inference/web/files/list.mjs').FileFacts>} Files */

/** Models that answer, and those that help them. @param {Pick<Experiment, 'models' | 'helpers'>} experiment */
const all = ({ models, helpers = [] }) => [...models, ...helpers];

/**
 * What has been in use after a visit: everything that stages share, the experiment's app, the cards with what is
 * stored beside them, and the one model.
 * @param {Files} files
 * @param {Pick<Experiment, 'models' | 'helpers' | 'model' | 'app'>} experiment
 */
export const visited = (files, experiment) =>
  Object.keys(files).filter((path) => {
    if (/^(models|examples)\//.test(path))
      return (
        path === `models/${experiment.model}.onnx` ||
        all(experiment).some((id) => path === `models/${id}.json` || path === `models/answers/${id}.json`)
      );
    if (path.startsWith('app/')) return path.startsWith(`app/${experiment.app}.`);
    return !path.startsWith('ort/whole/');
  });

/**
 * All that the experiment can use: its other models and its pictures, too.
 * @param {Files} files
 * @param {Pick<Experiment, 'models' | 'helpers' | 'model' | 'app' | 'experiment'>} experiment
 */
export const complete = (files, experiment) => [
  ...visited(files, experiment),
  ...Object.keys(files).filter(
    (path) =>
      (all(experiment).some((id) => path === `models/${id}.onnx`) && path !== `models/${experiment.model}.onnx`) ||
      path.startsWith(`examples/${experiment.experiment}/`) ||
      path.startsWith('examples/photos/'),
  ),
];

/** Bytes on the network of what is not here yet. @param {Files} files @param {string[]} paths @param {Set<string>} kept */
export const missingBytes = (files, paths, kept) =>
  paths.reduce((sum, path) => sum + (kept.has(path) ? 0 : (files[path]?.wire ?? 0)), 0);
