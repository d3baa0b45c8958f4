// How many times as fast, as bars: a picture that needs nothing but itself.

const ROW = 24;
const LEFT = 240;
const WIDTH = 360;

/** @param {string} text */
const escaped = (text) => text.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));

/** @param {{ id: string, ratio: number }[]} rows */
export function bars(rows) {
  const most = Math.max(2, ...rows.map(({ ratio }) => ratio));
  const x = (/** @type {number} */ ratio) => LEFT + (WIDTH * ratio) / most;
  const height = ROW * (rows.length + 2);
  const body = rows.map(({ id, ratio }, i) => {
    const y = ROW * (i + 1);
    const colour = ratio >= 1 ? '#0f766e' : '#b45309';
    return `<text x="${LEFT - 8}" y="${y + 15}" text-anchor="end">${escaped(id)}</text>
<rect x="${LEFT}" y="${y + 4}" width="${(x(ratio) - LEFT).toFixed(1)}" height="${ROW - 8}" fill="${colour}"/>
<text x="${(x(ratio) + 6).toFixed(1)}" y="${y + 15}">${ratio.toFixed(2)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 60} ${height}" font-family="sans-serif" font-size="13" fill="#444">
<title>How many times as fast as TensorFlow.js</title>
<text x="${LEFT}" y="14">times as fast as TensorFlow.js (1 = equal)</text>
${body.join('\n')}
<path d="M${x(1).toFixed(1)} ${ROW} V${height - ROW + 4}" stroke="#444" stroke-dasharray="3 3"/>
</svg>
`;
}
