// Without a network: starts the site's service worker once the page is at rest, tells it what was visited, keeps whole
// experiments on wish, says what is kept and frees it, and says when a new version is there.
import { atRest } from './at_rest.mjs';
import { el, icon } from './dom.mjs';
import { bytes } from './format.mjs';
import { complete, missingBytes, visited } from './offline_parts.mjs';

/** @typedef {import('./types.d.ts').Experiment} Experiment */
/** @typedef {import('./offline_parts.mjs').Files} Files */
/** @typedef {{ bytes: number, paths: string[] }} Kept */

const AFTER_LOAD_MS = 3000;
const TAKE_OVER_MS = 5000;

/** Hears what is kept, now and after each change. @type {Set<(kept: Kept) => void>} */
const listeners = new Set();
/** @type {Kept | undefined} */
let kept;
/** @type {Promise<Files> | undefined} */
let files;

const listed = () => {
  files ??= fetch(new URL('../files.json', import.meta.url)).then((response) => response.json());
  files.catch(() => (files = undefined));
  return files;
};

/**
 * @param {object} message
 * @param {(done: number) => void} [onDone]
 * @returns {Promise<Kept>}
 */
async function ask(message, onDone) {
  const worker = (await navigator.serviceWorker.ready).active;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      if (data.done !== undefined) return onDone?.(data.done);
      port1.close();
      if (data.error) return reject(new Error(data.error));
      kept = data.value;
      for (const listener of listeners) listener(data.value);
      return resolve(data.value);
    };
    worker?.postMessage(message, [port2]);
  });
}

const offered = () => 'serviceWorker' in navigator && isSecureContext;

/** @param {Experiment} experiment that was opened */
export async function noteVisit(experiment) {
  if (!offered()) return;
  try {
    await navigator.serviceWorker.ready;
    await atRest(); // what a visit needs comes first
    await ask({ type: 'keep', paths: visited(await listed(), experiment) });
  } catch {
    // What cannot be kept is fetched again next time.
  }
}

/** The row that keeps an experiment. @param {Experiment} experiment */
export function keepOffline(experiment) {
  const row = el('p', { class: 'offline', 'data-testid': 'offline', hidden: true });
  if (!offered()) return row;
  const label = el('span', { class: 'label' });
  const button = el(
    'button',
    { type: 'button', class: 'action', 'data-action': 'keep-offline', 'aria-label': 'Keep offline' },
    icon('download'),
    label,
  );
  const note = el('span', { class: 'hint', role: 'status' });
  row.append(button, note);

  const show = async (/** @type {Kept} */ now) => {
    if (!row.isConnected) return void listeners.delete(show);
    const list = await listed();
    const missing = missingBytes(list, complete(list, experiment), new Set(now.paths));
    row.hidden = false;
    button.hidden = missing === 0;
    label.textContent = `Keep offline (${bytes(missing)})`;
    button.setAttribute('aria-label', label.textContent);
    note.textContent = missing === 0 ? 'This experiment is on your device and works without a network.' : '';
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const paths = complete(await listed(), experiment);
      void navigator.storage?.persist?.();
      await ask({ type: 'keep', paths }, (done) => (note.textContent = `${done} of ${paths.length} files`));
    } catch {
      note.textContent = 'Not everything arrived. Check your connection, then try again.';
    }
    button.disabled = false;
  });
  listeners.add(show);
  if (kept) queueMicrotask(() => kept && void show(kept));
  return row;
}

/** The line in the footer: how much is kept, and the button that frees it. */
function showDevice() {
  const line = document.querySelector('.site-footer .device');
  if (!line) return;
  listeners.add((now) => {
    line.replaceChildren(
      `Kept on this device, to be fast and to work without a network: ${bytes(now.bytes)}. `,
      el(
        'button',
        { type: 'button', class: 'link-button', 'data-action': 'free', click: () => void ask({ type: 'free' }) },
        'Free the space',
      ),
    );
  });
}

/** @param {ServiceWorker} waiting */
function tellUpdate(waiting) {
  if (document.querySelector('[data-testid="update"]')) return;
  const label = el('span', { class: 'label' }, 'Use it now');
  const button = el('button', { type: 'button', class: 'action', 'data-action': 'update' }, label);
  button.addEventListener('click', () => {
    button.disabled = true;
    label.textContent = 'Changing to it …';
    waiting.postMessage({ type: 'take-over' });
    setTimeout(() => location.reload(), TAKE_OVER_MS); // the page comes again when it takes over, or else then
  });
  document
    .querySelector('.site-header')
    ?.after(
      el(
        'p',
        { class: 'notice update', role: 'status', 'data-testid': 'update' },
        'A new version of this page is here. ',
        button,
      ),
    );
}

async function register() {
  const { serviceWorker } = navigator;
  const had = serviceWorker.controller !== null;
  // The first one takes over a page that it did not bring: nothing changes. A later one brings a new version.
  serviceWorker.addEventListener('controllerchange', () => had && location.reload());
  const registration = await serviceWorker.register(new URL('../../service-worker.js', import.meta.url));
  const look = () => registration.waiting && had && tellUpdate(registration.waiting);
  // The browser may have begun to look by itself, and be at it or done.
  const follow = () => registration.installing?.addEventListener('statechange', look);
  look();
  follow();
  registration.addEventListener('updatefound', follow);
  showDevice();
  await ask({ type: 'kept' });
}

/** Once the page is at rest: nothing of this may delay it. */
export function startOffline() {
  if (!offered()) return;
  const begin = () =>
    void atRest()
      .then(register)
      .catch(() => {});
  const start = () => setTimeout(begin, AFTER_LOAD_MS);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start);
}
