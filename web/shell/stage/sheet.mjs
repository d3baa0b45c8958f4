// Several pictures and what was found in each, as a table with thumbnails. Rows stay the same elements while they are
// sorted and filled, so that focus is never lost; what each shows is the stage's to say.
import { el } from '../dom.mjs';

/** @typedef {import('../../../src/platform/page.js').Sheet} Sheet */
/** @typedef {Sheet['rows'][number]} Row */

/**
 * @param {{ actions: HTMLElement, onSort: (column: string) => void, onShow: (picture: number) => void }} options
 *   actions: the stage's buttons for it
 */
export function sheetView({ actions, onSort, onShow }) {
  const title = el('h2', { id: 'sheet-title' });
  const words = el('p', { 'data-testid': 'sheet-words' });
  // How far it is, is to be seen; only that it is over is said aloud.
  const status = el('p', { role: 'status', class: 'visually-hidden', 'data-testid': 'sheet-status' });
  const bar = el('progress', { 'aria-label': 'Pictures looked at' });
  const head = el('tr', {});
  const body = el('tbody', {});
  const caption = el('caption', { class: 'visually-hidden' });
  const table = el('table', { class: 'sheet-table' }, caption, el('thead', {}, head), body);
  const scroll = el('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Pictures' }, table);
  const element = el(
    'section',
    { class: 'sheet', 'data-testid': 'sheet', 'aria-labelledby': 'sheet-title', hidden: true },
    title,
    bar,
    words,
    status,
    actions,
    scroll,
  );
  /** @type {Map<number, HTMLTableRowElement>} */
  const rows = new Map();
  /** @type {Map<number, string>} */
  const thumbnails = new Map();

  /** @param {Sheet} sheet */
  const showHead = ({ columns, sorted, descending }) => {
    if (head.children.length !== columns.length)
      head.replaceChildren(
        ...columns.map(({ id, label, number }) =>
          el(
            'th',
            { scope: 'col', class: number ? 'number' : null },
            el('button', { type: 'button', 'data-sort': id, click: () => onSort(id) }, label),
          ),
        ),
      );
    columns.forEach(({ id }, i) => {
      const cell = head.children[i];
      if (id !== sorted) cell?.removeAttribute('aria-sort');
      else cell?.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    });
  };

  /** @param {number} number */
  const showThumbnail = (number) => {
    const image = rows.get(number)?.querySelector('img');
    const address = thumbnails.get(number) ?? '';
    if (!image || image.getAttribute('src') === address) return;
    image.hidden = address === '';
    if (address) image.src = address;
    else image.removeAttribute('src');
  };

  /** @param {Row} row */
  const makeRow = ({ picture, name }) =>
    el(
      'tr',
      { 'data-picture': picture },
      el(
        'th',
        { scope: 'row' },
        el(
          'button',
          { type: 'button', class: 'sheet-name', click: () => onShow(picture), 'data-tip': 'Look at it again' },
          el('img', { alt: '', hidden: true }),
          el('span', {}, name),
        ),
      ),
    );

  /** @param {HTMLTableRowElement} element @param {Row} row @param {Sheet['columns']} columns */
  const fillRow = (element, { cells, failure }, columns) => {
    const said = JSON.stringify([cells, failure]);
    if (element.dataset['said'] === said) return;
    element.dataset['said'] = said;
    while (element.children.length > 1) element.lastElementChild?.remove();
    if (failure) element.append(el('td', { colspan: columns.length - 1, class: 'sheet-failure' }, failure));
    else if (cells.length === 0) element.append(el('td', { colspan: columns.length - 1, class: 'sheet-waits' }, '…'));
    else element.append(...cells.map((cell, i) => el('td', { class: columns[i + 1]?.number ? 'number' : null }, cell)));
  };

  return {
    element,
    /** @param {Sheet} sheet */
    show(sheet) {
      element.hidden = sheet.rows.length === 0;
      title.textContent = caption.textContent = sheet.title;
      words.textContent = sheet.words;
      const over = sheet.busy ? '' : sheet.words;
      if (status.textContent !== over) status.textContent = over;
      bar.hidden = !sheet.busy;
      bar.max = Math.max(1, sheet.rows.length);
      bar.value = sheet.done;
      showHead(sheet);
      const numbers = new Set(sheet.rows.map(({ picture }) => picture));
      for (const [number, row] of rows) {
        const name = row.querySelector('.sheet-name span')?.textContent;
        if (numbers.has(number) && sheet.rows.some((now) => now.picture === number && now.name === name)) continue;
        row.remove();
        rows.delete(number);
      }
      sheet.rows.forEach((row, place) => {
        let line = rows.get(row.picture);
        if (!line) {
          line = makeRow(row);
          rows.set(row.picture, line);
          showThumbnail(row.picture);
        }
        fillRow(line, row, sheet.columns);
        if (body.children[place] !== line) body.insertBefore(line, body.children[place] ?? null);
      });
    },
    /** @param {number} number @param {string} address '' when all are forgotten */
    thumbnail(number, address) {
      if (address) thumbnails.set(number, address);
      else thumbnails.clear();
      if (address) showThumbnail(number);
      else rows.forEach((_, each) => showThumbnail(each));
    },
  };
}
