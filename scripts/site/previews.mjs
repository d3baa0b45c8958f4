// The picture that a messenger shows of a link: the experiment's cover, drawn in the light theme's colours, beside its
// title. librsvg draws it (Debian: librsvg2-bin); where it is missing there are no pictures, and the pages name none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './hashes.mjs';
import { previewSize } from './head.mjs';
import { html, Html } from './html.mjs';

const margin = 64;
const cover = { width: 560, height: 350 };
const column = previewSize.width - 3 * margin - cover.width;

/** The rules that draw covers, with the theme's values in the place of their names. @param {string} covers @param {string} theme */
export function coverRules(covers, theme) {
  const values = new Map([...theme.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
  return [...covers.matchAll(/^\.cover-[^{]*\{[^}]*\}/gm)]
    .map(([rule]) => rule.replace(/var\((--[\w-]+)\)/g, (_, name) => values.get(name) ?? 'none'))
    .join('\n');
}

/** Lines of so many letters, more or less. @param {string} text @param {number} letters @param {number} most */
export function lines(text, letters, most) {
  /** @type {string[]} */
  const wrapped = [''];
  for (const word of text.split(' ')) {
    const line = wrapped.at(-1) ?? '';
    if (line && line.length + 1 + word.length > letters) wrapped.push(word);
    else wrapped[wrapped.length - 1] = line ? `${line} ${word}` : word;
  }
  if (wrapped.length <= most) return wrapped;
  return [...wrapped.slice(0, most - 1), `${wrapped[most - 1]} …`];
}

/** @param {{ title: string, summary: string, cover: string, rules: string }} what cover: SVG of the gallery */
export function previewSvg({ title, summary, cover: drawn, rules }) {
  const titleLines = lines(title, Math.floor(column / 25), 4);
  const textLines = lines(summary, Math.floor(column / 13.5), 6);
  const text = (/** @type {string[]} */ all, /** @type {number} */ top, /** @type {number} */ step) =>
    all.map((line, i) => html`<tspan x="${margin}" y="${top + i * step}">${line}</tspan>`);
  const titleTop = 210;
  const textTop = titleTop + titleLines.length * 58 + 14;
  const inner = drawn.replace(/^[^]*?<svg[^>]*>/, '').replace(/<\/svg>[^]*$/, '');
  const at = { x: previewSize.width - margin - cover.width, y: (previewSize.height - cover.height) / 2 };
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${previewSize.width}"
    height="${previewSize.height}"
    viewBox="0 0 ${previewSize.width} ${previewSize.height}"
  >
    <style>
      ${new Html(rules)} text {
        font-family: Inter, sans-serif;
      }
    </style>
    <rect width="100%" height="100%" fill="#f6f7f7" />
    <rect
      x="${at.x - 16}"
      y="${at.y - 16}"
      width="${cover.width + 32}"
      height="${cover.height + 32}"
      rx="24"
      fill="#ffffff"
      stroke="#dde1e2"
    />
    <svg x="${at.x}" y="${at.y}" width="${cover.width}" height="${cover.height}" viewBox="0 0 320 200">
      ${new Html(inner)}
    </svg>
    <g transform="translate(${margin} 88)">
      <rect width="48" height="48" rx="12" fill="#0b756b" />
      <g transform="scale(1.5)" fill="#ffffff" stroke="none">
        <path d="M9 10 23 16M9 22l14-6M9 10v12" fill="none" stroke="#ffffff" stroke-width="2" />
        <circle cx="9" cy="10" r="3" />
        <circle cx="9" cy="22" r="3" />
        <circle cx="23" cy="16" r="3.6" />
      </g>
    </g>
    <text x="${margin + 64}" y="122" font-size="28" font-weight="600" fill="#1b2123">ML Lab</text>
    <text font-size="46" font-weight="600" fill="#1b2123">${text(titleLines, titleTop, 58)}</text>
    <text font-size="26" fill="#5a6468">${text(textLines, textTop, 38)}</text>
  </svg> `.text;
}

/**
 * @param {string} svg
 * @param {string} cache folder of what was drawn before
 * @returns {Buffer | undefined} PNG; nothing where librsvg is missing
 */
export function drawn(svg, cache) {
  const file = join(cache, `${sha256(svg)}.png`);
  if (existsSync(file)) return readFileSync(file);
  const { status, stdout } = spawnSync('rsvg-convert', [], { input: svg, maxBuffer: 64e6 });
  if (status !== 0 || stdout.length === 0) return undefined;
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, stdout);
  return stdout;
}
