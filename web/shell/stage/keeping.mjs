// What a stage wants back after a reload, Back, a crash of the tab or a new version: the fields of a link to it, kept for
// this tab and no longer, one record for each stage.
import { parseRoute } from '../router.mjs';

const prefix = 'ml-lab/kept/';
const most = 64 * 1024; // characters; a stage that needs more is not kept

/** @typedef {import('../types.d.ts').Experiment} Experiment */
/** @typedef {{ query: string, fields: Record<string, string> }} Kept */

/** @param {unknown} value @returns {value is Kept} */
function isKept(value) {
  if (typeof value !== 'object' || value === null || !('query' in value) || !('fields' in value)) return false;
  const { query, fields } = value;
  return (
    typeof query === 'string' &&
    typeof fields === 'object' &&
    fields !== null &&
    Object.values(fields).every((text) => typeof text === 'string')
  );
}

// Routes that share a stage share what is on it.
/** @param {Experiment} experiment */
const place = ({ experiment, models }) => `${prefix}${experiment}/${models.join('+')}`;

/** @param {Experiment} experiment @returns {Kept | undefined} */
function read(experiment) {
  try {
    const value = JSON.parse(sessionStorage.getItem(place(experiment)) ?? 'null');
    return isKept(value) ? value : undefined;
  } catch {
    return undefined; // refused, or written by somebody else
  }
}

/**
 * What a stage is to be opened with. A link says it, unless this tab went on from that very link.
 * @param {Experiment} experiment
 * @param {URLSearchParams} query of the address
 * @returns {{ fields: Record<string, string>, again: boolean }}
 */
export function opening(experiment, query) {
  const kept = read(experiment);
  if (kept && (query.toString() === '' || kept.query === query.toString())) return { fields: kept.fields, again: true };
  return { fields: Object.fromEntries(query), again: false };
}

/**
 * Together with the address of this moment.
 * @param {Experiment} experiment
 * @param {Record<string, string>} fields empty: there is nothing to keep
 */
export function keep(experiment, fields) {
  const route = parseRoute(location.hash);
  const query = route?.view === 'experiment' ? route.query.toString() : '';
  const text = JSON.stringify({ query, fields });
  try {
    if (Object.keys(fields).length === 0 || text.length > most) sessionStorage.removeItem(place(experiment));
    else sessionStorage.setItem(place(experiment), text);
  } catch {
    // Full or refused: then a reload begins anew.
  }
}
