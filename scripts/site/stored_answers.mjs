// What the models answered earlier to the examples of their pages: models/answers/<id>.json, which the trainer writes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./models.mjs').Models} Models */

/** @param {Buffer} content */
function hashIn(content) {
  try {
    return JSON.parse(content.toString())?.sha256;
  } catch {
    return undefined;
  }
}

/**
 * Those of the very files that the site has: what another file answered is left out, and the page does without.
 * @param {Models} models
 * @param {string} folder
 * @param {(sentence: string) => void} say
 * @returns {Map<string, Buffer>} by the model's id
 */
export function storedAnswers(models, folder, say) {
  const found = new Map();
  for (const [id, { card }] of models) {
    const file = join(folder, `${id}.json`);
    if (!existsSync(file)) continue;
    const content = readFileSync(file);
    if (hashIn(content) === card.file.sha256) found.set(id, content);
    else say(`${file} is of another file of ${id} and is left out; npm run train -- answers makes it anew.`);
  }
  return found;
}
