// Bytes: what crosses the wire before the gallery can be used, and what app, runtime and models weigh.
import { built } from './site.mjs';

/** @typedef {import('./bench.mjs').Figure} Figure */
/** @typedef {import('./site.mjs').Site} Site */

/** What any model's file may weigh at most, KB. */
const largestModel = 6000;
/** What a model's file may weigh, KB. @type {Record<string, number>} */
const modelBudgets = {
  digits_cnn: 250,
  digits_mlp: 500,
  digits_pocket: 40,
  sketches_cnn: 1500,
  sketches_mlp: 1500,
  rock_paper_scissors_cnn: 1000,
  rock_paper_scissors_mobilenet_v2: 4000,
  image_classification_1000: 5000,
  image_classification_efficientnet_lite0: 4500,
  image_classification_mobilenet_v2: 4000,
  detection_centernet: 4200,
  detection_ssd_mobilenet_v2: 6000,
  summation_gru: 500,
  shakespeare_lstm: 5000,
  wikipedia_lstm: 6000,
};

/**
 * Opens a route with an empty cache and counts what arrives, in gzip as GitHub Pages sends it.
 * @param {Site} site
 * @param {string} route
 * @returns {Promise<{ url: string, bytes: number }[]>}
 */
async function transfers(site, route) {
  const context = await site.browser.newContext({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  /** @type {Map<string, { url: string, bytes: number }>} */
  const seen = new Map();
  client.on('Network.responseReceived', ({ requestId, response }) =>
    seen.set(requestId, { url: response.url, bytes: 0 }),
  );
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const entry = seen.get(requestId);
    if (entry) entry.bytes = encodedDataLength;
  });
  await page.goto(site.url + route, { waitUntil: 'networkidle' });
  await context.close();
  return [...seen.values()];
}

/** @param {{ bytes: number }[]} list */
const total = (list) => list.reduce((sum, { bytes }) => sum + bytes, 0);

/** @param {Site} site @returns {Promise<Figure[]>} */
export async function sizes(site) {
  const gallery = await transfers(site, '');
  /** @type {Figure[]} */
  const figures = [
    {
      what: 'gallery, bytes before it can be used (gzip)',
      value: total(gallery) / 1000,
      unit: 'KB',
      budget: 150,
      note: `${gallery.length} files, headers included`,
    },
  ];
  const { file, models, apps } = await built(site);
  for (const id of Object.keys(modelBudgets)) if (!models.has(id)) console.log(`(model ${id}: the site has none)`);
  const gzip = (/** @type {string[]} */ names) =>
    names.reduce((sum, name) => sum + (file(name)?.gzip ?? NaN), 0) / 1000;
  figures.push(
    ...apps.map((app) => ({
      what: `app of ${app}: wasm and glue (gzip)`,
      value: gzip([`app/${app}.wasm`, `app/${app}.mjs`]),
      unit: 'KB',
      budget: 500,
    })),
    {
      what: 'runtime: ONNX Runtime Web (gzip)',
      value: gzip(['ort/ort.wasm.min.mjs', 'ort/ort-wasm-simd-threaded.mjs', 'ort/ort-wasm-simd-threaded.wasm']) / 1000,
      unit: 'MB',
      budget: 1.4,
    },
    ...[...models].map(([id, bytes]) => ({
      what: `model ${id}, as it is`,
      value: bytes / 1000,
      unit: 'KB',
      budget: modelBudgets[id] ?? largestModel,
    })),
  );
  return figures;
}
