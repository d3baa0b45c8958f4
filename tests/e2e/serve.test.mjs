// The little server: right types, compression on request, nothing outside the site.
import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { serve } from '../../scripts/serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'ml-lab-serve-'));
const folder = join(outside, 'site');
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  mkdirSync(join(folder, 'sub'), { recursive: true });
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  mkdirSync(join(outside, 'site-neighbour'));
  writeFileSync(join(outside, 'site-neighbour', 'secret.txt'), 'secret');
  writeFileSync(
    join(folder, 'index.html'),
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><p>home</p>',
  );
  writeFileSync(join(folder, '404.html'), '<p>nothing here</p>');
  writeFileSync(join(folder, 'code.mjs'), 'export {};');
  writeFileSync(join(folder, 'code.mjs.gz'), gzipSync('export {};'));
  writeFileSync(join(folder, 'app.wasm'), Buffer.from([0, 97, 115, 109]));
  writeFileSync(join(folder, 'sub', 'a b.txt'), 'spaced');
  mkdirSync(join(folder, '0123456789ab'));
  writeFileSync(join(folder, '0123456789ab', 'code.mjs'), 'export {};');
  server = await serve({ folder, port: 0, base: '/lab/' });
});
after(async () => {
  await server.close();
  rmSync(outside, { recursive: true });
});

/** A request whose path is sent as it is: fetch would tidy it. @param {string} path @param {{ method?: string, headers?: Record<string, string> }} [options] */
const ask = (path, { method = 'GET', headers = {} } = {}) =>
  new Promise(
    (
      /** @type {(answer: { status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }) => void} */ done,
      failed,
    ) => {
      const { hostname, port } = new URL(server.url);
      request({ hostname, port, path, method, headers }, (response) => {
        /** @type {Buffer[]} */
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
      })
        .on('error', failed)
        .end();
    },
  );

test('pages are never cached and carry the policy that they state', async () => {
  const { status, headers, body } = await ask('/lab/');
  assert.equal(status, 200);
  assert.match(body.toString(), /home/);
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors *");
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(String(headers['permissions-policy']), /camera=\(self\), microphone=\(\)/);
});

test('types are right', async () => {
  for (const [path, type] of [
    ['code.mjs', 'text/javascript'],
    ['app.wasm', 'application/wasm'],
    ['index.html', 'text/html'],
  ]) {
    assert.match((await ask(`/lab/${path}`)).headers['content-type'] ?? '', new RegExp(`^${type}`));
  }
});

test('a compressed file is sent to who accepts it, the plain one to others', async () => {
  const packed = await ask('/lab/code.mjs', { headers: { 'accept-encoding': 'br;q=0.9, gzip' } });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(packed.body).toString(), 'export {};');
  for (const header of ['', 'gzip;q=0', 'deflate']) {
    const plain = await ask('/lab/code.mjs', { headers: { 'accept-encoding': header } });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.body.toString(), 'export {};');
  }
});

test('an unchanged file is not sent again', async () => {
  const first = await ask('/lab/code.mjs');
  const again = await ask('/lab/code.mjs', { headers: { 'if-none-match': first.headers.etag ?? '' } });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
});

test('what lies in a build’s folder is kept for ever, anything else asked for again', async () => {
  const cacheControl = async (/** @type {string} */ path) => (await ask(`/lab/${path}`)).headers['cache-control'];
  assert.equal(await cacheControl('0123456789ab/code.mjs'), 'public, max-age=31536000, immutable');
  assert.equal(await cacheControl('code.mjs'), 'no-cache');
  assert.equal(await cacheControl('0123456789ab/missing.mjs'), 'no-store');
});

