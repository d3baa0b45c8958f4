// A network between browser and server: so many bits a second for all that is on its way, and a delay for every request.
// The browser's own throttling leaves out what workers fetch.
import { createServer, request as ask } from 'node:http';

/** @typedef {{ name: string, bitsPerSecond: number, delayMs: number }} Network */

const TICK_MS = 10;

/**
 * @param {string} target address of the server behind it
 * @param {Network} network
 * @returns {Promise<{ url: string, received: () => number, close: () => Promise<void> }>} received: bytes of all answers
 */
export async function through(target, { bitsPerSecond, delayMs }) {
  const { hostname, port } = new URL(target);
  const perTick = (bitsPerSecond / 8 / 1000) * TICK_MS;
  let received = 0;
  /** Answers on their way, in turns. @type {{ chunks: Buffer[], ended: boolean, response: import('node:http').ServerResponse }[]} */
  const open = [];
  let next = 0;
  let saved = 0;
  const timer = setInterval(() => {
    // What nobody used is lost, but for one tick: a line that was idle is no faster afterwards.
    saved = Math.min(saved + perTick, 2 * perTick);
    while (saved > 0 && open.length > 0) {
      const stream = /** @type {(typeof open)[number]} */ (open[next % open.length]);
      const chunk = stream.chunks.shift();
      if (chunk) {
        const part = chunk.subarray(0, 1460);
        if (chunk.length > part.length) stream.chunks.unshift(chunk.subarray(part.length));
        saved -= part.length;
        received += part.length;
        stream.response.write(part);
      }
      if (stream.chunks.length === 0 && stream.ended) {
        stream.response.end();
        open.splice(next % open.length, 1);
      } else if (open.every(({ chunks }) => chunks.length === 0)) break;
      else next += 1;
    }
  }, TICK_MS);
  const server = createServer((incoming, response) => {
    setTimeout(() => {
      const onward = ask(
        { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          const stream = { chunks: /** @type {Buffer[]} */ ([]), ended: false, response };
          open.push(stream);
          answer.on('data', (/** @type {Buffer} */ chunk) => stream.chunks.push(chunk));
          answer.on('end', () => (stream.ended = true));
          response.on('close', () => {
            const at = open.indexOf(stream);
            if (at >= 0) open.splice(at, 1);
            onward.destroy();
          });
        },
      );
      onward.on('error', () => response.destroy());
      incoming.pipe(onward);
    }, delayMs);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    received: () => received,
    close: () =>
      new Promise((done) => {
        clearInterval(timer);
        server.close(() => done(undefined));
        server.closeAllConnections();
      }),
  };
}
