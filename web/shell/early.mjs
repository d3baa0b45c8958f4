// Begins what a stage needs before there is one. The modules of src/platform are fetched only on the way to an experiment.
import { inBuild } from './addresses.mjs';
import { appOf } from './apps.mjs';
import { parseRoute } from './router.mjs';

/** @typedef {typeof import('../../src/platform/early.mjs')} Early */

/** @returns {Promise<Early>} */
const early = () => import(inBuild('platform/early.mjs').href);

const savesData = () =>
  /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData === true ||
  matchMedia('(prefers-reduced-data: reduce)').matches;

/** All modules on the way to a stage are asked for at once: the page lists them in a template that nobody else looks at. */
function askForModules() {
  const links = /** @type {HTMLTemplateElement | null} */ (document.getElementById('stage-modules'));
  if (links) document.head.append(links.content);
}

/** An experiment is opened: runtime and app are fetched while the page still learns which models it has. @param {string} key */
export function loadStage(key) {
  const app = appOf(key);
  if (!app) return;
  askForModules();
  // Whoever opens the stage is told what did not arrive.
  early().then(
    ({ begin }) => begin(app),
    () => {},
  );
  import(inBuild('platform/platform.mjs').href).catch(() => {});
}

/**
 * The model that a stage opens with is fetched beside the app, which will ask for it.
 * @param {{ id: string, file: { name: string, bytes: number, sha256: string } }} card
 */
export function expectModel({ id, file: { name, bytes, sha256 } }) {
  const address = inBuild(`models/${name}`).href;
  early().then(
    ({ expect }) => expect({ name: id, address, bytes, sha256 }),
    () => {},
  );
}

/** Who points at an experiment will probably open it. @param {HTMLElement} gallery */
export function beginOnPointing(gallery) {
  const begin = (/** @type {Event} */ event) => {
    const card = event.target instanceof Element ? event.target.closest('.card') : null;
    const link = card?.querySelector('a');
    const route = link && parseRoute(link.hash);
    if (route?.view !== 'experiment' || savesData()) return;
    for (const type of ['pointerover', 'focusin']) gallery.removeEventListener(type, begin);
    loadStage(route.key); // a card's experiments have one app
  };
  for (const type of ['pointerover', 'focusin']) gallery.addEventListener(type, begin);
}
