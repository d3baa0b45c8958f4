// The page in a frame of somebody else's page: the experiment alone, with a link to the whole page. Its address says so:
// #/experiments/<Key>?embed=1. boot.js hides the rest before anything is painted.
import { codeBlock } from './code_block.mjs';
import { el, icon } from './dom.mjs';
import { frameCode } from './frame_code.mjs';
import { addressOf } from './router.mjs';

/** @typedef {import('./types.d.ts').Experiment} Experiment */

export const embedded = document.documentElement.dataset['embed'] !== undefined;

/** The address of an experiment as this page is shown: within a frame it stays within. @param {string} key */
export const addressHere = (key) => `${addressOf(key)}${embedded ? '?embed=1' : ''}`;

/** Out of the frame. @param {Experiment} experiment */
export const wholePage = ({ key, title }) =>
  el(
    'p',
    { class: 'whole-page', 'data-testid': 'whole-page' },
    el(
      'a',
      { href: addressOf(key), target: '_blank', rel: 'noopener' },
      `${title}: the whole page on ML Lab`,
      icon('external-link'),
    ),
  );

/** @param {Experiment} experiment */
export const embedSection = (experiment) =>
  el(
    'section',
    { class: 'prose', 'aria-labelledby': 'embed', 'data-testid': 'embed' },
    el('h2', { id: 'embed' }, 'Put it on your page'),
    el('p', {}, 'These three lines show this experiment, and nothing else of this site, within a page of your own.'),
    codeBlock('Three lines of HTML', frameCode(experiment, new URL('./', location.href.split('#')[0]).href)),
  );
