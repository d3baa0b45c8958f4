// What a page and its workers use, and what the system gave for it.
import { readFileSync } from 'node:fs';

/** @typedef {import('./site.mjs').Page} Page */
/** @typedef {(method: string, params?: object) => Promise<any>} Ask asks DevTools about one page or worker */

/** In a page or worker, before its own scripts: WebAssembly’s memories, which DevTools’ figures of the heap leave out. */
function noteMemories() {
  /** @type {WeakRef<WebAssembly.Memory>[]} */
  const memories = [];
  const note = (/** @type {any} */ value) => {
    if (value instanceof Plain) memories.push(new WeakRef(value));
  };
  const Plain = WebAssembly.Memory;
  WebAssembly.Memory = class extends Plain {
    /** @param {WebAssembly.MemoryDescriptor} descriptor */
    constructor(descriptor) {
      super(descriptor);
      note(this);
    }
  };
  for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
    const plain = /** @type {(...values: any[]) => Promise<any>} */ (WebAssembly[name]);
    Object.assign(WebAssembly, {
      [name]: async (/** @type {any[]} */ ...values) => {
        const made = await plain.apply(WebAssembly, values);
        Object.values((made.instance ?? made).exports).forEach(note);
        return made;
      },
    });
  }
  const bytes = () => memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
  Object.assign(globalThis, { wasmBytes: bytes });
}

/** `noteMemories`, for a page and each of its workers. */
export const memoryHook = `(${noteMemories.toString()})();\n`;

/** To be called before the page goes anywhere; without it `memoryOf` knows nothing. @param {Page} page */
export async function watchMemory(page) {
  await page.addInitScript(memoryHook);
  // Nothing else comes into a worker before its own scripts.
  await page.route('**/inference/web/worker/worker.mjs', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: memoryHook + (await response.text()) });
  });
}

/**
 * The page itself, then its workers. For workers DevTools' messages go through the page's own connection.
 * @param {import('playwright-core').CDPSession} client of the page
 * @returns {Promise<Ask[]>}
 */
async function worlds(client) {
  const plain = /** @type {any} */ (client);
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  plain.on('Target.receivedMessageFromTarget', (/** @type {{ message: string }} */ { message }) => {
    const { id, result, error } = JSON.parse(message);
    waiting.get(id)?.(error ? Promise.reject(new Error(error.message)) : result);
    waiting.delete(id);
  });
  /** @type {string[]} */
  const workers = [];
  // The service worker is not the page's own, and has no WebAssembly.
  plain.on(
    'Target.attachedToTarget',
    (/** @type {{ sessionId: string, targetInfo: { type: string } }} */ { sessionId, targetInfo }) => {
      if (targetInfo.type !== 'service_worker') workers.push(sessionId);
    },
  );
  // Answers when all that there are have been attached to.
  await plain.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  let id = 0;
  return [
    (method, params = {}) => plain.send(method, params),
    ...workers.map(
      (sessionId) =>
        (/** @type {string} */ method, params = {}) =>
          new Promise((resolve, reject) => {
            id += 1;
            waiting.set(id, resolve);
            const message = JSON.stringify({ id, method, params });
            plain.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
          }),
    ),
  ];
}

/** What `noteMemories` counts. @param {Ask} ask */
async function wasmBytes(ask) {
  const { result } = await ask('Runtime.evaluate', { expression: 'wasmBytes()', returnByValue: true });
  if (typeof result.value !== 'number') throw new Error('the page was not watched from its beginning: watchMemory');
  return result.value;
}

/** What scripts and elements use. @param {Ask} ask */
async function heapBytes(ask) {
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await ask('Runtime.getHeapUsage');
  return /** @type {number} */ (usedSize + embedderHeapUsedSize + backingStorageSize);
}

/**
 * Megabytes after a collection: what the page's scripts and elements use, the same of its workers, what WebAssembly has
 * in page and workers, and in workers alone (it never gives back), and what the system gave the largest of these
 * processes, with everything that waits for its collection.
 * @param {Ask} own the page
 * @param {Ask[]} workers
 * @param {() => Promise<number[]>} processes that show pages
 */
export async function memoryIn(own, workers, processes) {
  const all = [own, ...workers];
  for (let i = 0; i < 3; i += 1) for (const ask of all) await ask('HeapProfiler.collectGarbage');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const sum = async (/** @type {Ask[]} */ asked, /** @type {(ask: Ask) => Promise<number>} */ bytes) =>
    (await Promise.all(asked.map(bytes))).reduce((total, value) => total + value, 0) / 1e6;
  const given = (await processes()).map((id) => {
    const line = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1000;
  });
  return {
    used: await sum([own], heapBytes),
    usedByWorkers: await sum(workers, heapBytes),
    wasm: await sum(all, wasmBytes),
    wasmOfWorkers: await sum(workers, wasmBytes),
    given: Math.max(...given),
  };
}

/** `memoryIn` of a page that Playwright opened. @param {Page} page */
export async function memoryOf(page) {
  const client = await page.context().newCDPSession(page);
  const [own, ...workers] = await worlds(client);
  const memory = await memoryIn(/** @type {Ask} */ (own), workers, async () => {
    const session = await page.context().browser()?.newBrowserCDPSession();
    const { processInfo } = /** @type {{ processInfo: { id: number, type: string }[] }} */ (
      await session?.send('SystemInfo.getProcessInfo')
    );
    await session?.detach();
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  });
  await client.detach();
  return memory;
}
