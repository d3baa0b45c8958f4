// The text that a stage writes, as HTML: it can be selected, copied, searched and read out, and is shaded by how sure the
// network was. It is no live region: nobody wants to hear every character. A character is picked by pointing at it; a
// click, a tap or the arrow keys hold it, so that the pointer may leave for what stands below: what can be said about it,
// and what could have come instead.
import { el } from '../dom.mjs';

/** @typedef {import('../../../src/platform/page.js').Passage} Passage */

/** A line without an end must not become one endless block to lay out. */
const LONGEST_BLOCK = 1000;

/** The text node and the place in it under a point. @param {number} x @param {number} y @returns {[Node, number] | undefined} */
function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at ? [at.offsetNode, at.offset] : undefined;
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : undefined;
}

/** @param {(index: number | 'end') => void} pick 'end': none, but what comes after the last one */
export function passageView(pick) {
  const text = el('div', {
    class: 'passage',
    tabindex: 0,
    role: 'textbox',
    'aria-readonly': 'true',
    'aria-multiline': 'true',
    'aria-label': 'The text',
    'data-testid': 'passage',
  });
  const said = el('p', { class: 'passage-note', role: 'status', 'data-testid': 'passage-note' });
  const help = el(
    'p',
    { class: 'passage-help' },
    'Shaded: the stronger, the less the network expected this character itself. Point at one to see what else could have come; click or tap it, or walk with the arrow keys, to hold it. Escape leaves it.',
  );
  const element = el('div', { class: 'passage-frame', hidden: true }, text, said, help);
  let length = 0;
  /** @type {HTMLElement | undefined} the line that is written now */
  let line;
  let lineLength = 0;
  let picked = -1;
  let held = false;
  /** @type {{ node: Text, from: number }[]} every text node, and the number of its first character */
  let nodes = [];
  const mark = el('span', { class: 'passage-mark', 'aria-hidden': 'true', hidden: true });

  /** The node that character `index` is in: nodes are in order. @param {number} index */
  const nodeOf = (index) => {
    let low = 0;
    let high = nodes.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((nodes[middle]?.from ?? 0) <= index) low = middle;
      else high = middle;
    }
    return nodes[low];
  };

  /** @param {number} index */
  const rectOf = (index) => {
    const at = nodeOf(index);
    if (!at) return undefined;
    const range = document.createRange();
    const offset = Math.min(index - at.from, at.node.length - 1);
    range.setStart(at.node, offset);
    range.setEnd(at.node, offset + 1);
    return range.getBoundingClientRect();
  };

  const showMark = () => {
    const rect = picked >= 0 && picked < length ? rectOf(picked) : undefined;
    mark.hidden = !rect;
    if (!rect) return;
    const frame = text.getBoundingClientRect();
    mark.style.left = `${rect.left - frame.left + text.scrollLeft - text.clientLeft}px`;
    mark.style.top = `${rect.top - frame.top + text.scrollTop - text.clientTop}px`;
    mark.style.width = `${Math.max(rect.width, 4)}px`;
    mark.style.height = `${rect.height}px`;
  };

  /** @param {number} index */
  const choose = (index) => {
    if (index < 0 || index >= length || index === picked) return;
    picked = index;
    showMark();
    pick(index);
  };

  const leave = () => {
    held = false;
    if (picked < 0) return;
    picked = -1;
    showMark();
    pick('end');
  };

  /** @param {string} part @param {number} confidence */
  const append = (part, confidence) => {
    let rest = part;
    while (rest !== '') {
      const end = rest.indexOf('\n');
      const piece = end < 0 ? rest : rest.slice(0, end + 1);
      rest = rest.slice(piece.length);
      if (!line || lineLength >= LONGEST_BLOCK) {
        line = el('div', {});
        lineLength = 0;
        text.append(line);
      }
      const node = document.createTextNode(piece);
      nodes.push({ node, from: length });
      line.append(confidence < 0 ? el('b', {}, node) : el('span', { class: `sure-${confidence}` }, node));
      length += piece.length;
      // What was begun with nothing but a new line would not be seen.
      if (confidence < 0 && piece === '\n' && lineLength === 0) line.classList.add('given-empty');
      lineLength += piece.length;
      if (end >= 0) line = undefined;
    }
  };

  const start = () => {
    nodes = [];
    length = 0;
    picked = -1;
    held = false;
    line = undefined;
    mark.hidden = true;
    text.replaceChildren(mark);
    element.hidden = false;
  };

  /** @param {PointerEvent | MouseEvent} event */
  const characterAt = (event) => {
    const caret = caretAt(event.clientX, event.clientY);
    if (!caret || !text.contains(caret[0])) return -1;
    const known = nodes.findLast(({ node }) => node === caret[0]);
    if (!known) return -1;
    // A caret stands between two characters: it is the one that is under the pointer.
    for (const index of [known.from + caret[1], known.from + caret[1] - 1]) {
      const rect = index >= 0 && index < length ? rectOf(index) : undefined;
      if (
        rect &&
        event.clientX >= rect.left &&
        event.clientX < rect.right &&
        event.clientY >= rect.top - 4 &&
        event.clientY < rect.bottom + 4
      )
        return index;
    }
    return -1;
  };
  text.addEventListener('pointermove', (event) => {
    if (!held && event.pointerType !== 'touch' && event.buttons === 0) choose(characterAt(event));
  });
  text.addEventListener('pointerleave', () => {
    if (!held) leave();
  });
  text.addEventListener('click', (event) => {
    if (getSelection()?.type === 'Range') return; // the end of a drag
    const index = characterAt(event);
    if (index < 0 || (held && index === picked)) {
      leave();
    } else {
      choose(index);
      held = true;
    }
  });
  text.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || length === 0) return;
    if (event.key === 'Escape') leave();
    const from = picked < 0 ? length : picked;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= length) {
      leave();
      return;
    }
    choose(Math.max(0, to));
    held = true;
    mark.scrollIntoView({ block: 'nearest' });
  });

  return {
    element,
    /** @param {Passage} passage */
    write({ begins, parts }) {
      if (begins) start();
      const atEnd = text.scrollHeight - text.scrollTop - text.clientHeight < 48;
      for (const { text: part, confidence } of parts) append(part, confidence);
      if (atEnd) text.scrollTop = text.scrollHeight;
    },
    focus() {
      text.focus({ preventScroll: true });
    },
    /** What is said about the picked character. @param {string} sentence */
    note(sentence) {
      said.textContent = sentence;
    },
  };
}
