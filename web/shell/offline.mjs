// Without a network: starts the site's service worker once the page is at rest, says what is kept and frees it, and says when
// a new version is there.
import { atRest } from './at_rest.mjs';
import { el } from './dom.mjs';
import { bytes } from './format.mjs';

/** @typedef {{ bytes: number, paths: string[] }} Kept */

const AFTER_LOAD_MS = 3000;
const TAKE_OVER_MS = 5000;

/** Hears what is kept, now and after each change. @type {Set<(kept: Kept) => void>} */
const listeners = new Set();
/** @type {Kept | undefined} */
let kept;

/** @param {(now: Kept) => void} listener hears it also now, if it is known */
export function hearKept(listener) {
  listeners.add(listener);
  if (kept) queueMicrotask(() => kept && listener(kept));
}

/** @param {(now: Kept) => void} listener */
export const hearKeptNoMore = (listener) => void listeners.delete(listener);

/**
 * @param {object} message
 * @param {(done: number) => void} [onDone]
 * @returns {Promise<Kept>}
 */
export async function ask(message, onDone) {
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

export const offered = () => 'serviceWorker' in navigator && isSecureContext;

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
