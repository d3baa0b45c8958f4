// What answers: the worker, the runtime, the models.
import { action, survives, survivesWithoutExamples, useFaultySite } from './faults.mjs';
import { kinds } from './faulty_site.mjs';
/** @import { Kind } from './faulty_site.mjs' */

useFaultySite();

/** All of them, with what is expected of some. @param {Partial<Record<Kind, RegExp | null>>} [expected] */
const all = (expected = {}) =>
  kinds.map((kind) => (expected[kind] === undefined ? { kind } : { kind, says: expected[kind] ?? null }));

const damaged = /damaged/;
survives('the worker', /worker\/worker\.mjs$/, all({ missing: /could not be started/, slow: null }));
for (const file of [/ort\/ort-wasm-simd-threaded\.wasm$/, /ort\.wasm\.min\.mjs$/])
  survives(`the runtime (${file.source})`, file, [
    ...all({ missing: /404/, failing: /500/, truncated: damaged, altered: damaged, slow: null }),
    { kind: 'altered', times: 1, says: null },
  ]);
survives('a model', /digits_cnn\.onnx$/, [
  ...all({ missing: /404/, failing: /500/, truncated: damaged, altered: damaged, slow: null, offline: /connection/ }),
  { kind: 'altered', times: 1, says: null },
  { kind: 'cut', times: 1, says: null },
  { kind: 'stalled', says: /Nothing has arrived for some seconds/ },
]);
survives(
  'a second model',
  /digits_mlp\.onnx$/,
  all({ missing: /404/, truncated: damaged, altered: damaged, slow: null }),
  {
    model: 'digits_mlp',
    act: (page) => action(page, 'model-digits_mlp').click(),
  },
);
survivesWithoutExamples();
