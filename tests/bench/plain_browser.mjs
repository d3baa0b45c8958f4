// A browser of which nothing is asked but a few questions. Playwright listens to the network of page and workers, and
// DevTools then preserves what they fetched in the process that is measured.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {(method: string, params?: object) => Promise<any>} Ask */

/** What is asked of one page or worker; `type`: 'page', 'worker' and others. @typedef {{ type: string, ask: Ask }} World */

/** DevTools’ messages over two pipes, each ended by a zero. */
class Pipe {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #last = 0;
  #out;
  /** @type {(event: { method: string, params: any, sessionId?: string }) => void} */
  onEvent = () => {};

  /** @param {import('node:stream').Writable} out @param {import('node:stream').Readable} back */
  constructor(out, back) {
    this.#out = out;
    let rest = '';
    back.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#hear(JSON.parse(message));
    });
  }

  /** @param {string} method @param {object} params @param {string} [sessionId] */
  ask(method, params, sessionId) {
    const id = ++this.#last;
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** @param {any} message */
  #hear({ id, result, error, ...event }) {
    if (id === undefined) return this.onEvent(event);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}

/**
 * Opens one page in a browser of its own.
 * @param {string} url
 * @param {{ hook: string, args?: string[] }} options hook: a script for the page and each of its workers, before their own
 */
export async function openPlainly(url, { hook, args = [] }) {
  const profile = mkdtempSync(join(tmpdir(), 'ml-lab-profile-'));
  const browser = spawn(
    process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    [
      ...['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--no-first-run', '--window-size=1280,900'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--remote-debugging-pipe', `--user-data-dir=${profile}`, ...args, 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const gone = new Promise((resolve) => browser.once('exit', resolve));
  const [, , , out, back] = browser.stdio;
  const pipe = new Pipe(
    /** @type {import('node:stream').Writable} */ (out),
    /** @type {import('node:stream').Readable} */ (back),
  );
  /** @type {Map<string, World>} */
  const worlds = new Map();
  const watch = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
  pipe.onEvent = ({ method, params: { sessionId, targetInfo } }) => {
    if (method === 'Target.detachedFromTarget') worlds.delete(sessionId);
    if (method !== 'Target.attachedToTarget' || targetInfo.type === 'page') return;
    const ask = (/** @type {string} */ what, params = {}) => pipe.ask(what, params, sessionId);
    worlds.set(sessionId, { type: targetInfo.type, ask });
    const begun = targetInfo.type === 'worker' ? ask('Runtime.evaluate', { expression: hook }) : Promise.resolve();
    // One that is gone already needs nothing.
    begun.then(() => ask('Runtime.runIfWaitingForDebugger')).catch(() => {});
  };
  const { targetInfos } = await pipe.ask('Target.getTargets', {});
  const target = targetInfos.find((/** @type {{ type: string }} */ { type }) => type === 'page');
  const { sessionId } = await pipe.ask('Target.attachToTarget', { targetId: target.targetId, flatten: true });
  /** @type {Ask} */
  const ask = (method, params = {}) => pipe.ask(method, params, sessionId);
  await ask('Target.setAutoAttach', watch);
  await ask('Page.enable');
  await ask('Page.addScriptToEvaluateOnNewDocument', { source: hook });
  await ask('Page.navigate', { url });

  /** @param {string} expression may be a promise's @returns {Promise<any>} */
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  };
  return {
    ask,
    evaluate,
    workers: () => [...worlds.values()].filter(({ type }) => type === 'worker').map((world) => world.ask),
    /** @returns {Promise<number[]>} processes that show pages */
    renderers: async () => {
      const { processInfo } = await pipe.ask('SystemInfo.getProcessInfo', {});
      return processInfo
        .filter((/** @type {{ type: string }} */ { type }) => type === 'renderer')
        .map((/** @type {{ id: number }} */ { id }) => id);
    },
    close: async () => {
      await pipe.ask('Browser.close', {}).catch(() => {});
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
