// @ts-check
// The files of a card: what each is and how large, shown by a press on its name, and to be saved, linked to, checked, deleted.

import { draw, h, icon } from '../../dom.js';
import { formatBytes } from '../../format.js';
import { t } from '../../lang/t.js';
import { contentUrl } from '../../api.js';
import { menuButton } from '../menu.js';
import { fileWord, pixelsOf } from './view.js';

/** @typedef {import('./view.js').Artifact} Artifact */

const kAtOnce = 3; // more are folded; one more than that is not worth it

/**
 * @param {HTMLElement} box
 * @param {{files: Artifact[], file: Artifact|null, title: string, key: string, playable: Artifact[], acts: import('./view.js').ResultsActs}} given
 */
export function renderFiles(box, given) {
  const { files, title, key, file } = given;
  const isOpen = /** @type {HTMLDetailsElement|null} */ (box.querySelector('details'))?.open === true;
  draw(box, [key, title, files.map(({ id }) => id)], () => {
    const rows = files.map((each) => renderFile(each, given));
    const few = rows.length <= kAtOnce + 1;
    const rest = rows.slice(kAtOnce);
    return [
      h('ul', { class: 'files' }, few ? rows : rows.slice(0, kAtOnce)),
      !few && h('details', { class: 'more-files', open: isOpen }, h('summary', null, t('results.moreFiles', { count: rest.length })), h('ul', { class: 'files' }, rest)),
    ];
  });
  for (const choice of box.querySelectorAll('.kind')) {
    if (choice.localName === 'button') choice.setAttribute('aria-pressed', String(choice.getAttribute('data-artifact') === file?.id));
  }
}

/** @param {Artifact} artifact @param {Parameters<typeof renderFiles>[1]} given */
function renderFile(artifact, { files, title, key, playable, acts }) {
  const word = fileWord(artifact, files);
  const named = (/** @type {string} */ text) => t(text, { name: title, file: word });
  const props = { class: 'kind', 'data-artifact': artifact.id };
  const what = [h('bdi', null, word), h('bdi', { class: 'size' }, formatBytes(artifact.sizeBytes)), pixelsOf(artifact) && h('bdi', { class: 'pixels' }, pixelsOf(artifact))];
  return h(
    'li',
    { class: 'file', 'data-type': artifact.type, 'data-artifact': artifact.id },
    playable.includes(artifact)
      ? h('button', { type: 'button', ...props, 'aria-label': `${named('results.show')}, ${formatBytes(artifact.sizeBytes)}`, onclick: () => acts.choose(key, artifact.id) }, what)
      : h('span', props, what),
    iconButton('link', named('results.copyLink'), (element) => copyLink(artifact, element, acts)),
    iconButton('save', named('results.download'), () => acts.download(artifact)),
    menuButton(named('results.moreOfFile'), () => [
      { text: t('results.receipt'), icon: 'receipt', onclick: () => acts.receipt(artifact, named('results.fileOf')) },
      { text: t('results.open'), icon: 'out', onclick: () => void window.open(contentUrl(artifact.id), '_blank', 'noreferrer') },
      null,
      { text: t('results.deleteFile'), icon: 'bin', danger: true, onclick: () => acts.remove([artifact], named('results.fileOf')) },
    ]),
  );
}

/** @param {string} name @param {string} label @param {(element: HTMLElement) => Promise<void>} act */
function iconButton(name, label, act) {
  const element = h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label }, icon(name));
  element.addEventListener('click', async () => {
    if (element.getAttribute('aria-busy')) return;
    element.setAttribute('aria-busy', 'true');
    await act(element);
    element.removeAttribute('aria-busy');
  });
  return element;
}

/** Copies, or where the page may not (plain http), shows what to copy. @param {Artifact} artifact @param {HTMLElement} near @param {import('./view.js').ResultsActs} acts */
async function copyLink(artifact, near, acts) {
  const url = await acts.link(artifact).catch(() => '');
  if (!url) return;
  const line = /** @type {HTMLElement} */ (near.closest('.file'));
  line.querySelector('.link')?.remove();
  if (await copied(url)) return acts.say(t('results.linkCopied'));
  const field = h('input', { class: 'mono', readonly: true, value: url, dir: 'ltr', 'aria-label': t('results.theLink') });
  line.append(h('div', { class: 'link' }, field));
  field.focus();
  field.select();
}

/** @param {string} text @returns {Promise<boolean>} */
export const copied = (text) => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? Promise.resolve(false);
