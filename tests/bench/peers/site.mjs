// A folder that holds the built site, TensorFlow.js and the page that compares them, served as any host would.
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, brotliCompressSync, gzipSync } from 'node:zlib';
import { serve } from '../../../scripts/serve.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const packages = join(root, 'node_modules/@tensorflow');

/** What a page of TensorFlow.js loads: the library, its WebAssembly backend, and that one's code with SIMD. */
export const TF_FILES = {
  'tf-core.js': join(packages, 'tfjs-core/dist/tf-core.min.js'),
  'tf-backend-wasm.js': join(packages, 'tfjs-backend-wasm/dist/tf-backend-wasm.min.js'),
  'tfjs-backend-wasm-simd.wasm': join(packages, 'tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
  // Asked for only where there is no SIMD, or threads.
  'tfjs-backend-wasm.wasm': join(packages, 'tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
  'tfjs-backend-wasm-threaded-simd.wasm': join(packages, 'tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm'),
};

/** @param {string} file @param {Buffer} content */
function writeCompressed(file, content) {
  writeFileSync(file, content);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

/**
 * @param {string} dist the built site
 * @param {string} folder is made anew
 */
export async function servePeers(dist, folder) {
  rmSync(folder, { recursive: true, force: true });
  // A name as a build's, so that the browser keeps these files as it keeps the site's.
  const tf = join(folder, '000000000000');
  mkdirSync(tf, { recursive: true });
  const { build } = /** @type {{ build: string }} */ (JSON.parse(readFileSync(join(dist, 'build.json'), 'utf8')));
  // Copied: the server follows no link out of its folder.
  cpSync(join(dist, build), join(folder, build), { recursive: true });
  for (const file of ['404.html', 'boot.js', 'favicon.svg', 'build.json'])
    copyFileSync(join(dist, file), join(folder, file));
  copyFileSync(join(dist, 'index.html'), join(folder, 'site.html'));
  for (const [name, from] of Object.entries(TF_FILES)) writeCompressed(join(tf, name), readFileSync(from));
  const here = fileURLToPath(new URL('.', import.meta.url));
  for (const file of readdirSync(here).filter((name) => /^(page_|tf_|onnx_).*\.mjs$/.test(name)))
    copyFileSync(join(here, file), join(folder, file));
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'`;
  for (const [page, side] of /** @type {const} */ ([
    ['index.html', 'ours'],
    ['tf.html', 'tf'],
  ]))
    writeFileSync(
      join(folder, page),
      `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>${side}</title></head>
<body><p id="text"></p><script type="module" src="page_${side}.mjs" data-build="${build}"></script></body></html>\n`,
    );
  const server = await serve({ folder, port: 0, base: '/' });
  return { ...server, build };
}
