// What a stage needs before it can open: its modules, the app, the cards, the list of what the files should be.
import { survives, useFaultySite } from './faults.mjs';
import { kinds } from './faulty_site.mjs';
/** @import { Kind } from './faulty_site.mjs' */

useFaultySite();

/** All of them, with what is expected of some. @param {Partial<Record<Kind, RegExp | null>>} [expected] */
const all = (expected = {}) =>
  kinds.map((kind) => (expected[kind] === undefined ? { kind } : { kind, says: expected[kind] ?? null }));

survives(
  'the platform’s module',
  /platform\/platform\.mjs$/,
  all({ truncated: /could not be loaded/, altered: /could not be loaded/, slow: null }),
);
survives(
  'a module that it needs',
  /platform\/early\.mjs$/,
  all({ truncated: /could not be/, altered: /could not be/, slow: null }),
);
const damaged = /arrived damaged/;
const notDownloaded = /could not be downloaded/;
survives('the app', /strokes\.wasm$/, [
  ...all({ missing: /404/, failing: /500/, truncated: damaged, altered: damaged, slow: null, offline: notDownloaded }),
  { kind: 'altered', times: 1, says: null },
  { kind: 'cut', times: 1, says: null },
  { kind: 'stalled', says: /Nothing has arrived for some seconds/ },
]);
survives('the app’s glue', /strokes\.mjs$/, [
  ...all({ missing: /404/, truncated: damaged, altered: damaged, slow: null, offline: notDownloaded }),
  { kind: 'truncated', times: 1, says: null },
]);
survives('the list of files', /files\.json$/, all({ slow: null }));
survives('a card', /digits_cnn\.json$/, [
  ...all({ missing: /description of the model/, truncated: damaged, slow: null, offline: /description of the model/ }),
  { kind: 'truncated', times: 1, says: null },
]);
