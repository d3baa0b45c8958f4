// What the models answered earlier to the examples: a kilobyte each, so that an example has an answer while the network
// is still on its way. Nobody waits for them, and without them the page does all it does.

/** Longer than any of ours: C++ reads no more. */
const MOST_CHARACTERS = 65_536;

/** @param {string} id @returns {Promise<string>} '' where there is nothing */
async function fetched(id) {
  try {
    const response = await fetch(new URL(`../models/answers/${id}.json`, import.meta.url));
    const text = response.ok ? await response.text() : '';
    return text.length > MOST_CHARACTERS ? '' : text;
  } catch {
    return '';
  }
}

/**
 * Begins to fetch them.
 * @param {string[]} ids of models that have some
 * @returns {() => Record<string, string>} what has arrived by now, by the model's id; what it says, C++ checks
 */
export function storedAnswers(ids) {
  /** @type {Record<string, string>} */
  const arrived = {};
  for (const id of ids)
    void fetched(id).then((text) => {
      if (text) arrived[id] = text;
    });
  return () => arrived;
}
