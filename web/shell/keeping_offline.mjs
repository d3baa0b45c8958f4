// What an experiment's page does for visits without a network: it notes that it was visited, and keeps all of itself on wish.
import { inBuild } from './addresses.mjs';
import { atRest } from './at_rest.mjs';
import { el, icon } from './dom.mjs';
import { bytes } from './format.mjs';
import { ask, hearKept, hearKeptNoMore, offered } from './offline.mjs';
import { complete, missingBytes, visited } from './offline_parts.mjs';

/** @typedef {import('./types.d.ts').Experiment} Experiment */
/** @typedef {import('./offline_parts.mjs').Files} Files */
/** @typedef {import('./offline.mjs').Kept} Kept */

/** So many files are kept in one go. */
const HANDFUL = 4;

/** @type {Promise<Files> | undefined} */
let files;

const listed = () => {
  files ??= fetch(inBuild('files.json')).then((response) => response.json());
  files.catch(() => (files = undefined));
  return files;
};

/** @param {Experiment} experiment that was opened */
export async function noteVisit(experiment) {
  if (!offered()) return;
  try {
    await navigator.serviceWorker.ready;
    await atRest(); // what a visit needs comes first
    const here = new Set((await ask({ type: 'kept' })).paths);
    const missing = visited(await listed(), experiment).filter((path) => !here.has(path));
    for (let i = 0; i < missing.length; i += HANDFUL) {
      await atRest(); // a camera may have been switched on
      await ask({ type: 'keep', paths: missing.slice(i, i + HANDFUL) });
    }
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
    if (!row.isConnected) return hearKeptNoMore(show);
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
  hearKept(show);
  return row;
}
