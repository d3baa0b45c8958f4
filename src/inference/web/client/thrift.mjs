/** Has the visitor asked for less? Then nothing is computed ahead. */
export const savesData = () =>
  /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData === true ||
  matchMedia('(prefers-reduced-data: reduce)').matches;
