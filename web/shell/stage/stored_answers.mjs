// What the models answered earlier to the examples: a kilobyte each, so that an example has an answer while the network
// is still on its way. Nobody waits for them, and without them the page does all it does.
import { inBuild } from '../addresses.mjs';
import { el } from '../dom.mjs';

/** Longer than any of ours: C++ reads no more. */
const MOST_CHARACTERS = 65_536;

/** @param {string} id @returns {Promise<string>} '' where there is nothing */
async function fetched(id) {
  try {
    const response = await fetch(inBuild(`models/answers/${id}.json`));
    const text = response.ok ? await response.text() : '';
    return text.length > MOST_CHARACTERS ? '' : text;
  } catch {
    return '';
  }
}

/**
 * Begins to fetch them, and has the line that says when one of them is shown.
 * @param {string[]} ids of the models that have some
 */
export function storedAnswers(ids) {
  /** @type {Record<string, string>} */
  const arrived = {};
  for (const id of ids)
    void fetched(id).then((text) => {
      if (text) arrived[id] = text;
    });
  // Announced by itself: the network's own answer often reads the same, and is then not read out again.
  const note = el('p', {
    class: 'stored-note',
    role: 'status',
    'data-testid': 'stored-note',
    hidden: ids.length === 0,
  });
  return {
    note,
    /** What has arrived by now, by the model's id; what it says, C++ checks. */
    answers: () => arrived,
    /** @param {string} sentence '' where the network has answered */
    say(sentence) {
      if (note.textContent !== sentence) note.textContent = sentence;
    },
  };
}
