// Makes the site work without a network: what a visitor has opened is kept, and answered from the device first.
//
// Files of a build are kept by their hashes, so a new version takes over what has not changed, and what it does not have
// any more is removed. Small files are checked whenever they are taken out; large ones are checked by the page, which asks
// past all caches (`reload`) for what is damaged. A new version waits until its page says so, or until no page of the old one
// is open.
(() => {
  const worker = /** @type {any} */ (self);
  const build = '@BUILD@';
  /** Files beside the builds' folders: the first digits of their SHA-256, by name. @type {Record<string, string>} */
  const beside = JSON.parse('@BESIDE@');

  /** @typedef {{ bytes: number, sha256: string }} Facts */

  const scope = new URL('./', worker.location.href);
  const files = `ml-lab files ${scope.pathname}`;
  const lists = `ml-lab lists ${scope.pathname}`;
  const checkedBelow = 1_000_000;

  /** What the gallery is made of. @param {string} path below the build's folder */
  const isShell = (path) => /^(shell|styles|fonts)\/|^(icons\.svg|site\.json|licences\.txt)$/.test(path);

  /** @param {Facts} facts */
  const keyOf = ({ sha256 }) => new URL(`kept/${sha256}`, scope).href;

  /** @param {ArrayBuffer} bytes */
  const sha256 = async (bytes) =>
    Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');

  /** @type {Promise<Record<string, Facts>> | undefined} */
  let known;
  /** Every file of this version, by its path below the scope. */
  function all() {
    known ??= (async () => {
      const address = new URL(`${build}/files.json`, scope).href;
      const kept = await (await caches.open(lists)).match(address);
      const response = kept ?? (await fetch(address));
      if (!response.ok) throw new Error(`files.json: ${response.status}`);
      const copy = response.clone();
      const list = /** @type {Record<string, Facts>} */ (await response.json());
      if (!kept) await (await caches.open(lists)).put(address, copy); // only what could be read
      const ofBuild = Object.entries(list).map(([path, facts]) => [`${build}/${path}`, facts]);
      const others = Object.entries(beside).map(([path, sum]) => [path, { bytes: 0, sha256: sum }]);
      return Object.fromEntries([...ofBuild, ...others]);
    })();
    known.catch(() => (known = undefined));
    return known;
  }

  /** Opened once: every file of a visit is asked for. @type {Promise<Cache> | undefined} */
  let opened;
  const cacheOfFiles = () => {
    opened ??= caches.open(files);
    opened.catch(() => (opened = undefined));
    return opened;
  };

  /** Keeps an answer if it is the file that it should be. @param {Facts} facts @param {Response} response */
  async function keep(facts, response) {
    if (response.status !== 200) return false;
    const bytes = await response.arrayBuffer();
    if (!(await sha256(bytes)).startsWith(facts.sha256)) return false;
    const headers = {
      'Content-Type': response.headers.get('content-type') ?? 'application/octet-stream',
      'Content-Length': String(bytes.byteLength),
      'X-Kept': 'device',
    };
    await (await cacheOfFiles()).put(keyOf(facts), new Response(bytes, { headers }));
    return true;
  }

  /** What is kept, if it is whole. @param {Facts} facts @returns {Promise<Response | undefined>} */
  async function take(facts) {
    const cache = await cacheOfFiles();
    const response = await cache.match(keyOf(facts));
    if (!response || Number(response.headers.get('content-length')) >= checkedBelow) return response;
    const { headers } = response;
    const bytes = await response.arrayBuffer();
    if ((await sha256(bytes)).startsWith(facts.sha256)) return new Response(bytes, { headers });
    await cache.delete(keyOf(facts));
    return undefined;
  }

  /** Fetches and keeps a file that is not here yet. @param {string} path @param {Facts} facts */
  async function bring(path, facts) {
    if (await take(facts)) return;
    for (const cache of /** @type {const} */ (['default', 'reload']))
      if (await keep(facts, await fetch(new URL(path, scope), { cache }))) return;
    throw new Error(`${path} is not the file that belongs to this version`);
  }

  async function install() {
    const list = await all();
    const wanted = Object.entries(list).filter(([path]) => path in beside || isShell(path.slice(build.length + 1)));
    // One after another: the page is in use.
    for (const [path, facts] of wanted) await bring(path, facts);
  }

  /** Removes what this version does not have. */
  async function tidy() {
    const list = await all();
    const wanted = new Set(Object.values(list).map(keyOf));
    const cache = await cacheOfFiles();
    for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
    const known = await caches.open(lists);
    for (const { url } of await known.keys()) if (!url.includes(`/${build}/`)) await known.delete(url);
  }

  /** The path below the scope that a request means. @param {Request} request */
  function pathOf({ url, mode }) {
    const { origin, pathname } = new URL(url);
    if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
    const path = decodeURIComponent(pathname.slice(scope.pathname.length));
    return mode === 'navigate' && /(^|\/)$/.test(path) ? `${path}index.html` : path;
  }

  /** @param {any} event @param {string} path */
  async function answer(event, path) {
    const request = /** @type {Request} */ (event.request);
    const facts = (await all().catch(() => undefined))?.[path];
    // The list of files is on no list.
    const list = path === `${build}/files.json` && (await (await caches.open(lists)).match(new URL(path, scope).href));
    if (list && request.cache !== 'reload') return list;
    if (!facts || request.headers.has('range')) return fetch(request);
    if (request.cache !== 'reload') {
      const kept = await take(facts);
      if (kept) return kept;
    }
    const response = await fetch(request);
    if (response.status === 200) event.waitUntil(keep(facts, response.clone()).catch(() => {}));
    return response;
  }

  /** Bytes and paths of what is kept. */
  async function kept() {
    const list = await all();
    const keys = new Set((await (await cacheOfFiles()).keys()).map(({ url }) => url));
    const paths = Object.keys(list).filter((path) => keys.has(keyOf(/** @type {Facts} */ (list[path]))));
    const bytes = paths.reduce((sum, path) => sum + (list[path]?.bytes ?? 0), 0);
    return { bytes, paths: paths.filter((path) => path.startsWith(build)).map((path) => path.slice(build.length + 1)) };
  }

  /** @param {string[]} paths below the build's folder @param {(done: number) => void} tell */
  async function keepAll(paths, tell) {
    const list = await all();
    let done = 0;
    for (const path of paths) {
      const facts = list[`${build}/${path}`];
      if (facts) await bring(`${build}/${path}`, facts);
      tell((done += 1));
    }
    return kept();
  }

  /** Everything but the gallery. */
  async function free() {
    const list = await all();
    const cache = await cacheOfFiles();
    for (const [path, facts] of Object.entries(list))
      if (!(path in beside) && !isShell(path.slice(build.length + 1))) await cache.delete(keyOf(facts));
    return kept();
  }

  worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
  worker.addEventListener('activate', (/** @type {any} */ event) =>
    event.waitUntil(tidy().then(() => worker.clients.claim())),
  );

  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    if (event.request.method !== 'GET') return;
    const path = pathOf(event.request);
    if (path === undefined || !(path in beside || path.startsWith(`${build}/`))) return;
    event.respondWith(answer(event, path));
  });

  worker.addEventListener('message', (/** @type {any} */ event) => {
    const { data } = event;
    /** @type {MessagePort | undefined} */
    const port = event.ports[0];
    const reply = (/** @type {Promise<unknown>} */ work) =>
      event.waitUntil(
        work.then(
          (value) => port?.postMessage({ value }),
          (error) => port?.postMessage({ error: String(error?.message ?? error) }),
        ),
      );
    if (data.type === 'take-over') worker.skipWaiting();
    if (data.type === 'kept') reply(kept());
    if (data.type === 'free') reply(free());
    if (data.type === 'keep') reply(keepAll(data.paths, (done) => port?.postMessage({ done })));
  });
})();
