// @ts-check
// Where captions come from, which looks get them, and how they are drawn.

import { draw, h, say } from '../../dom.js';
import { formatPercent } from '../../format.js';
import { t } from '../../lang/t.js';
import { settingsOf, withValue } from '../../looks/look.js';
import { lookTitle } from '../../looks/look_words.js';
import { check, segments, selectField, slider } from '../looks/fields.js';

/** @typedef {import('./panel.js').CaptionsGiven} CaptionsGiven */

/** @type {WeakMap<HTMLElement, CaptionsGiven>} */
const now = new WeakMap();
/** @type {WeakMap<HTMLElement, (given: CaptionsGiven) => void>} */
const shows = new WeakMap();

/** @param {HTMLElement} element @param {CaptionsGiven} given */
export function renderCaptionUse(element, given) {
  now.set(element, given);
  const { draft } = given;
  draw(element, draft.chosen.map(({ id }) => id), () => build(element));
  shows.get(element)?.(given);
}

/** What is said here holds for all looks that are made. @param {CaptionsGiven} given @param {string[]} path @param {unknown} value */
function give({ draft }, path, value) {
  const looks = draft.form.looks.map((look) => (look.on ? withValue(look, ['captions', ...path], value, draft.presets) : look));
  draft.change({ looks });
}

/** @param {HTMLElement} element */
function build(element) {
  const given = () => /** @type {CaptionsGiven} */ (now.get(element));
  const from = selectField({ id: 'captions-from', label: t('captions.from'), hint: ' ' }, (value) => give(given(), ['from'], value));
  const size = slider({ id: 'captions-size', label: t('captions.size'), min: 0.5, max: 2.5, step: 0.05, text: formatPercent }, (value) => give(given(), ['style', 'size'], value));
  const position = segments({ id: 'captions-position', label: t('captions.position') }, [['bottom', t('captions.position.bottom')], ['top', t('captions.position.top')]], (value) => give(given(), ['style', 'position'], value));
  const color = h('input', { type: 'color', id: 'captions-color', oninput: () => give(given(), ['style', 'color'], color.value) });
  const rows = given().draft.chosen.map(({ id }) => lookRow(id, given));
  shows.set(element, (here) => {
    const { captions } = here.settings;
    from.show({ value: captions.from, options: ['sidecar', 'embedded', 'speech'].map((each) => [each, t(`captions.from.${each}`)]) });
    say(from.box, '.hint', fromHint(here, captions.from));
    size.show(captions.style.size);
    position.show(captions.style.position);
    if (document.activeElement !== color) color.value = captions.style.color;
    for (const row of rows) row.show(here);
  });
  return [
    h('fieldset', { class: 'caption-looks' }, h('legend', null, t('captions.which')), rows.map(({ box }) => box)),
    h(
      'details',
      { class: 'caption-style' },
      h('summary', null, t('captions.style')),
      h('div', { class: 'stack' }, h('div', { class: 'fields' }, size.box, h('div', { class: 'field color' }, h('label', { for: 'captions-color' }, t('captions.color')), color)), position.box, from.box),
    ),
  ];
}

/** @param {string} id @param {() => CaptionsGiven} given */
function lookRow(id, given) {
  const name = id.replace(':', '-');
  const set = (/** @type {string[]} */ path, /** @type {unknown} */ value) => {
    const { draft } = given();
    draft.setLook(withValue(draft.look(id), path, value, draft.presets));
  };
  const outputs = () => settingsOf(given().draft.look(id), given().draft.presets).outputs;
  const burn = check({ id: `caption-burn-${name}`, label: t('captions.burn'), class: 'chip' }, (on) => set(['captions', 'burn'], on));
  const files = check({ id: `caption-files-${name}`, label: t('captions.files'), class: 'chip' }, (on) => set(['outputs'], on ? [...outputs(), 'captions'] : outputs().filter((/** @type {string} */ each) => each !== 'captions')));
  const title = h('span', { class: 'grow', dir: 'auto' });
  const box = h('div', { class: 'caption-look', role: 'group' }, title, burn.box, files.box);
  return {
    box,
    /** @param {CaptionsGiven} here */
    show({ draft }) {
      const settings = settingsOf(draft.look(id), draft.presets);
      title.textContent = lookTitle(id, draft.presets);
      box.setAttribute('aria-label', title.textContent);
      burn.box.hidden = !settings.outputs.includes('mp4');
      burn.show(settings.captions.burn);
      files.show(settings.outputs.includes('captions'));
    },
  };
}

/** What there is to be had. @param {CaptionsGiven} given @param {string} from */
function fromHint({ store }, from) {
  const { embedded, speech } = store.sources ?? { embedded: null, speech: false };
  const film = embedded === null ? t('captions.hint.filmLater') : t(embedded ? 'captions.hint.filmHas' : 'captions.hint.filmNone');
  const heard = t(speech ? 'captions.hint.speech' : 'captions.hint.noSpeech');
  if (from === 'speech') return heard;
  return from === 'embedded' ? `${film} ${heard}` : [store.languages.length ? '' : t('captions.hint.noneHere'), film, heard].filter(Boolean).join(' ');
}
