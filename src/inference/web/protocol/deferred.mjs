/**
 * A promise and what settles it; Promise.withResolvers, which browsers of the last years lack.
 * @returns {{ promise: Promise<any>, resolve: (value: any) => void, reject: (error: Error) => void }}
 */
export function deferred() {
  /** @type {(value: any) => void} */
  let resolve = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
