// Hands the driver's questions to the worker, one at a time.
const worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });

Object.assign(globalThis, {
  askWorker: (/** @type {object} */ question) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.answer));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(question);
    }),
});
