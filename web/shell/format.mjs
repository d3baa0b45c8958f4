// Numbers as people read them; used by the page and by the build that writes the gallery. A number and its unit never
// part at a line's end.

const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} n */
export const count = (n) => integers.format(n);

/** Decimal units, as networks and hosts count: "412 KB", "14.2 MB". @param {number} n */
export function bytes(n) {
  if (n < 1000) return `${n}\u00a0bytes`;
  if (n < 999_500) return `${integers.format(n / 1000)}\u00a0KB`;
  return `${decimals.format(n / 1e6)}\u00a0MB`;
}

/**
 * A share in percent, never flattered: cut where more is better, so that 0.99996 never becomes “100 %”, and raised
 * where less is better.
 * @param {number} share between 0 and 1
 * @param {number} digits after the point
 * @param {'down' | 'up'} towards
 */
export function percent(share, digits = 2, towards = 'down') {
  const scale = 10 ** digits;
  // The tiny number undoes what binary fractions lose: 0.9957 × 10⁴ is 9956.999… there.
  const whole = towards === 'down' ? Math.floor(share * 100 * scale + 1e-6) : Math.ceil(share * 100 * scale - 1e-6);
  return `${(whole / scale).toFixed(digits)}\u00a0%`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 90) return `${Math.round(seconds)}\u00a0s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}\u00a0min`;
  return `${decimals.format(seconds / 3600)}\u00a0h`;
}
