// @ts-check
// The keys of the room, in a dialog.

import { h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { keyHelp } from '../../room/keys.js';

export function showKeys() {
  const rows = keyHelp(/Mac|iP(hone|ad)/.test(navigator.platform));
  const groups = [...new Set(rows.map(({ group }) => group))];
  const dialog = h(
    'dialog',
    { class: 'card keys', 'aria-labelledby': 'keys-title' },
    h(
      'form',
      { method: 'dialog', class: 'stack' },
      h('header', null, h('h2', { id: 'keys-title' }, t('room.keys')), h('button', { value: 'close', autofocus: true }, t('common.close'))),
      groups.map((group) =>
        h(
          'section',
          null,
          h('h3', null, group),
          h(
            'dl',
            null,
            rows.filter((row) => row.group === group).flatMap(({ keys, words }) => [h('dt', null, keys.map((key) => h('kbd', null, key))), h('dd', null, words)]),
          ),
        ),
      ),
      h('p', { class: 'hint' }, t('room.mouseHelp')),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
