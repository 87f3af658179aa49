// @ts-check
// Files and links dropped anywhere on the page. While something is dragged over it, the page says where it would go.

import { h, icon } from '../../dom.js';

/** @typedef {import('../../upload/queue.js').Picked} Picked */

/**
 * What takes what was dropped.
 * @typedef {object} Taker
 * @property {() => string} word  where it would go, as it is shown; '' while nothing is taken
 * @property {(films: Picked[]) => void} films
 * @property {(links: string) => void} links  a text with links
 */

/** @param {HTMLElement} root  the page's body @param {Taker} taker */
export function acceptDrops(root, taker) {
  const veil = h('div', { class: 'drop-veil', hidden: true }, h('div', { class: 'drop-veil-box' }, icon('film'), h('p', { role: 'status' })));
  const said = /** @type {HTMLElement} */ (veil.querySelector('p'));
  root.append(veil);
  let ours = false; // what is dragged began on this page
  let depth = 0; // elements entered and not left

  const show = (/** @type {string} */ word) => {
    veil.hidden = !word;
    said.textContent = word;
  };
  const end = () => {
    depth = 0;
    show('');
  };
  /** @param {DragEvent} event */
  const takes = (event) => !ours && !isField(event.target) && !root.querySelector('dialog[open]') && kindOf(event.dataTransfer) !== '' && taker.word();

  root.addEventListener('dragstart', () => (ours = true));
  root.addEventListener('dragend', () => {
    ours = false;
    end();
  });
  root.addEventListener('dragenter', (event) => {
    depth += 1;
    const word = takes(event);
    if (!word) return;
    event.preventDefault();
    show(word);
  });
  root.addEventListener('dragover', (event) => {
    const word = takes(event);
    // A file that nobody takes must not be opened by the browser in place of the page.
    if (!word && kindOf(event.dataTransfer) !== 'files') return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = word ? 'copy' : 'none';
  });
  root.addEventListener('dragleave', () => {
    depth -= 1;
    if (depth <= 0) end();
  });
  root.addEventListener('drop', (event) => {
    const word = takes(event);
    const kind = kindOf(event.dataTransfer);
    if (word || kind === 'files') event.preventDefault();
    end();
    if (!word || !event.dataTransfer) return;
    if (kind === 'links') taker.links(textOf(event.dataTransfer));
    else void filmsOf(event.dataTransfer).then(taker.films);
  });
}

/** @param {DataTransfer|null} dragged @returns {'files'|'links'|''} */
function kindOf(dragged) {
  const types = dragged?.types ?? [];
  return types.includes('Files') ? 'files' : types.includes('text/uri-list') ? 'links' : '';
}

/** A list of addresses, without its comments (RFC 2483). @param {DataTransfer} dragged */
const textOf = (dragged) =>
  dragged
    .getData('text/uri-list')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n');

/** Text is dropped into a field by the browser itself. @param {EventTarget|null} target */
function isField(target) {
  const { localName = '', type = '' } = /** @type {HTMLInputElement} */ (target ?? {});
  return localName === 'textarea' || (localName === 'input' && type !== 'file');
}

/** The files, each with the handle by which it can be read after a reload, where the browser gives one. @param {DataTransfer} dragged @returns {Promise<Picked[]>} */
function filmsOf(dragged) {
  // All is asked for at once: after the event the browser has taken it back.
  const films = [...dragged.items].map(async (item) => {
    const [file, isFolder] = [item.getAsFile(), item.webkitGetAsEntry?.()?.isDirectory];
    const handle = await /** @type {any} */ (item).getAsFileSystemHandle?.().catch(() => null);
    return { file: isFolder && file ? new File([], file.name) : file, handle: handle?.kind === 'file' ? handle : null };
  });
  return Promise.all(films).then((all) => /** @type {Picked[]} */ (all.filter(({ file }) => file !== null)));
}
