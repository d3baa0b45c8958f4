// Keyboard shortcuts of the stage's actions, as their tooltips name them: "Ctrl+Shift+Z", "Delete", "E".
/** @import { Action } from './page.js' */

/**
 * @param {KeyboardEvent} event
 * @returns {string} the key pressed, written as shortcuts are
 */
export function shortcutOf(event) {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return `${control}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}

/**
 * Shortcuts act while the stage has the focus, or a button in the frame around it, whose own keys stay its own; those
 * with Ctrl, and Enter, also while nothing has it.
 * @param {HTMLElement} element
 * @param {() => Action[]} actions
 * @param {(id: string) => void} run
 * @param {AbortSignal} signal
 */
export function listenForShortcuts(element, actions, run, signal) {
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.isComposing) return;
      const focused = document.activeElement;
      const inStage = focused instanceof HTMLElement && element.contains(focused);
      const beside =
        focused instanceof HTMLButtonElement &&
        element.closest('.stage-frame')?.contains(focused) === true &&
        !['Enter', ' ', 'Tab'].includes(event.key);
      if (focused instanceof HTMLInputElement) return;
      const everywhere = event.ctrlKey || event.metaKey || event.key === 'Enter';
      if (!inStage && !beside && !(everywhere && (focused === document.body || focused === null))) return;
      const pressed = shortcutOf(event);
      const action = actions().find(({ shortcut, enabled }) => enabled && shortcut === pressed);
      if (!action) return;
      event.preventDefault();
      run(action.id);
    },
    { signal },
  );
}
