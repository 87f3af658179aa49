// @ts-check
// The field that everything begins with: a link to a video.

import { draw, h, icon, notice } from '../dom.js';
import { submits } from './form.js';

/** @param {HTMLElement} element @param {{onPaste: (url: string) => Promise<void>}} state */
export function renderPaste(element, { onPaste }) {
  draw(element, 'paste', () => {
    const input = h('input', {
      id: 'url',
      name: 'url',
      inputmode: 'url',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      required: true,
      placeholder: 'youtube.com/watch?v=…',
      'aria-describedby': 'url-hint',
    });
    const wrong = notice();
    const form = h(
      'form',
      { class: 'paste' },
      h('label', { for: 'url' }, 'Link to your video on YouTube'),
      h('div', { class: 'paste-row' }, input, h('button', { class: 'primary' }, 'Continue', icon('arrow'))),
      wrong.element,
      h('p', { class: 'hint', id: 'url-hint' }, 'Any share link works; one with a time proposes the first clip. Nothing is downloaded from YouTube.'),
    );
    submits(form, wrong, () => onPaste(input.value.trim()));
    return [h('h1', null, 'Cut clips from your own video'), form];
  });
}
