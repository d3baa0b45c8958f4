// The stage's actions as real buttons. The stage sends its complete list whenever something in it changed; buttons stay
// the same elements, so that focus is never lost.
import { inBuild } from '../addresses.mjs';
import { el, icon } from '../dom.mjs';

/** @typedef {import('../../../src/platform/page.js').Action} Action */

const groupNames = {
  edit: 'Edit',
  model: 'Model',
  play: 'Game',
  keypad: 'Keypad',
  run: 'Write',
  branch: 'Write on from here with (and how likely each is)',
  replay: 'Replay',
  example: 'Examples',
  fool: 'Fool it',
  source: 'Picture',
  found: 'Found',
  view: 'View',
  save: 'Save',
  sheet: 'Pictures',
};
const examples = inBuild('examples/');
/** Actions that other parts of the page draw. */
const elsewhere = new Set(['retry', 'category', 'put-drawing', 'sheet-sort', 'sheet-show']);

/** @param {string} group @param {Action} action */
function accessibleName(group, action) {
  if (group === 'example') return `Example ${action.label}`;
  if (group === 'fool') return `Fool it: ${action.label}`;
  if (group === 'branch') return `Write on from here with ${action.label}`;
  if (action.id.startsWith('model-')) return `Model ${action.label}`;
  return action.label;
}

/** "Ctrl+Z" as ARIA wants it. @param {string} shortcut */
const keyShortcut = (shortcut) => shortcut.replaceAll('Ctrl', 'Control').replaceAll(' ', '') || null;

/** The button's label says what the picture is. @param {HTMLButtonElement} button @param {string} file */
function showPicture(button, file) {
  const now = button.querySelector('img');
  const address = file && new URL(file, examples).href;
  if ((now?.src ?? '') === address) return;
  now?.remove();
  if (address) button.prepend(el('img', { src: address, alt: '', loading: 'lazy', class: 'thumbnail' }));
}

/** @param {HTMLButtonElement} button @param {Action} action */
function update(button, action) {
  /** @param {string} name @param {string | null} value */
  const set = (name, value) => {
    if (value === null) button.removeAttribute(name);
    else if (button.getAttribute(name) !== value) button.setAttribute(name, value);
  };
  set('aria-label', accessibleName(action.group, action));
  set('aria-pressed', action.pressed === null ? null : String(action.pressed));
  set('aria-keyshortcuts', action.shortcut ? keyShortcut(action.shortcut) : null);
  set(
    'data-tip',
    action.shortcut
      ? `${action.label} (${action.shortcut})`
      : ['example', 'fool', 'model', 'keypad', 'run', 'branch'].includes(action.group)
        ? null
        : action.label,
  );
  button.disabled = !action.enabled;
  const label = /** @type {HTMLElement} */ (button.querySelector('.label'));
  if (label.textContent !== action.label) label.textContent = action.label;
  showPicture(button, action.picture);
  const wanted = action.group === 'example' ? '' : action.icon;
  if (button.dataset['icon'] !== wanted) {
    button.querySelector('.icon')?.remove();
    if (wanted) button.prepend(icon(wanted));
    button.dataset['icon'] = wanted;
  }
}

/**
 * @param {(id: string) => void} run
 * @returns {{ groups: Record<Action['group'], HTMLElement>, show: (actions: Action[]) => void }}
 */
export function actionBar(run) {
  const entries = Object.entries(groupNames).map(([group, name]) => [
    group,
    el('div', { class: `actions actions-${group}`, role: 'group', 'aria-label': name, hidden: true }),
  ]);
  const groups = /** @type {Record<Action['group'], HTMLElement>} */ (Object.fromEntries(entries));
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();

  /** @param {Action[]} actions */
  const show = (actions) => {
    const listed = actions.filter((action) => !elsewhere.has(action.id));
    const ids = new Set(listed.map((action) => action.id));
    for (const [id, button] of buttons) {
      if (ids.has(id)) continue;
      button.remove();
      buttons.delete(id);
    }
    for (const [group, box] of Object.entries(groups)) {
      const own = listed.filter((action) => action.group === group);
      own.forEach((action, place) => {
        let button = buttons.get(action.id);
        if (!button) {
          button = el(
            'button',
            { type: 'button', class: 'action', 'data-action': action.id, click: () => run(action.id) },
            el('span', { class: 'label' }),
          );
          buttons.set(action.id, button);
        }
        update(button, action);
        if (box.children[place] !== button) box.insertBefore(button, box.children[place] ?? null);
      });
      box.hidden = own.length === 0;
    }
  };
  return { groups, show };
}
