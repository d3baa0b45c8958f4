// Serves the built site on this machine: node scripts/serve.mjs [FOLDER] [--port N] [--host H] [--base /sub/path/]
// The port is the first free one from 8080 where none is given. Other programs use `serve()` (tests, bench).
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.onnx': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** @type {[name: string, suffix: string][]} what the build laid beside the files, best first */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/** What the page may ask visitors for; what frames it may hand on is nobody's. */
const PERMISSIONS = 'camera=(self), microphone=(), geolocation=(), display-capture=()';

/** What index.html said last: while another one is laid in its place, that holds. @type {Map<string, string>} */
const policies = new Map();

/** The policy that the page itself states, and what only a header can say: anybody may show it in a frame. @param {string} root */
function policy(root) {
  try {
    const page = readFileSync(join(root, 'index.html'), 'utf8');
    const stated = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    if (stated) policies.set(root, stated);
  } catch {
    // Gone, or not to be read just now.
  }
  return `${policies.get(root) ?? "default-src 'none'"}; frame-ancestors *`;
}

/** Where a file really lies, or null where there is none. @param {string} file */
function realFile(file) {
  try {
    const real = realpathSync(file);
    return statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

/**
 * The file that a request means, or null. Nothing outside `root` is ever named: the path is decoded once, made
 * normal and compared; and so is where it really lies, for links lead anywhere.
 * @param {string} root absolute
 * @param {string} path of the URL, below the base
 */
export function fileFor(root, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const file = normalize(join(root, decoded.endsWith('/') || decoded === '' ? join(decoded, 'index.html') : decoded));
  if (!file.startsWith(root + sep)) return null;
  const real = realFile(file);
  return real?.startsWith(realpathSync(root) + sep) ? real : null;
}

/** Is this encoding accepted? RFC 9110, 12.5.3: a weight of 0 refuses. @param {string | undefined} header @param {string} name */
const accepts = (header, name) =>
  (header ?? '').split(',').some((part) => {
    const [coding, weight] = part.trim().split(/\s*;\s*q=/);
    return coding === name && (weight === undefined || Number(weight) > 0);
  });

/** A file in a folder that is named by its content is never another one. @param {string} path below the base */
export const isForEver = (path) => /^[0-9a-f]{12}\//.test(path);

/**
 * The part that is asked for, from some byte to the end or to another: what goes on with a download that broke off.
 * Everything else gets the whole, which RFC 9110, 14.2 allows.
 * @param {string | undefined} header
 * @param {number} size
 * @returns {{ start: number, end: number } | null}
 */
export function partOf(header, size) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return null;
  const start = Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  return start > end ? null : { start, end };
}

/** @type {Map<string, string>} file, size and time -> entity tag */
const tags = new Map();
/** @param {string} file */
function tagOf(file) {
  const { size, mtimeMs } = statSync(file);
  const key = `${file} ${size} ${mtimeMs}`;
  let tag = tags.get(key);
  if (!tag) {
    tag = `"${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 20)}"`;
    tags.set(key, tag);
  }
  return tag;
}

/**
 * @param {string} root absolute
 * @param {string} base "/" or "/sub/path/"
 * @returns {import('node:http').RequestListener}
 */
const listener = (root, base) => (request, response) => {
  try {
    answer(root, base, request, response);
  } catch (error) {
    // Files come and go while a site is built. The server stays; this request gets what it can.
    console.error(`${request.method} ${request.url}: ${error instanceof Error ? error.message : error}`);
    if (response.headersSent) response.destroy();
    else plain(response, 500, 'This file cannot be read just now. Try again.');
  }
};

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} sentence */
function plain(response, status, sentence) {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${sentence}\n`);
}

/**
 * @param {string} root absolute
 * @param {string} base
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function answer(root, base, request, response) {
  response.setHeader('Content-Security-Policy', policy(root));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Permissions-Policy', PERMISSIONS);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const path = (request.url ?? '/').split(/[?#]/)[0] ?? '/';
  if (`${path}/` === base) {
    response.writeHead(308, { Location: base }).end();
    return;
  }
  let file = path.startsWith(base) ? fileFor(root, path.slice(base.length)) : null;
  const found = file !== null;
  file ??= fileFor(root, '404.html');
  if (file === null) return plain(response, 404, 'There is nothing at this address.');
  const extension = extname(file);
  // Parts are parts of the file itself, not of what it is compressed to.
  const wanted = found && request.method === 'GET' ? partOf(request.headers.range, statSync(file).size) : null;
  const [encoding, suffix] = encodings.find(
    ([name, end]) => !wanted && accepts(request.headers['accept-encoding'], name) && existsSync(file + end),
  ) ?? ['', ''];
  const tag = tagOf(file + suffix);
  response.setHeader('Content-Type', types[extension] ?? 'application/octet-stream');
  response.setHeader('Vary', 'Accept-Encoding');
  // A page is asked for anew each time; a build's file is kept, and whatever else is asked whether it changed.
  const forEver = found && isForEver(path.slice(base.length));
  const forOthers = extension === '.html' || !found ? 'no-store' : 'no-cache';
  response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : forOthers);
  response.setHeader('ETag', tag);
  if (found && extension !== '.html' && request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Accept-Ranges', 'bytes');
  const { size } = statSync(file + suffix);
  if (wanted) response.setHeader('Content-Range', `bytes ${wanted.start}-${wanted.end}/${size}`);
  response.setHeader('Content-Length', wanted ? wanted.end - wanted.start + 1 : size);
  response.writeHead(wanted ? 206 : found ? 200 : 404);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const stream = createReadStream(file + suffix, wanted ?? {});
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

/**
 * @param {{ folder: string, port?: number, host?: string, base?: string }} options without a port: the first free one
 *   from 8080; port 0: any free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, port, host = '127.0.0.1', base = '/' }) {
  const root = resolve(folder);
  if (!existsSync(join(root, 'index.html'))) throw new Error(`${root} holds no built site (no index.html).`);
  const under = `/${base.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
  for (let at = port ?? 8080; ; at += 1) {
    const server = createServer(listener(root, under));
    try {
      await new Promise((done, failed) => server.once('error', failed).listen(at, host, () => done(undefined)));
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!taken) throw error;
      if (port !== undefined || at > 8179)
        throw new Error(`Port ${at} is taken by another program. Set PORT to a free one.`);
      continue;
    }
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}${under}`,
      close: () =>
        new Promise((done) => {
          server.close(() => done(undefined));
          server.closeAllConnections();
        }),
    };
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { port: { type: 'string' }, host: { type: 'string' }, base: { type: 'string' } },
    });
    const asked = values.port ?? process.env['PORT'];
    if (asked !== undefined && !/^\d{1,5}$/.test(asked)) throw new Error(`“${asked}” is not a port.`);
    const server = await serve({
      folder: positionals[0] ?? fileURLToPath(new URL('../dist', import.meta.url)),
      ...(asked === undefined ? {} : { port: Number(asked) }),
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values.base === undefined ? {} : { base: values.base }),
    });
    console.log(`ML Lab is at ${server.url}  (Ctrl-C ends it)`);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => void server.close().then(() => process.exit(0)));
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
