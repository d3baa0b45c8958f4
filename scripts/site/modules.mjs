// The site's own ES modules as it sends them: a few files, each of many sources, without comments. Names stay, so that what a
// browser says of an error can be found in the source.
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { BuildError } from './build_error.mjs';

/**
 * What the page imports by its address, and what begins a worker; a worker is one file of its own.
 * @type {string[][]}
 */
const entries = [
  ['shell/ahead', 'shell/main', 'platform/early', 'platform/platform'],
  ['inference/web/worker/worker'],
  ['platform/picture_worker'],
];

/** @param {string} root of the checkout @param {string} path in the build's folder */
const sourceOf = (root, path) => join(root, path.startsWith('shell/') ? 'web' : 'src', path);

/**
 * Addresses that a source takes from its own stay what they are, wherever it is laid.
 * @param {string} root
 * @returns {import('rolldown').Plugin}
 */
const addresses = (root) => ({
  name: 'addresses',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      const place = relative(join(root, id.startsWith(join(root, 'web/')) ? 'web' : 'src'), id);
      return code.replaceAll('import.meta.url', `new URL('../${place}', import.meta.url)`);
    },
  },
});

/**
 * @param {string} root of the checkout
 * @returns {Promise<Map<string, Buffer>>} path in the build's folder -> content; throws BuildError
 */
export async function modules(root) {
  const files = new Map();
  for (const names of entries)
    for (const { fileName, code } of await bundled(root, names)) {
      if (/\bimport\.meta\.url\b/.test(code) && !/^[^/]+\/[^/]+$/.test(fileName))
        throw new BuildError(`${fileName} takes addresses from its own, and does not lie in a folder of the build’s.`);
      files.set(fileName, Buffer.from(code));
    }
  return files;
}

/** @param {string} root @param {string[]} names @returns {Promise<{ fileName: string, code: string }[]>} */
async function bundled(root, names) {
  /** @type {string[]} */
  const complaints = [];
  try {
    const bundle = await rolldown({
      input: Object.fromEntries(names.map((name) => [name, sourceOf(root, `${name}.mjs`)])),
      platform: 'browser',
      preserveEntrySignatures: 'allow-extension', // what several need lies in one of them, not in a file more
      resolve: { symlinks: false },
      plugins: [addresses(root)],
      onLog: (level, { message }) => void (level === 'warn' && complaints.push(message)),
    });
    const { output } = await bundle.generate({
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: `${dirname(names[0] ?? '')}/[name].mjs`,
      comments: false,
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    });
    await bundle.close();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    return output.filter((file) => file.type === 'chunk');
  } catch (error) {
    throw new BuildError(`the modules could not be put together: ${error instanceof Error ? error.message : error}`);
  }
}
