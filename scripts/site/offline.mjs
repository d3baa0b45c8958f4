// The service worker of one build: it names the build, so that each is a new one to the browser, and knows the files that
// have no list of their own.

/**
 * @param {string} source web/service-worker.js
 * @param {string} build
 * @param {Record<string, { sha256: string }>} facts of all files of the site so far
 */
export function serviceWorker(source, build, facts) {
  const beside = Object.entries(facts).flatMap(([path, { sha256 }]) =>
    path.startsWith(`${build}/`) || path === '404.html' ? [] : [[path, sha256]],
  );
  return Buffer.from(
    source.replace('@BUILD@', build).replace('@BESIDE@', () => JSON.stringify(Object.fromEntries(beside))),
  );
}
