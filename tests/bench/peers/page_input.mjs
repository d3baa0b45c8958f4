// What a network is asked and what it answers with, from its card.

/** @typedef {{ name: string, type: string, shape: number[] }} Tensor */

/**
 * One input. Where a side is free, the smallest that the page offers.
 * @param {{ inputs: Tensor[], preprocessing: Record<string, number> }} card
 * @returns {Tensor}
 */
export function inputOf({ inputs: [input], preprocessing }) {
  const { name, type, shape } = /** @type {Tensor} */ (input);
  const free = preprocessing['side_3_px'] ?? preprocessing['side_px'] ?? 1;
  return { name, type, shape: shape.map((side, axis) => (side > 0 ? side : axis > 1 ? free : 1)) };
}

/** The output that is compared. @param {{ outputs: Tensor[] }} card */
export const answerOf = ({ outputs }) => (outputs.find(({ name }) => name === 'logits') ?? outputs[0])?.name ?? '';
