// What was dropped, folders opened: files in the order of their names, without those that only systems put there.

/** However deep or full a folder is, walking it ends. */
const MOST_FILES = 5000;

/** @param {File} file */
const nameOf = (file) => paths.get(file) ?? (file.webkitRelativePath || file.name);
/** Of files out of dropped folders, which do not know it themselves. @type {WeakMap<File, string>} */
const paths = new WeakMap();

/** ".DS_Store", "Thumbs.db": nobody chose them. @param {string} path */
const isOfTheSystem = (path) => /(^|\/)(\.[^/]*|thumbs\.db|desktop\.ini)$/i.test(path);

/**
 * By their names as people read them: picture 2 before picture 10.
 * @param {File[]} files
 * @returns {{ sorted: File[], names: string[] }}
 */
export function sortedFiles(files) {
  const order = new Intl.Collator('en', { numeric: true });
  const sorted = files
    .filter((file) => !isOfTheSystem(nameOf(file)))
    .sort((a, b) => order.compare(nameOf(a), nameOf(b)));
  return { sorted, names: sorted.map(nameOf) };
}

/**
 * To be called while the drop is handled: later the browser has forgotten what it was.
 * @param {DataTransfer} data
 * @returns {Promise<{ files: File[], folder: boolean }>} folder: there was one among them
 */
export async function droppedFiles(data) {
  const items = [...data.items].filter((item) => item.kind === 'file');
  const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const folder = dropped.some(({ entry }) => entry?.isDirectory);
  /** @type {File[]} */
  const files = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) await walk(/** @type {FileSystemDirectoryEntry} */ (entry), files);
    else if (file) files.push(file);
  }
  return { files, folder };
}

/** @param {FileSystemDirectoryEntry} directory @param {File[]} files grows */
async function walk(directory, files) {
  const reader = directory.createReader();
  for (;;) {
    // A reader gives a part of the folder at a time, and nothing when it is through.
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
    if (entries.length === 0 || files.length >= MOST_FILES) return;
    for (const entry of entries) {
      if (files.length >= MOST_FILES) return;
      if (entry.isDirectory) await walk(entry, files);
      else {
        const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
        if (!file) continue;
        paths.set(file, entry.fullPath.replace(/^\//, ''));
        files.push(file);
      }
    }
  }
}
