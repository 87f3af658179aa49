// @ts-check
// What is said of a share page: its title, what it holds, until when, and whether it asks for a password.

import { choiceGroup, field, h, notice, passwordField } from '../../dom.js';
import { t } from '../../lang/t.js';
import { dayOf, expiryOf, kLasting } from '../../results/shares.js';
import { submits } from '../form.js';

/** @typedef {import('../../types.js').Share} Share */
/** @typedef {import('../../types.js').ShareChange} ShareChange */

/** @param {string} lasting */
const lastingWord = (lasting) => t(`share.lasting.${lasting}`);

let last = 0;

/**
 * @param {import('./share_dialog.js').Shares} given @param {Share|null} share  one that is changed; null: a new one
 * @param {(share: ShareChange) => Promise<void>} give  rejects where it is refused
 */
export function shareForm({ title, files }, share, give) {
  const id = `share-form-${(last += 1)}`;
  const name = h('input', { value: share ? (share.title ?? '') : title, maxlength: 200, dir: 'auto', autocomplete: 'off' });
  const whatAll = h('input', { type: 'radio', name: `${id}-what`, checked: !files });
  const whatThese = h('input', { type: 'radio', name: `${id}-what`, checked: Boolean(files) });
  const lasts = share?.expiresAt ? 'date' : '';
  const lasting = h('select', null, kLasting.map((each) => h('option', { value: each, selected: each === lasts }, lastingWord(each || 'ever'))));
  const date = h('input', { type: 'date', min: dayOf(new Date().toISOString()), value: share?.expiresAt ? dayOf(share.expiresAt) : '' });
  const dateField = field(t('share.lastDay'), date);
  const showDate = () => {
    dateField.hidden = lasting.value !== 'date';
    date.required = lasting.value === 'date';
  };
  lasting.addEventListener('change', showDate);
  showDate();
  const password = passwordField(t('share.password'), { required: false, autocomplete: 'new-password' }, t(share?.hasPassword ? 'share.passwordStays' : 'share.passwordHint'));
  const without = h('input', { type: 'checkbox' });
  const allNow = h('input', { type: 'checkbox' });
  const wrong = notice();
  const form = h(
    'form',
    { class: 'share-form', id },
    field(t('share.name'), name),
    !share && files && choiceGroup({ class: 'share-what' }, t('share.what'), h('label', { class: 'check' }, whatThese, h('span', null, t('share.these', { count: files.length }))), h('label', { class: 'check' }, whatAll, h('span', null, t('share.all'), h('span', { class: 'sub' }, t('share.allHint'))))),
    h('div', { class: 'fields' }, field(t('share.lasts'), lasting), dateField, password.box),
    share && h('label', { class: 'check' }, allNow, h('span', null, t('share.allNow'))),
    share?.hasPassword && h('label', { class: 'check' }, without, h('span', null, t('share.noPassword'))),
    wrong.element,
    h('div', { class: 'row end' }, h('button', { class: 'primary' }, t(share ? 'share.keep' : 'share.make'))),
  );
  submits(form, wrong, async () => {
    const expiresAt = expiryOf(lasting.value, date.value, Date.now());
    await give({
      title: name.value.trim() || null,
      ...(!share && files && whatThese.checked && { artifactIds: files.map((each) => each.id) }),
      ...(allNow.checked && { artifactIds: null }),
      ...((share || expiresAt) && { expiresAt }),
      ...(password.input.value ? { password: password.input.value } : without.checked && { password: null }),
    });
    if (!share) password.input.value = '';
  });
  return form;
}
