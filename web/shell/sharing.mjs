// A link to what stands in a stage's fields: it goes into the address bar, which every page may write, and into the
// clipboard where the browser allows it.
import { el } from './dom.mjs';
import { addressOf } from './router.mjs';

/** @param {string} key of the experiment */
export function sharing(key) {
  const element = el('p', { class: 'shared', role: 'status', 'data-testid': 'shared' });

  /** @param {Record<string, string>} fields */
  const share = async (fields) => {
    const address = new URL(`${addressOf(key)}?${new URLSearchParams(fields)}`, location.href).href;
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(address);
      element.textContent = 'The link is copied, and stands in the address bar.';
    } catch {
      element.textContent = 'The link stands in the address bar: copy it from there.';
    }
  };
  return { element, share: (/** @type {Record<string, string>} */ fields) => void share(fields) };
}
