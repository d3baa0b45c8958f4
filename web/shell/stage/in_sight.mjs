// Brings the stage, or its pad, to where the visitor looks.

/**
 * @param {HTMLElement} frame around the stage
 * @param {HTMLElement} stage
 */
export function sight(frame, stage) {
  const toTop = () =>
    frame.scrollIntoView({
      block: 'start',
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth',
    });
  const pad = () => /** @type {Record<string, number[]>} */ (JSON.parse(stage.dataset['areas'] ?? '{}'))['pad'];
  return {
    toTop,
    /** What is given to the stage is drawn on a pad. */
    hasPad: () => pad() !== undefined,
    /** Whoever is asked to draw something must see the pad, and what may appear above it. */
    showPad() {
      const [, y = 0, , height = 0] = pad() ?? [];
      const top = stage.getBoundingClientRect().top + y;
      if (top < 0 || top + 1.25 * height > innerHeight) toTop();
    },
  };
}
