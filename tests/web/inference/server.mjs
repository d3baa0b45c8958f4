// A small server with the site's headers and, on request, the faults that real servers have.
// The site lies under a sub-path, as on many hosts.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { RUNTIME, committedProfile, trimmed } from '../../../scripts/runtime/profile.mjs';
import { models } from './models.mjs';
/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { AddressInfo } from 'node:net' */

export const BASE = '/some/where/';
const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
};

/**
 * What goes wrong with a path, and how often it was asked for.
 * @typedef {'missing' | 'cut' | 'refused' | 'slow' | 'gzip' | 'html' | 'altered' | 'no parts' | 'strict' | 'stalled'} Fault
 * altered: one byte is another; stalled: half of it, and then nothing; no parts: cut, and what is asked for is never a part; strict: no WebAssembly
 */

const ort = path.join(root, 'node_modules/onnxruntime-web/dist');
const whole = readFileSync(RUNTIME);
/** The runtime as the site has it, but without our kernels: the site's models and no others run on it. */
export const runtime = trimmed(whole, committedProfile());

/** @param {Buffer} content */
const facts = (content) => ({
  bytes: content.length,
  wire: content.length,
  sha256: createHash('sha256').update(content).digest('hex').slice(0, 32),
});
const list = {
  'ort/ort-wasm-simd-threaded.wasm': facts(runtime),
  'ort/whole/ort-wasm-simd-threaded.wasm': facts(whole),
  'ort/ort.wasm.min.mjs': facts(readFileSync(path.join(ort, 'ort.wasm.min.mjs'))),
  'ort/ort-wasm-simd-threaded.mjs': facts(readFileSync(path.join(ort, 'ort-wasm-simd-threaded.mjs'))),
};
/** @type {Record<string, Buffer>} */
const made = {
  'files.json': Buffer.from(JSON.stringify(list)),
  'ort/ort-wasm-simd-threaded.wasm': runtime,
  'ort/whole/ort-wasm-simd-threaded.wasm': whole,
};

/** @param {string} name */
export const sha256 = (name) =>
  createHash('sha256')
    .update(/** @type {Buffer} */ (models[name]))
    .digest('hex');

export class Site {
  /** @type {Map<string, { fault: Fault, times: number }>} */
  faults = new Map();
  /** @type {Map<string, number>} */
  requests = new Map();
  #server = createServer((request, response) => void this.#answer(request, response));
  #app;

  /** @param {string} app folder with the compiled tests */
  constructor(app) {
    this.#app = app;
  }

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    return /** @type {AddressInfo} */ (this.#server.address()).port;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** @param {string} file relative to the site @param {Fault} fault @param {number} [times] */
  break(file, fault, times = Infinity) {
    this.faults.set(file, { fault, times });
  }

  heal() {
    this.faults.clear();
    this.requests.clear();
  }

  /** @param {string} file @returns {Promise<Buffer | undefined>} */
  async #content(file) {
    if (made[file]) return made[file];
    if (file === 'page.html') return readFile(path.join(here, 'page.html'));
    // Sources keep their places, so that the imports between them hold; the rest lies as on the site.
    /** @type {[string, string][]} */
    const folders = [
      ['tests/web/inference/', here],
      ['src/inference/web/', path.join(root, 'src/inference/web')],
      ['ort/', ort],
      ['app/', this.#app],
      ['beside/', this.#app],
    ];
    for (const [prefix, folder] of folders) {
      if (file.startsWith(prefix)) return readFile(path.join(folder, file.slice(prefix.length))).catch(() => undefined);
    }
    return models[file.replace(/^models\//, '')];
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async #answer(request, response) {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site');
    const file = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : '';
    // With its query: tests that share a page ask for one file under names of their own.
    const asked = file + search;
    this.requests.set(asked, (this.requests.get(asked) ?? 0) + 1);
    const planned = this.faults.get(asked);
    const fault = planned && planned.times-- > 0 ? planned.fault : undefined;
    const content = await this.#content(file);
    response.setHeader('Content-Security-Policy', fault === 'strict' ? CSP.replace(" 'wasm-unsafe-eval'", '') : CSP);
    response.setHeader('Cache-Control', 'no-store');
    if (fault === 'refused') {
      request.socket.destroy();
    } else if (!content || fault === 'missing') {
      response.writeHead(404).end('not here');
    } else {
      response.setHeader('Content-Type', types[path.extname(file)] ?? 'text/plain');
      await send(response, content, fault, request.headers.range);
    }
  }
}

/**
 * @param {ServerResponse} response
 * @param {Buffer} content
 * @param {Fault | undefined} fault
 * @param {string | undefined} range the header
 */
async function send(response, content, fault, range) {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (from > 0 && fault !== 'no parts') {
    response.writeHead(206, {
      'Content-Range': `bytes ${from}-${content.length - 1}/${content.length}`,
      'Content-Length': content.length - from,
    });
    response.end(content.subarray(from));
    return;
  }
  if (fault === 'altered') {
    content = Buffer.from(content);
    const middle = content.length >> 1;
    content[middle] = (content[middle] ?? 0) ^ 0xff;
  }
  if (fault === 'html') {
    response.end('<!doctype html><title>All pages lead here</title>');
    return;
  }
  if (fault === 'gzip') {
    const packed = gzipSync(content);
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed);
    return;
  }
  response.setHeader('Content-Length', content.length);
  const eighth = (/** @type {number} */ i) =>
    content.subarray((content.length * i) >> 3, (content.length * (i + 1)) >> 3);
  if (fault === 'stalled') {
    response.write(content.subarray(0, content.length >> 1));
    return;
  }
  const cut = fault === 'cut' || fault === 'no parts';
  if (fault !== 'slow' && !cut) {
    response.end(content);
    return;
  }
  for (let i = 0; i < (cut ? 4 : 8) && !response.destroyed; ++i) {
    response.write(eighth(i));
    await sleep(80);
  }
  if (cut) response.destroy();
  else response.end();
}
