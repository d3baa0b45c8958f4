// A link to what stands in a stage's fields: it goes into the address bar, which every page may write, and into the
// clipboard where the browser allows it. What is copied leads over the experiment's own page, so that messengers show a
// picture of it; what the fields say stands behind #, which no server ever sees.
import { el } from '../dom.mjs';
import { embedded } from '../embedding.mjs';
import { addressOf } from '../router.mjs';

/** @param {() => string} keyNow of the experiment whose model is on the stage */
export function sharing(keyNow) {
  const element = el('p', { class: 'shared', role: 'status', 'data-testid': 'shared' });

  /** @param {Record<string, string>} fields */
  const share = async (fields) => {
    const key = keyNow();
    const query = String(new URLSearchParams(fields));
    const address = new URL(`experiments/${key}/#${query}`, location.href.split('#')[0]).href;
    // Nobody sees the address of a frame.
    if (!embedded) history.replaceState(null, '', `${addressOf(key)}?${query}`);
    try {
      await navigator.clipboard.writeText(address);
      element.textContent = embedded ? 'The link is copied.' : 'The link is copied, and stands in the address bar.';
    } catch {
      if (embedded)
        element.replaceChildren(
          el('a', { href: address, target: '_blank', rel: 'noopener' }, 'Open the link'),
          ', and copy it from there.',
        );
      else element.textContent = 'The link stands in the address bar: copy it from there.';
    }
  };
  return { element, share: (/** @type {Record<string, string>} */ fields) => void share(fields) };
}
