// The built site behind a server that does to one of its files what servers and connections do.
import { createServer, request as ask } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../../scripts/serve.mjs';

/**
 * missing, failing: a status of 404, 500; truncated: half of it, and all seems well; altered: one byte is another; slow: piece
 * by piece; cut: half of it, and the connection breaks; offline: no answer; stalled: half of it, and then nothing.
 * @typedef {'missing' | 'failing' | 'truncated' | 'altered' | 'slow' | 'cut' | 'offline' | 'stalled'} Kind
 */
/** @typedef {import('node:http').ServerResponse} Answer */

export const kinds = /** @type {const} */ (['missing', 'failing', 'truncated', 'altered', 'slow', 'cut', 'offline']);

export class FaultySite {
  #site;
  #server;
  /** @type {RegExp} the file in question: no cache keeps it */
  file = /^$/;
  /** @type {Kind | undefined} */
  kind;
  /** How many requests it still happens to. */
  times = Infinity;
  /** How many times the file was asked for since something last happened to it. */
  asked = 0;

  /** @param {Awaited<ReturnType<typeof serve>>} site */
  constructor(site) {
    this.#site = site;
    this.#server = createServer((request, response) => {
      const { hostname, port } = new URL(site.url);
      const headers = { ...request.headers, 'accept-encoding': 'identity' };
      ask({ hostname, port, path: request.url, method: request.method, headers }, (whole) => {
        /** @type {Buffer[]} */
        const parts = [];
        whole.on('data', (part) => parts.push(part));
        whole.on('end', () => void this.#answer(request.url ?? '', response, whole, Buffer.concat(parts)));
      }).end();
    });
  }

  /** @param {string} folder */
  static async open(folder) {
    const faulty = new FaultySite(await serve({ folder, port: 0, base: '/below/a/folder/' }));
    await new Promise((done) => faulty.#server.listen(0, '127.0.0.1', () => done(undefined)));
    return faulty;
  }

  get url() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}/below/a/folder/`;
  }

  /** @param {RegExp} file @param {Kind} kind @param {number} [times] */
  break(file, kind, times = Infinity) {
    Object.assign(this, { file, kind, times, asked: 0 });
  }

  mend() {
    this.kind = undefined;
  }

  async close() {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#site.close();
  }

  /** @param {string} path @param {Answer} response @param {import('node:http').IncomingMessage} whole @param {Buffer} body */
  async #answer(path, response, whole, body) {
    const isIt = this.file.test(path);
    if (isIt) this.asked += 1;
    const kind = isIt && this.times-- > 0 ? this.kind : undefined;
    if (kind === 'offline') return void response.destroy();
    if (kind === 'missing' || kind === 'failing')
      return void response.writeHead(kind === 'missing' ? 404 : 500, { 'Cache-Control': 'no-store' }).end('not here');
    if (kind === 'altered') {
      body = Buffer.from(body);
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 0x11;
    }
    const half = body.subarray(0, body.length >> 1);
    const { 'transfer-encoding': _, etag, ...headers } = whole.headers;
    const sent = kind === 'truncated' ? half : body;
    response.writeHead(whole.statusCode ?? 500, {
      ...headers,
      ...(isIt ? { 'cache-control': 'no-store' } : { etag }),
      'content-length': sent.length,
    });
    if (kind === 'cut' || kind === 'stalled') response.write(half);
    if (kind === 'cut') setTimeout(() => response.destroy(), 50);
    if (kind === 'slow') {
      for (let at = 0; at < 8; at += 1) {
        response.write(sent.subarray((sent.length * at) >> 3, (sent.length * (at + 1)) >> 3));
        await sleep(60);
      }
      response.end();
    } else if (kind !== 'cut' && kind !== 'stalled') response.end(sent);
  }
}
