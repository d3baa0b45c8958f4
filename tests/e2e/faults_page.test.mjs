// What the page itself is made of.
import { survives, useFaultySite } from './faults.mjs';
import { kinds } from './faulty_site.mjs';

useFaultySite();

const all = kinds.map((kind) => ({ kind }));
const incomplete = /did not load completely/;

// Without any of it, and with other bytes that are a page as well, there is nobody who could say so.
survives('index.html', /folder\/$/, [
  { kind: 'truncated', says: incomplete },
  { kind: 'truncated', times: 1, says: null },
  { kind: 'slow', says: null },
]);
survives(
  'the first script',
  /boot\.js$/,
  all.map((fault) => ({ ...fault, says: null })),
);
survives('the shell’s module', /shell\/main\.mjs$/, [
  { kind: 'missing', says: incomplete },
  { kind: 'failing', says: incomplete },
  { kind: 'truncated', says: incomplete },
  { kind: 'truncated', times: 1, says: null },
  { kind: 'altered', says: incomplete },
  { kind: 'slow', says: null },
  { kind: 'cut', says: incomplete },
  { kind: 'offline', says: incomplete },
]);
survives('a module that the shell’s needs', /shell\/ahead\.mjs$/, [
  { kind: 'missing', says: incomplete },
  { kind: 'truncated', says: incomplete },
  { kind: 'truncated', times: 1, says: null },
  { kind: 'altered', says: incomplete },
  { kind: 'offline', says: incomplete },
]);
survives('the module of an experiment’s page', /shell\/experiment\.mjs$/, [
  ...['missing', 'failing', 'truncated', 'altered', 'cut', 'offline'].map((kind) => ({
    kind: /** @type {import('./faulty_site.mjs').Kind} */ (kind),
    says: /experiment’s page could not be loaded/,
  })),
  { kind: 'slow', says: null },
]);
survives('the list of experiments', /site\.json$/, [
  ...['missing', 'failing', 'truncated', 'cut', 'offline'].map((kind) => ({
    kind: /** @type {import('./faulty_site.mjs').Kind} */ (kind),
    says: /list of experiments could not be loaded/,
  })),
  { kind: 'truncated', times: 1, says: null },
  { kind: 'slow', says: null },
]);
survives(
  'what it looks like',
  /\.(css|svg|woff2)$/,
  all.map((fault) => ({ ...fault, says: null })),
);
