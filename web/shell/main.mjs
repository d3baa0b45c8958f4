// The shell's start: theme switch, routes, and which of the two views is shown.
import './ahead.mjs';
import { inBuild } from './addresses.mjs';
import { beginOnPointing, loadStage } from './early.mjs';
import { startFirstPad } from './gallery/first_pad.mjs';
import { startOffline } from './offline.mjs';
import { renewPage } from './renewal.mjs';
import { parseRoute } from './router.mjs';

/** @typedef {import('./types.d.ts').Site} Site */

/** A connection over which the list of experiments does not come in this time is given up. */
const PATIENCE_MS = 20_000;
/** Of an address in a sentence. */
const LONGEST_QUOTED = 80;

const root = document.documentElement;
const homeTitle = document.title;

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page arrived without its ${id}`);
  return element;
}

const gallery = byId('gallery');
const section = byId('experiment');
const main = byId('main');
byId('device'); // the page's end

function startThemeSwitch() {
  const group = /** @type {HTMLElement} */ (document.querySelector('.theme-switch'));
  const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (group.querySelectorAll('[data-theme-mode]'))];
  const show = () => {
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.dataset['themeMode'] === root.dataset['themeMode']));
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      root.dispatchEvent(new CustomEvent('theme-mode', { detail: button.dataset['themeMode'] }));
      show();
    });
  }
  show();
  group.hidden = false;
}

/** What an experiment's page is made of: the gallery does without. */
const experimentPage = () => import('./experiment.mjs');

/** The skip link must not change the address, which names the view. */
function startSkipLink() {
  document.querySelector('.skip-link')?.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
}

/** @returns {Promise<Site>} */
async function loadSite() {
  let damage;
  // A damaged copy may lie in a cache: once more, past all caches.
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(inBuild('site.json'), { cache, signal });
    if (!response.ok) throw new Error(`site.json: ${response.status}`);
    try {
      return await response.json();
    } catch (reason) {
      damage = reason;
    }
  }
  throw damage;
}

/** Where the reader is after a change of view: at its top, on its heading. @param {HTMLElement} view */
function arriveAt(view) {
  window.scrollTo(0, 0);
  view.querySelector('h1')?.focus({ preventScroll: true });
}

/** @param {string} sentence shown above the gallery; empty: none @param {boolean} [again] whether it helps to load anew */
function note(sentence, again = false) {
  gallery.querySelector('.notice')?.remove();
  if (!sentence) return;
  const notice = document.createElement('p');
  notice.className = 'notice';
  notice.setAttribute('role', 'status');
  notice.append(sentence);
  if (again) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'action';
    button.textContent = 'Try again';
    button.addEventListener('click', () => void renewPage());
    notice.append(' ', button);
  }
  gallery.prepend(notice);
}

/** @param {string} address */
const quoted = (address) => (address.length > LONGEST_QUOTED ? `${address.slice(0, LONGEST_QUOTED)}…` : address);

function startRoutes() {
  const site = loadSite();
  site.catch(() => {}); // awaited, and its failure told, where an experiment is opened
  startFirstPad(/** @type {HTMLElement} */ (gallery.querySelector('.first-pad')), site, experimentPage);
  /** @type {ReturnType<typeof import('./experiment.mjs').experimentView> | undefined} */
  let view;
  let shown = 0;

  /** @param {string} title @param {string} sentence @param {boolean} [again] */
  const showGallery = (title, sentence, again) => {
    view?.close();
    section.hidden = true;
    gallery.hidden = false;
    delete root.dataset['opens'];
    document.title = title;
    note(sentence, again);
  };

  const show = async () => {
    const route = parseRoute(location.hash);
    if (!route) return;
    shown += 1;
    const turn = shown;
    const moved = turn > 1;
    if (route.view === 'experiment') {
      loadStage(route.key);
      let what = 'list of experiments';
      let known, experimentView;
      try {
        const page = experimentPage();
        page.catch(() => {}); // awaited below
        known = await site;
        what = 'experiment’s page';
        ({ experimentView } = await page);
        if (typeof experimentView !== 'function') throw new Error('a module that was cut off');
      } catch {
        const sentence = `The ${what} could not be loaded. Check your connection, then try again.`;
        if (turn === shown) showGallery(homeTitle, sentence, true);
        return;
      }
      if (turn !== shown) return; // the visitor went on meanwhile
      const experiment = known.experiments.find((row) => row.key === route.key);
      if (experiment) {
        view ??= experimentView(section, known);
        note('');
        gallery.hidden = true;
        section.hidden = false;
        delete root.dataset['opens'];
        view.open(experiment, route.query, route.tooLong);
        if (moved) arriveAt(section);
        return;
      }
    }
    if (route.view === 'gallery') showGallery(homeTitle, '');
    else
      showGallery(
        'Not found – ML Lab',
        `There is no experiment at “${quoted(location.hash)}”. These are all there are:`,
      );
    if (moved) arriveAt(gallery);
  };

  addEventListener('hashchange', () => void show());
  void show();
}

startThemeSwitch();
startSkipLink();
startRoutes();
beginOnPointing(gallery);
startOffline();
document.querySelector('.notice.boot')?.remove();
root.dataset['shell'] = 'started'; // web/boot.js
