// In the worker: it holds a lock for as long as it lives, so that the page learns of its end whatever ended it
// (worker_link.mjs).

/**
 * @param {string} name of the lock
 * @param {() => void} held told once it is
 */
export async function holdLife(name, held) {
  const holding = () => {
    held();
    return new Promise(() => {});
  };
  try {
    await navigator.locks.request(name, holding);
  } catch {
    // Pages that are not secure, and frames without an origin, have no locks.
  }
}
