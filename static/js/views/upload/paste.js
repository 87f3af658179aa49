// @ts-check
// The field that everything begins with: a link to a video.

import { draw, h, icon, notice } from '../../dom.js';
import { t } from '../../lang/t.js';
import { submits } from '../form.js';
import { filePicker } from './pick.js';

/** @param {HTMLElement} element @param {{onPaste: (url: string) => Promise<void>, takesText: (text: string) => boolean, onFilms: (films: import('../../upload/queue.js').Picked[]) => void}} state  `takesText`: several links at once, which one field cannot hold */
export function renderPaste(element, { onPaste, takesText, onFilms }) {
  draw(element, 'paste', () => {
    const input = h('input', {
      id: 'url',
      name: 'url',
      inputmode: 'url',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      required: true,
      dir: 'ltr',
      placeholder: 'youtube.com/watch?v=…',
      'aria-describedby': 'url-hint',
    });
    const wrong = notice();
    const form = h(
      'form',
      { class: 'paste' },
      h('label', { for: 'url' }, t('list.link')),
      h('div', { class: 'paste-row' }, input, h('button', { class: 'primary' }, t('list.continue'), icon('arrow'))),
      wrong.element,
      h('p', { class: 'hint', id: 'url-hint' }, t('list.linkHint'), ' ', t('upload.severalHint')),
      h('p', { class: 'drop-box' }, filePicker({ id: 'films', multiple: true, take: onFilms }), h('label', { class: 'choose-films', for: 'films' }, icon('film'), t('upload.chooseFilms'))),
    );
    // A field of one line would join them.
    input.addEventListener('paste', (event) => {
      if (takesText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    });
    submits(form, wrong, () => onPaste(input.value.trim()));
    return [h('h1', null, t('list.h1')), form];
  });
}
