// @ts-check
// The cut list of what was made, for other programs.

import { h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { kWritable } from '../../room/lists/cut_list_files.js';
import { showModal } from '../modal.js';
import { copied } from './files.js';
import { saveText } from './save_text.js';

/** @typedef {import('../../types.js').Clip} Clip */

/** @param {{clips: Clip[], film: import('../../room/lists/reading.js').Film}} given */
export function showListDialog({ clips, film }) {
  const kinds = kWritable;
  let kind = kinds[0];
  const text = h('pre', { class: 'list-text', tabindex: 0, dir: 'ltr', 'aria-label': t('results.list.preview') });
  const warnings = h('ul', { class: 'warnings' });
  const told = h('p', { class: 'hint', role: 'status' });
  const save = h('button', { type: 'button', class: 'primary' }, t('results.list.save'));
  const copy = h('button', { type: 'button' }, t('results.list.copy'));
  const written = () => kind.write(clips, film);
  const redraw = () => {
    const list = written();
    text.textContent = list.text ?? '';
    text.hidden = list.text === null;
    warnings.replaceChildren(...list.warnings.map((line) => h('li', null, line)));
    warnings.hidden = !list.warnings.length;
    told.textContent = '';
    save.disabled = copy.disabled = list.text === null;
  };
  save.addEventListener('click', () => {
    const list = written();
    if (list.text !== null) saveText(`${film.fileName.replace(/\.[^.]*$/, '') || 'clips'}${kind.ending}`, kind.mediaType, list.text);
  });
  copy.addEventListener('click', async () => {
    told.textContent = (await copied(written().text ?? '')) ? t('results.list.copied') : t('results.receipt.notCopied');
  });
  const format = h('select', { id: 'list-format' }, kinds.map(({ id, ending }) => h('option', { value: id }, `${t(`lists.writable.${id}`)} (${ending})`)));
  format.addEventListener('change', () => {
    kind = kinds.find(({ id }) => id === format.value) ?? kinds[0];
    redraw();
  });
  redraw();
  showModal(
    { title: t('results.saveList'), class: 'list-dialog' },
    h('p', { class: 'hint' }, t('results.list.lead', { count: clips.length })),
    h('div', { class: 'field' }, h('label', { for: 'list-format' }, t('results.list.format')), format),
    warnings,
    text,
    told,
    h('div', { class: 'row end' }, copy, save),
  );
}
