// The shell's start: theme switch, routes, and which of the two views is shown.
import { beginOnPointing, loadStages } from './early.mjs';
import { experimentView } from './experiment.mjs';
import { startOffline } from './offline.mjs';
import { addressOf, parseRoute } from './router.mjs';

/** @typedef {import('./types.d.ts').Site} Site */

const root = document.documentElement;
const homeTitle = document.title;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const gallery = byId('gallery');
const section = byId('experiment');
const main = byId('main');

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

/** The skip link must not change the address, which names the view. */
function startSkipLink() {
  document.querySelector('.skip-link')?.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
}

/** @returns {Promise<Site>} */
async function loadSite() {
  const response = await fetch(new URL('../site.json', import.meta.url));
  if (!response.ok) throw new Error(`site.json: ${response.status}`);
  return response.json();
}

/** Where the reader is after a change of view: at its top, on its heading. @param {HTMLElement} view */
function arriveAt(view) {
  window.scrollTo(0, 0);
  view.querySelector('h1')?.focus({ preventScroll: true });
}

/** @param {string} sentence shown above the gallery; empty: none */
function note(sentence) {
  gallery.querySelector('.notice')?.remove();
  if (!sentence) return;
  const notice = document.createElement('p');
  notice.className = 'notice';
  notice.setAttribute('role', 'status');
  notice.textContent = sentence;
  gallery.prepend(notice);
}

function startRoutes() {
  const site = loadSite();
  site.catch(() => {}); // awaited, and its failure told, where an experiment is opened
  /** @type {ReturnType<typeof experimentView> | undefined} */
  let view;
  let shown = 0;

  /** @param {string} title @param {string} sentence */
  const showGallery = (title, sentence) => {
    view?.close();
    section.hidden = true;
    gallery.hidden = false;
    delete root.dataset['opens'];
    document.title = title;
    note(sentence);
  };

  const show = async () => {
    const route = parseRoute(location.hash);
    if (!route) return;
    shown += 1;
    const turn = shown;
    const moved = turn > 1;
    if (route.view === 'experiment') {
      loadStages();
      let known;
      try {
        known = await site;
      } catch {
        if (turn === shown)
          showGallery(
            homeTitle,
            'The list of experiments could not be loaded. Check your connection and reload the page.',
          );
        return;
      }
      if (turn !== shown) return; // the visitor went on meanwhile
      const experiment = known.experiments.find((row) => row.key === route.key);
      if (experiment) {
        view ??= experimentView(section, known, (switched) => history.replaceState(null, '', addressOf(switched.key)));
        note('');
        gallery.hidden = true;
        section.hidden = false;
        delete root.dataset['opens'];
        view.open(experiment, route.query);
        if (moved) arriveAt(section);
        return;
      }
    }
    if (route.view === 'gallery') showGallery(homeTitle, '');
    else showGallery('Not found – ML Lab', `There is no experiment at “${location.hash}”. These are all there are:`);
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
