// A pad that costs nothing: lines in an SVG, no network. It remembers the strokes for the stage that takes them over.
import { svg } from '../dom.mjs';

/** @typedef {import('./stroke_text.mjs').Point} Point */

const side = 320; // of the picture, in its own units
/** A three, as one draws it: what an idle pad shows. In shares of the side. @type {[number, number][]} */
const example = [
  [0.37, 0.22], [0.5, 0.18], [0.58, 0.18], [0.64, 0.22], [0.64, 0.28], [0.6, 0.35], [0.54, 0.41], [0.5, 0.43],
  [0.61, 0.45], [0.69, 0.5], [0.73, 0.57], [0.73, 0.65], [0.69, 0.72], [0.62, 0.78], [0.51, 0.81], [0.39, 0.82],
  [0.29, 0.79],
]; // prettier-ignore
const exampleMs = 1400;

/** @param {[number, number, ...number[]][]} points */
const attribute = (points) => points.map(([x, y]) => `${(x * side).toFixed(1)},${(y * side).toFixed(1)}`).join(' ');

/**
 * @param {{ onDown: () => void, onUp: () => void }} told of every stroke
 */
export function lightPad({ onDown, onUp }) {
  const hint = svg('text', { x: side / 2, y: side / 2, class: 'first-pad-hint' }, 'Draw a digit');
  const lines = svg('g', {});
  const element = svg(
    'svg',
    { viewBox: `0 0 ${side} ${side}`, class: 'first-pad-paper', 'aria-hidden': 'true', 'data-testid': 'light-pad' },
    hint,
    lines,
  );
  /** @type {Point[][]} */
  let strokes = [];
  /** @type {{ id: number, line: SVGPolylineElement, points: Point[] } | undefined} */
  let pen;
  let began = 0;
  let showing = 0; // the frame that goes on with the example

  const newLine = () => {
    const line = svg('polyline', { class: 'first-pad-ink' });
    lines.append(line);
    return line;
  };
  const clear = () => {
    cancelAnimationFrame(showing);
    showing = 0;
    strokes = [];
    pen = undefined;
    lines.replaceChildren();
    hint.removeAttribute('visibility');
  };

  /** @param {PointerEvent} event @returns {Point} */
  const pointOf = (event) => {
    const box = element.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height, event.timeStamp - began];
  };
  /** @param {PointerEvent} event */
  const goOn = (event) => {
    if (!pen || event.pointerId !== pen.id) return;
    const samples = event.getCoalescedEvents?.() ?? [];
    for (const sample of samples.length > 0 ? samples : [event]) pen.points.push(pointOf(sample));
    pen.line.setAttribute('points', attribute(pen.points));
  };
  /** @param {PointerEvent} event */
  const lift = (event) => {
    if (!pen || event.pointerId !== pen.id) return;
    pen = undefined;
    onUp();
  };

  element.addEventListener('pointerdown', (event) => {
    if (pen || event.button !== 0) return;
    if (strokes.length === 0) {
      clear(); // the example
      began = event.timeStamp;
    }
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    hint.setAttribute('visibility', 'hidden');
    pen = { id: event.pointerId, line: newLine(), points: [pointOf(event)] };
    strokes.push(pen.points);
    // A dot until it moves.
    pen.line.setAttribute('points', attribute([...pen.points, ...pen.points]));
    onDown();
  });
  element.addEventListener('pointermove', goOn);
  element.addEventListener('pointerup', lift);
  element.addEventListener('pointercancel', lift);
  element.addEventListener('lostpointercapture', lift);

  return {
    element,
    clear,
    /** @returns {Point[][]} */
    strokes: () => strokes,
    drawing: () => pen !== undefined,
    /** Draws the example, as a hand would. */
    showExample() {
      if (strokes.length > 0 || showing) return;
      const line = newLine();
      hint.setAttribute('visibility', 'hidden');
      /** @type {number | undefined} */
      let first;
      /** @param {number} now */
      const draw = (now) => {
        first ??= now;
        const points = Math.ceil(Math.min(1, (now - first) / exampleMs) * example.length);
        line.setAttribute('points', attribute(example.slice(0, Math.max(1, points))));
        element.dataset['example'] = points < example.length ? 'drawing' : 'drawn';
        showing = points < example.length ? requestAnimationFrame(draw) : 0;
      };
      showing = requestAnimationFrame(draw);
    },
  };
}
