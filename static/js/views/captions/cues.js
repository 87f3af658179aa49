// @ts-check
// Every cue: a line each, and the one that is worked on with all its fields. Made for the ear: play it, stop, set its ends
// where the film stands.

import { button, draw, h, icon, keyed, say } from '../../dom.js';
import { formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { parseTime } from '../../ranges.js';
import { cueTime } from '../../captions/cue_text.js';
import { faultOf } from '../../captions/cue_list.js';

/** @typedef {import('./panel.js').CaptionsGiven} CaptionsGiven */
/** @typedef {import('../../captions/cue_list.js').Cue} Cue */

/** @type {WeakMap<HTMLElement, CaptionsGiven>} */
const now = new WeakMap();

/** @param {HTMLElement} element @param {CaptionsGiven} given */
export function renderCues(element, given) {
  now.set(element, given);
  const { store } = given;
  const { cues } = store;
  element.hidden = !store.language;
  if (element.hidden) return;
  draw(element, 'cues', () => [tools(element), h('p', { class: 'hint', role: 'status', 'data-say': 'saved' }), h('ol', { class: 'cue-list' })]);
  say(element, '[data-say=saved]', savedWord(given));
  for (const [name, can] of /** @type {[string, boolean][]} */ ([['undo', cues.canUndo], ['redo', cues.canRedo]])) element.querySelector(`[data-cue=${name}]`)?.toggleAttribute('disabled', !can);
  const heard = cues.at(given.time())?.id ?? '';
  keyed(/** @type {HTMLElement} */ (element.querySelector('.cue-list')), [...cues.cues], ({ id }) => id, 'li', (line, cue, index) => renderCue(line, cue, index, heard, element));
}

/** @param {CaptionsGiven} given */
function savedWord({ store }) {
  const words = { '': '', unsaved: '', saving: t('captions.saving'), saved: t('captions.saved'), failed: t('captions.notSaved', { reason: store.problem }) }[store.saved];
  const lost = store.lost && store.saved !== '' ? t('captions.lost', { count: store.lost }) : '';
  return [t('captions.count', { count: store.cues.cues.length }), lost, words].filter(Boolean).join(' · ');
}

/** @param {HTMLElement} element */
function tools(element) {
  const given = () => /** @type {CaptionsGiven} */ (now.get(element));
  const tool = (/** @type {string} */ name, /** @type {string} */ image, /** @type {string} */ words, /** @type {() => void} */ act) => {
    const made = h('button', { type: 'button', class: 'icon-button', 'data-cue': name, onclick: act }, icon(image));
    made.setAttribute('aria-label', words);
    made.title = words;
    return made;
  };
  const shift = h('input', { type: 'number', id: 'cue-shift', step: '0.1', value: '0.5', 'aria-label': t('captions.shiftBy') });
  const by = (/** @type {1|-1} */ way) => given().store.cues.shift(way * Math.abs(shift.valueAsNumber || 0));
  return h(
    'div',
    { class: 'cue-tools' },
    button(t('captions.add'), { class: 'small', onclick: () => addHere(element) }),
    h('div', { class: 'shift' }, h('span', { class: 'sub' }, t('captions.shift')), tool('earlier', 'back', t('captions.earlier'), () => by(-1)), shift, tool('later', 'forth', t('captions.later'), () => by(1))),
    h('div', { class: 'row' }, tool('undo', 'undo', t('captions.undo'), () => given().store.cues.undo()), tool('redo', 'redo', t('captions.redo'), () => given().store.cues.redo())),
  );
}

/** @param {HTMLElement} element */
function addHere(element) {
  const { store, time, duration } = /** @type {CaptionsGiven} */ (now.get(element));
  store.cues.add(time(), duration);
  /** @type {HTMLElement|null} */ (element.querySelector('.cue.on textarea'))?.focus();
}

/** @param {HTMLElement} line @param {Cue} cue @param {number} index @param {string} heard @param {HTMLElement} element */
function renderCue(line, cue, index, heard, element) {
  const { store, duration } = /** @type {CaptionsGiven} */ (now.get(element));
  const { cues } = store;
  const on = cue.id === cues.selected;
  const wasOn = line.classList.contains('on');
  line.className = `cue${on ? ' on' : ''}${cue.id === heard ? ' heard' : ''}`;
  draw(line, on, () => (on ? editor(cue.id, element) : short(cue.id, element)));
  const fault = faultOf(cue, cues.cues[index + 1], duration);
  line.classList.toggle('bad', fault === 'ends' || fault === 'empty' || fault === 'behind');
  say(line, '[data-say=fault]', fault ? t(`captions.fault.${fault}`) : '');
  if (on) {
    fill(line, cue);
    if (!wasOn) line.scrollIntoView?.({ block: 'nearest' });
    return;
  }
  say(line, '[data-say=time]', formatTime(cue.start));
  say(line, '[data-say=text]', cue.text || t('captions.empty'));
}

/** @param {string} id @param {HTMLElement} element */
function short(id, element) {
  const select = () => {
    const { store, seek } = /** @type {CaptionsGiven} */ (now.get(element));
    store.cues.select(id);
    seek(store.cues.find(id)?.start ?? 0);
    /** @type {HTMLElement|null} */ (element.querySelector('.cue.on textarea'))?.focus();
  };
  return h('button', { type: 'button', class: 'cue-short', onclick: select }, h('span', { class: 'mono sub', 'data-say': 'time' }), h('span', { class: 'text', dir: 'auto', 'data-say': 'text' }), h('span', { class: 'fault', 'data-say': 'fault' }));
}

/** @param {HTMLElement} line @param {Cue} cue */
function fill(line, cue) {
  const [start, end] = /** @type {HTMLInputElement[]} */ ([...line.querySelectorAll('input')]);
  const text = /** @type {HTMLTextAreaElement} */ (line.querySelector('textarea'));
  for (const [input, value] of /** @type {[HTMLInputElement|HTMLTextAreaElement, string][]} */ ([[start, cueTime(cue.start)], [end, cueTime(cue.end)], [text, cue.text]])) {
    if (document.activeElement !== input && input.value !== value) input.value = value;
  }
}

/** @param {string} id @param {HTMLElement} element */
function editor(id, element) {
  const given = () => /** @type {CaptionsGiven} */ (now.get(element));
  const cues = () => given().store.cues;
  const here = () => /** @type {Cue} */ (cues().find(id));
  const text = h('textarea', { rows: 2, dir: 'auto', 'aria-label': t('captions.text'), oninput: () => cues().setText(id, text.value) });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    given().play(here());
  });
  const edge = (/** @type {'start'|'end'} */ name, /** @type {string} */ label, /** @type {string} */ setHere) => {
    const input = h('input', { type: 'text', inputmode: 'decimal', class: 'mono', 'aria-label': label });
    input.addEventListener('change', () => {
      const time = parseTime(input.value);
      if (time !== null) cues().setTime(id, name, time);
      input.value = cueTime(cues().find(id)?.[name] ?? 0);
    });
    const take = h('button', { type: 'button', class: 'small', onclick: () => cues().setTime(id, name, given().time()) }, setHere);
    return h('div', { class: 'cue-edge' }, input, take);
  };
  const tool = (/** @type {string} */ image, /** @type {string} */ words, /** @type {() => unknown} */ act) => {
    const made = button('', { class: 'icon-button', onclick: act });
    made.replaceChildren(icon(image));
    made.setAttribute('aria-label', words);
    made.title = words;
    return made;
  };
  return [
    text,
    h('div', { class: 'cue-edges' }, edge('start', t('captions.start'), t('captions.startHere')), edge('end', t('captions.end'), t('captions.endHere'))),
    h('p', { class: 'fault', role: 'status', 'data-say': 'fault' }),
    h(
      'div',
      { class: 'cue-acts' },
      button(t('captions.play'), { class: 'small', icon: 'play', onclick: () => given().play(here()) }),
      tool('split', t('captions.split'), () => {
        if (!cues().split(id, given().time())) throw new Error(t('captions.cannotSplit'));
      }),
      tool('join', t('captions.join'), () => cues().join(id)),
      tool('bin', t('captions.delete'), () => cues().remove(id)),
    ),
  ];
}