test('a part of a file is sent uncompressed; what cannot be a part is the whole', async () => {
  const part = (/** @type {string} */ range) => ask('/lab/code.mjs', { headers: { range, 'accept-encoding': 'gzip' } });
  const rest = await part('bytes=7-');
  assert.deepEqual([rest.status, rest.body.toString()], [206, '{};']);
  assert.equal(rest.headers['content-range'], 'bytes 7-9/10');
  assert.equal(rest.headers['content-length'], '3');
  assert.equal(rest.headers['content-encoding'], undefined);
  assert.deepEqual((await part('bytes=0-5')).body.toString(), 'export');
  assert.deepEqual((await part('bytes=7-900')).body.toString(), '{};');
  for (const range of ['bytes=10-', 'bytes=5-3', 'bytes=-3', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=x-'])
    assert.equal((await part(range)).status, 200, range);
});

test('HEAD gives the headers alone; other methods are refused', async () => {
  const head = await ask('/lab/code.mjs', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], '10');
  assert.equal(head.body.length, 0);
  assert.equal((await ask('/lab/code.mjs', { method: 'POST' })).status, 405);
});

test('nothing outside the site is ever sent', async () => {
  for (const path of [
    '/lab/../secret.txt',
    '/lab/%2e%2e/secret.txt',
    '/lab/..%2fsecret.txt',
    '/lab/sub/../../secret.txt',
    '/lab/..%5csecret.txt',
    '/lab/%2e%2e/site-neighbour/secret.txt',
    '/lab/../site-neighbour/secret.txt',
    '/secret.txt',
    '/lab//etc/passwd',
    '/lab/%00',
    '/lab/%E0%A4%A',
    '/lab/sub',
  ]) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.match(body.toString(), /nothing here/, path);
  }
});

test('links are followed inside the site, and never out of it', async () => {
  symlinkSync(join(folder, 'code.mjs'), join(folder, 'same.mjs'));
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'secret.txt'));
  symlinkSync(outside, join(folder, 'up'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.txt'));
  symlinkSync('round.txt', join(folder, 'round.txt'));
  assert.equal((await ask('/lab/same.mjs')).body.toString(), 'export {};');
  for (const path of ['secret.txt', 'up/secret.txt', 'up/site-neighbour/secret.txt', 'dangling.txt', 'round.txt']) {
    const { status, body } = await ask(`/lab/${path}`);
    assert.equal(status, 404, path);
    assert.match(body.toString(), /nothing here/, path);
  }
});

test('a site that is reached by a link itself is served', async () => {
  symlinkSync(folder, join(outside, 'link'));
  const linked = await serve({ folder: join(outside, 'link'), port: 0 });
  try {
    assert.match(await (await fetch(linked.url)).text(), /home/);
  } finally {
    await linked.close();
  }
});

test('whatever is missing or cannot be read, the server goes on', async () => {
  const [page, missing] = [join(folder, 'index.html'), join(folder, '404.html')];
  renameSync(missing, `${missing}.away`);
  const nothing = await ask('/lab/nothing');
  assert.deepEqual([nothing.status, nothing.body.toString()], [404, 'There is nothing at this address.\n']);
  renameSync(page, `${page}.away`);
  const code = await ask('/lab/code.mjs');
  assert.equal(code.body.toString(), 'export {};');
  assert.match(String(code.headers['content-security-policy']), /default-src 'none'/, 'the policy that held before');
  assert.equal((await ask('/lab/')).status, 404);
  for (const file of [missing, page]) renameSync(`${file}.away`, file);
  // What lies beside a file as its compressed copy, but cannot be read.
  mkdirSync(join(folder, 'app.wasm.gz'));
  const packed = await ask('/lab/app.wasm', { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(packed.status, 500);
  assert.match(packed.body.toString(), /Try again/);
  rmSync(join(folder, 'app.wasm.gz'), { recursive: true });
  assert.equal((await ask('/lab/app.wasm')).status, 200);
});

test('names with spaces are found, queries ignored, the base without its slash led on', async () => {
  assert.equal((await ask('/lab/sub/a%20b.txt?v=1')).body.toString(), 'spaced');
  const { status, headers } = await ask('/lab');
  assert.equal(status, 308);
  assert.equal(headers.location, '/lab/');
});

test('a folder without a site and a taken port are refused with a sentence', async () => {
  await assert.rejects(serve({ folder: join(outside, 'site-neighbour') }), /holds no built site/);
  await assert.rejects(serve({ folder, port: Number(new URL(server.url).port) }), /is taken/);
});
