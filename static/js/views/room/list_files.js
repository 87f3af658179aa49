// @ts-check
// Lists of clips in and out: pasted, from a file, to a file.

import { draw, field, h, notice } from '../../dom.js';
import { t } from '../../lang/t.js';
import { kWritable, readCutList } from '../../room/lists/cut_list_files.js';

/** @typedef {import('../../room/lists/reading.js').Film} Film */
/** @typedef {import('../../types.js').Clip} Clip */

/** @param {HTMLElement} element @param {{film: () => Film, clips: () => Clip[], take: (clips: Clip[]) => void}} given */
export function renderListFiles(element, given) {
  draw(element, 'lists', () => {
    const wrong = notice();
    const said = h('p', { class: 'hint', role: 'status' });
    const problems = h('ul', { class: 'warnings' });
    const read = (/** @type {string} */ name, /** @type {string} */ text) => {
      const list = readCutList(name, text, given.film());
      problems.replaceChildren(...list.problems.map((line) => h('li', null, line)));
      problems.hidden = !list.problems.length;
      wrong.say(list.clips.length ? '' : t('lists.noClips'));
      said.textContent = list.clips.length ? t('lists.clipsFrom', { count: list.clips.length, format: list.format }) : '';
      if (list.clips.length) given.take(list.clips);
    };
    const paste = h('textarea', { class: 'mono', rows: 3, spellcheck: 'false', dir: 'auto', placeholder: t('lists.example') });
    const file = h('input', { type: 'file', hidden: true, id: 'list-file' });
    file.addEventListener('change', async () => {
      const chosen = file.files?.[0];
      file.value = '';
      if (chosen) read(chosen.name, await chosen.text());
    });
    const format = h('select', { 'aria-label': t('lists.formatChoice') }, kWritable.map(({ id }) => h('option', { value: id }, t(`lists.writable.${id}`))));
    const write = () => {
      const kind = kWritable.find(({ id }) => id === format.value) ?? kWritable[0];
      const written = kind.write(given.clips(), given.film());
      problems.replaceChildren(...written.warnings.map((line) => h('li', null, line)));
      problems.hidden = !written.warnings.length;
      if (written.text !== null) save(`${given.film().fileName || t('lists.fileName')}${kind.ending}`, kind.mediaType, written.text);
    };
    problems.hidden = true;
    return [
      field(t('lists.paste'), paste, t('lists.pasteHint')),
      h(
        'div',
        { class: 'row' },
        h('button', { type: 'button', onclick: () => read('', paste.value) }, t('lists.take')),
        h('button', { type: 'button', onclick: () => file.click() }, t('lists.fromFile')),
        file,
      ),
      wrong.element,
      said,
      problems,
      h('div', { class: 'row' }, format, h('button', { type: 'button', onclick: write }, t('lists.save'))),
    ];
  });
}

/** @param {string} name @param {string} type @param {string} text */
function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
