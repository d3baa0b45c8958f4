// Pictures from outside: file picker, drag-and-drop and paste, one or several at once. Whether a file is a picture at
// all is for the stage to say, with a sentence of its own.
import { el } from '../dom.mjs';
import { droppedFiles, sortedFiles } from './dropped_files.mjs';

/**
 * @param {{ zone: HTMLElement, onPicture: (file: File) => void, onPictures: (files: File[], names: string[]) => void }}
 *   options zone: lights up while a file hovers over the page
 */
export function pictureInput({ zone, onPicture, onPictures }) {
  let takesOne = false;
  let takesSeveral = false;
  const stop = new AbortController();
  const { signal } = stop;

  /** @param {File[]} files */
  const several = (files) => {
    const { sorted, names } = sortedFiles(files);
    if (sorted.length > 0) onPictures(sorted, names);
  };
  /** @param {string} testid @param {string} label @param {Record<string, string | boolean>} kind @param {(files: File[]) => void} take */
  const picker = (testid, label, kind, take) => {
    const file = el('input', { type: 'file', hidden: true, 'aria-label': label, 'data-testid': testid, ...kind });
    file.addEventListener('change', () => {
      take([...(file.files ?? [])]);
      file.value = ''; // the same file again is a change, too
    });
    zone.append(file);
    return file;
  };
  /** @param {File[]} files */
  const first = ([file]) => file && onPicture(file);
  const pickers = {
    'open-picture': picker('picture-file', 'Picture file', { accept: 'image/*' }, first),
    'open-pictures': picker('picture-files', 'Picture files', { accept: 'image/*', multiple: true }, several),
    'open-folder': picker('picture-folder', 'Folder of pictures', { webkitdirectory: true }, several),
  };

  /** @param {DragEvent} event */
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  /** @param {boolean} on */
  const light = (on) => zone.classList.toggle('dropping', on);

  document.addEventListener(
    'dragover',
    (event) => {
      if (!carriesFiles(event)) return;
      // Also where no picture is wanted: the browser would leave the page for a file that is dropped on it.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = takesOne ? 'copy' : 'none';
      light(takesOne);
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
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      if (!takesOne) return;
      if (!takesSeveral) first([...event.dataTransfer.files]);
      else
        void droppedFiles(event.dataTransfer).then(({ files, folder }) => {
          if (signal.aborted) return;
          if (folder || files.length > 1) several(files);
          else first(files);
        });
    },
    { signal },
  );
  document.addEventListener(
    'paste',
    (event) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (!takesOne || pasted.length === 0) return;
      event.preventDefault();
      if (takesSeveral && pasted.length > 1) several(pasted);
      else first(pasted);
    },
    { signal },
  );

  return {
    /** @param {boolean} one the stage takes pictures @param {boolean} many also several at once */
    enable(one, many) {
      takesOne = one;
      takesSeveral = many;
    },
    /** @param {string} action @returns {boolean} whether it was one that picks */
    pick(action) {
      const file = Object.entries(pickers).find(([id]) => id === action)?.[1];
      file?.click();
      return file !== undefined;
    },
    close() {
      stop.abort();
      light(false);
      Object.values(pickers).forEach((file) => file.remove());
    },
  };
}
