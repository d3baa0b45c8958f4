// What the pages say of themselves to search engines and messengers (Open Graph), and the pages that say it of each
// experiment: experiments/<Key>/ is read by whoever runs no scripts, and leads everybody else on.
import { Html, html } from './html.mjs';

/** @typedef {import('../../web/shell/types.d.ts').Experiment} Experiment */

/** Their pictures: outside of the build's folder, for others keep these addresses. @param {string} name */
export const previewPath = (name) => `previews/${name}.png`;
export const previewSize = { width: 1200, height: 630 };

/**
 * The addresses that package.json gives: of the source code, and of the site. Empty where there is none.
 * @param {{ repository?: string | { url?: string }, homepage?: string }} manifest
 */
export function addressesOf({ repository = '', homepage = '' }) {
  const source = (typeof repository === 'string' ? repository : (repository.url ?? ''))
    .replace(/^git\+/, '')
    .replace(/^github:/, 'https://github.com/')
    .replace(/\.git$/, '');
  const web = (/** @type {string} */ address) => (/^https?:\/\//.test(address) ? address : '');
  return { repository: web(source), homepage: web(homepage).replace(/\/?$/, (end) => (web(homepage) ? '/' : end)) };
}

/**
 * @param {{ title: string, description: string, path: string, picture: string, homepage: string, up?: string }} page
 *   path: below the site; picture: of `previewPath`, '' for none; up: from the page to the site's folder
 */
export function openGraph({ title, description, path, picture, homepage, up = '' }) {
  const address = picture && (homepage || up) + picture;
  const lines = [
    html`<meta property="og:type" content="website" />`,
    html`<meta property="og:site_name" content="ML Lab" />`,
    html`<meta property="og:title" content="${title}" />`,
    html`<meta property="og:description" content="${description}" />`,
    ...(homepage
      ? [
          html`<meta property="og:url" content="${homepage}${path}" />`,
          html`<link rel="canonical" href="${homepage}${path}" />`,
        ]
      : []),
    ...(address
      ? [
          html`<meta property="og:image" content="${address}" />`,
          html`<meta property="og:image:width" content="${previewSize.width}" />`,
          html`<meta property="og:image:height" content="${previewSize.height}" />`,
          html`<meta property="og:image:alt" content="${title}" />`,
          html`<meta name="twitter:card" content="summary_large_image" />`,
        ]
      : []),
  ];
  return lines.map(({ text }) => text).join('\n  ');
}

/**
 * @param {Experiment} experiment
 * @param {{ build: string, homepage: string, picture: string }} site
 */
export function experimentPage(experiment, { build, homepage, picture }) {
  const up = '../../';
  const path = `experiments/${experiment.key}/`;
  const head = openGraph({
    title: experiment.title,
    description: experiment.summary,
    path,
    picture,
    homepage,
    up,
  });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${experiment.title} – ML Lab</title>
        <meta name="description" content="${experiment.description}" />
        ${new Html(head)}
        <link rel="icon" href="${up}favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${up}${build}/styles/light.css" />
        <link rel="stylesheet" href="${up}${build}/styles/dark.css" media="(prefers-color-scheme: dark)" />
        <link rel="stylesheet" href="${up}${build}/styles/base.css" />
      </head>
      <body>
        <main>
          <h1>${experiment.title}</h1>
          <p>${experiment.description}</p>
          <p><a data-experiment href="${up}#/experiments/${experiment.key}">Open the experiment</a></p>
          <ol>
            ${experiment.how.map((text) => html`<li>${text}</li>`)}
          </ol>
        </main>
        <script src="${up}open.js"></script>
      </body>
    </html> `.text;
}
