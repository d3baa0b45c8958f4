// Pictures from outside: file picker, drag-and-drop and paste, all into one function. Whether a file is a picture at all
// is for the stage to say, with a sentence of its own.
import { el } from './dom.mjs';

/**
 * @param {{ zone: HTMLElement, onPicture: (blob: Blob, name: string) => void }} options zone: lights up while a file
 *   hovers over the page
 */
export function pictureInput({ zone, onPicture }) {
  let enabled = false;
  const stop = new AbortController();
  const { signal } = stop;

  const file = el('input', {
    type: 'file',
    accept: 'image/*',
    hidden: true,
    'aria-label': 'Picture file',
    'data-testid': 'picture-file',
  });
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    if (chosen) onPicture(chosen, chosen.name);
    file.value = ''; // the same file again is a change, too
  });
  zone.append(file);

  /** @param {DragEvent} event */
  const carriesFiles = (event) => enabled && (event.dataTransfer?.types.includes('Files') ?? false);
  /** @param {boolean} on */
  const light = (on) => zone.classList.toggle('dropping', on);

  document.addEventListener(
    'dragover',
    (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      light(true);
    },
    { signal },
  );
  document.addEventListener(
    'dragleave',
    (event) => {
      if (event.relatedTarget === null) light(false);
    },
    { signal },
  );
  document.addEventListener(
    'drop',
    (event) => {
      light(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const dropped = event.dataTransfer?.files[0];
      if (dropped) onPicture(dropped, dropped.name);
    },
    { signal },
  );
  document.addEventListener(
    'paste',
    (event) => {
      const pasted = event.clipboardData?.files[0];
      if (!enabled || !pasted) return;
      event.preventDefault();
      onPicture(pasted, pasted.name);
    },
    { signal },
  );

  return {
    /** @param {boolean} on the stage takes pictures */
    enable(on) {
      enabled = on;
    },
    pick() {
      file.click();
    },
    close() {
      stop.abort();
      light(false);
      file.remove();
    },
  };
}
