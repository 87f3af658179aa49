// @ts-check
// Captions: which there are, where they come from, how they look, and every cue of them.

import { button, draw, field, h, say } from '../../dom.js';
import { t } from '../../lang/t.js';
import { kUnnamed, languageChoices, languageName } from '../../captions/languages.js';
import { languageOfName } from '../../captions/cue_text.js';
import { renderCues } from './cues.js';
import { renderCaptionUse } from './use.js';

/** @typedef {import('../../captions/caption_store.js').CaptionStore} CaptionStore */
/**
 * @typedef {object} CaptionsGiven
 * @property {CaptionStore} store
 * @property {import('../../pages/recipe_draft.js').RecipeDraft} draft
 * @property {Record<string, any>} settings  of the look that the screen shows
 * @property {boolean} hasFilm  it can be seen, or at least its length is known
 * @property {number|null} duration
 * @property {() => number} time  where the film stands
 * @property {(time: number) => void} seek
 * @property {(cue: {start: number, end: number}) => void} play
 * @property {(question: {title: string, text: string, yes: string}) => Promise<boolean>} ask
 */

/** As they were given last to a head: it is drawn again only when its words change. @type {WeakMap<HTMLElement, CaptionsGiven>} */
const latest = new WeakMap();

/** @param {HTMLElement} element @param {CaptionsGiven} given */
export function renderCaptions(element, given) {
  const { store } = given;
  draw(element, [store.phase === 'failed', store.phase === 'none' || (store.phase === 'reading' && !store.sources)], () => {
    if (store.phase === 'failed') return [h('p', { class: 'notice', 'data-say': 'failed' }), h('div', { class: 'row' }, button(t('common.tryAgain'), { onclick: () => store.read() }))];
    if (!store.sources) return h('p', { class: 'hint none', role: 'status' }, t('captions.reading'));
    return [h('div', { class: 'caption-head' }), h('div', { class: 'caption-use' }), h('div', { class: 'caption-cues' })];
  });
  say(element, '[data-say=failed]', store.problem);
  if (!store.sources || store.phase === 'failed') return;
  const [head, use, cues] = /** @type {HTMLElement[]} */ ([...element.children]);
  renderHead(head, given);
  renderCaptionUse(use, given);
  renderCues(cues, given);
}

/** @param {HTMLElement} element @param {CaptionsGiven} given */
function renderHead(element, given) {
  const { store } = given;
  const { language, languages, cues } = store;
  latest.set(element, given);
  draw(element, [languages, language, store.isUsed, cues.cues.length > 0], () => [
    languages.length === 0 && !language && h('p', { class: 'hint' }, t('captions.none')),
    (languages.length > 0 || language) && whichOnes(given),
    h('div', { class: 'row' }, bring(element, given), !language && button(t('captions.write'), { class: 'small', onclick: () => begin(element, store) })),
    element.querySelector('.bring-as') ?? h('div', { class: 'bring-as' }), // with the question that is open in it
  ]);
}

/** @param {CaptionsGiven} given */
function whichOnes({ store, ask }) {
  const { language, languages } = store;
  const there = languages.includes(language) || !language ? languages : [language, ...languages];
  const select = h('select', { id: 'caption-language', onchange: () => store.open(select.value).catch(() => (select.value = store.language)) }, there.map((tag) => h('option', { value: tag, selected: tag === language }, tag === languages[0] && languages.length > 1 ? t('captions.usedName', { language: languageName(tag) }) : languageName(tag))));
  return h(
    'div',
    { class: 'which' },
    field(t('captions.language'), select),
    !store.isUsed && languages.includes(language) && languages.length > 1 && button(t('captions.use'), { class: 'small', onclick: () => store.use() }),
    button(t('captions.remove'), {
      class: 'small quiet danger',
      icon: 'bin',
      async onclick() {
        if (await ask({ title: t('captions.removeTitle', { language: languageName(language) }), text: t('captions.removeText'), yes: t('common.delete') })) await store.remove(language);
      },
    }),
  );
}

/** A file is brought in a language that its name tells, or the person. @param {HTMLElement} element @param {CaptionsGiven} given */
function bring(element, given) {
  const { store } = given;
  const file = h('input', { type: 'file', hidden: true, id: 'caption-file', accept: '.srt,.vtt,text/vtt,application/x-subrip,text/plain' });
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    file.value = '';
    if (chosen) askLanguage(element, { title: chosen.name, yes: t('captions.take'), tag: languageOfName(chosen.name) || store.language || kUnnamed, act: (tag) => store.bring(chosen, tag), store });
  });
  return h('span', null, h('button', { type: 'button', class: 'small', onclick: () => file.click() }, t('captions.bring')), file);
}

/** @param {HTMLElement} element @param {CaptionStore} store */
async function begin(element, store) {
  askLanguage(element, {
    title: t('captions.write'),
    yes: t('captions.begin'),
    tag: kUnnamed,
    store,
    async act(tag) {
      const { time, duration } = /** @type {CaptionsGiven} */ (latest.get(element));
      store.begin(tag);
      store.cues.add(time(), duration);
    },
  });
}

/** @param {HTMLElement} element @param {{title: string, yes: string, tag: string, act: (tag: string) => Promise<void>, store: CaptionStore}} question */
function askLanguage(element, { title, yes, tag, act, store }) {
  const place = /** @type {HTMLElement} */ (element.querySelector('.bring-as'));
  const choices = languageChoices([...new Set([...store.languages, ...(store.languages.includes(tag) || tag === kUnnamed ? [] : [tag])])]);
  const select = h('select', { id: 'caption-as' }, choices.map(([each, name]) => h('option', { value: each, selected: each === tag }, name)));
  const close = () => place.replaceChildren();
  place.replaceChildren(
    h('p', { class: 'strong', dir: 'auto' }, title),
    field(t('captions.asLanguage'), select, t('captions.asHint')),
    h(
      'div',
      { class: 'row' },
      button(yes, {
        class: 'small primary',
        async onclick() {
          await act(select.value);
          close();
        },
      }),
      h('button', { type: 'button', class: 'small quiet', onclick: close }, t('common.cancel')),
    ),
  );
  select.focus();
}
