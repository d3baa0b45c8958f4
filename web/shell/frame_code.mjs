// Three lines of HTML that show an experiment in a page of one's own.
import { addressOf } from './router.mjs';

/** @param {string} text */
const attribute = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * @param {{ key: string, title: string, tags: string[] }} experiment
 * @param {string} site its address
 */
export const frameCode = ({ key, title, tags }, site) =>
  `<iframe src="${attribute(site + addressOf(key))}?embed=1" title="${attribute(title)}"
  width="100%" height="900" loading="lazy" style="border: 0"
  allow="${tags.includes('Camera') ? 'camera; ' : ''}clipboard-write"></iframe>`;
