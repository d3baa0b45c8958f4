// Model cards as they arrive: whole and of the model that was asked for, or a sentence that says what is wrong.
import { inBuild } from './addresses.mjs';

/** @typedef {import('./types.d.ts').Card} Card */
/** text: what the stage reads of it @typedef {{ text: string, card: Card }} Loaded */

/** A connection over which a card does not come in this time is given up. */
const PATIENCE_MS = 20_000;

/** What the page shows of a card; what the networks need of it, C++ checks. @type {[string, (value: any) => boolean][]} */
const parts = [
  ['name', (value) => typeof value === 'string'],
  ['file', (value) => typeof value?.name === 'string' && typeof value.sha256 === 'string' && value.bytes > 0],
  ['labels', Array.isArray],
  ['architecture', (value) => Array.isArray(value?.layers) && Number.isFinite(value.parameters)],
  ['data', Array.isArray],
  ['metrics', Array.isArray],
];

/**
 * What is wrong with a card; nothing where it is whole.
 * @param {unknown} card
 * @param {string} id of the model that was asked for
 */
export function faultOf(card, id) {
  if (typeof card !== 'object' || card === null) return 'is no description at all';
  const said = /** @type {Record<string, unknown>} */ (card);
  if (said['id'] !== id) return 'belongs to another model';
  const missing = parts.find(([name, fits]) => !fits(said[name]));
  return missing && `lacks a part (“${missing[0]}”)`;
}

/**
 * @param {string} id
 * @param {RequestCache} cache
 * @returns {Promise<string>}
 */
async function fetchText(id, cache) {
  const again = 'Check your connection, then try again.';
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(inBuild(`models/${id}.json`), { cache, signal });
    if (response.ok) return await response.text();
  } catch {
    // Said below.
  }
  throw new Error(`The description of the model could not be loaded. ${again}`);
}

/** What only the page shows: nearly all of a card. @type {(keyof Card)[]} */
const shown = ['data', 'training', 'metrics', 'confusion', 'curve', 'mistakes'];

/** A stage that opens reads the cards of all its models, with code that is still slow. @param {Card} card */
const forStage = (card) =>
  JSON.stringify(Object.fromEntries(Object.entries(card).filter(([name]) => !shown.some((part) => part === name))));

/**
 * @param {string} id
 * @returns {Promise<[string, Loaded]>} rejects with a sentence for a person
 */
export async function loadCard(id) {
  let fault = '';
  // A damaged copy may lie in a cache: once more, past all caches.
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    const text = await fetchText(id, cache);
    let card;
    try {
      card = JSON.parse(text);
    } catch {
      // No card at all.
    }
    fault = faultOf(card, id) ?? '';
    if (!fault) return [id, { text: forStage(card), card }];
  }
  throw new Error(
    `The description of the model “${id}” arrived damaged: it ${fault}. Try again; if that does not help, the copy on ` +
      'the server is damaged.',
  );
}
