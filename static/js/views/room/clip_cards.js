// @ts-check
// The clips as a list that needs no mouse: each with its first and last picture, its times, its name, and how it will be
// made. The selected one is marked on the timeline too. A card of which nothing has changed is left alone: there may be
// two hundred, and one of them is under a hand that moves.

import { button, draw, h, icon, keyed, say } from '../../dom.js';
import { formatBytes, formatTime, formatWait } from '../../format.js';
import { languageTag, t } from '../../lang/t.js';
import { parseTime } from '../../ranges.js';
import { whatIsWrong } from '../../room/range_words.js';
import { planWord } from '../../words.js';
import { showFrame } from './frame_picture.js';

/** @typedef {import('../../room/cut_list.js').CutList} CutList */
/** @typedef {import('../../room/marks.js').Mark} Mark */
/** @typedef {import('../../room/marks.js').Edge} Edge */
/** @typedef {import('../../types.js').PlanItem} PlanItem */

/**
 * @typedef {object} CardsGiven
 * @property {CutList} cutList
 * @property {import('../../room/frame_times.js').FrameTimes} frames
 * @property {number|null} duration
 * @property {import('./pictures.js').PictureOf|null} pictureOf
 * @property {(mark: Mark) => PlanItem|null} planOf
 * @property {(time: number) => void} seek
 * @property {(id: string) => void} play
 */

/** @type {WeakMap<HTMLElement, CardsGiven>} by card: what its handlers act on */
const now = new WeakMap();
/** @type {WeakMap<HTMLElement, unknown[]>} by card: all that it shows */
const shown = new WeakMap();

/** @param {HTMLElement} list @param {CardsGiven} given */
export function renderCards(list, given) {
  const { cutList } = given;
  draw(list, cutList.marks.length === 0, () =>
    cutList.marks.length
      ? []
      : h('p', { class: 'hint none' }, t('room.noClips')),
  );
  if (!cutList.marks.length) return;
  const firsts = firstsOf(cutList.marks);
  keyed(list, [...cutList.marks], ({ id }) => id, 'article', (card, mark, index) => renderCard(card, mark, index, /** @type {number} */ (firsts.get(likenessOf(mark))), given));
}

/**
 * The selected card alone, while a hand moves its clip.
 * @param {HTMLElement} list @param {CardsGiven} given @returns {boolean} whether there is such a card
 */
export function renderMoving(list, given) {
  const { marks, selected } = given.cutList;
  const index = marks.findIndex(({ id }) => id === selected);
  const card = index < 0 ? null : /** @type {HTMLElement|undefined} */ (list.children[index]);
  if (!card || card.getAttribute('data-key') !== selected) return false;
  renderCard(card, marks[index], index, index, given);
  return true;
}

/** @param {HTMLElement} card @param {Mark} mark @param {number} index @param {number} twin  the first that says the same @param {CardsGiven} given */
function renderCard(card, mark, index, twin, given) {
  const { cutList, frames, duration } = given;
  const on = mark.id === cutList.selected;
  const last = frames.before(mark.end);
  const plan = given.planOf(mark);
  now.set(card, given);
  const seen = [mark, index, twin, on, plan, last, duration, frames.frameSeconds, on && cutList.isInStep, given.pictureOf, languageTag()];
  if (isSame(seen, shown.get(card))) return;
  // What is being typed stays, and is looked at again when it is not.
  if (card.contains(document.activeElement)) shown.delete(card);
  else shown.set(card, seen);
  const isNew = on && !card.classList.contains('on');
  card.className = `cut${on ? ' on' : ''}`;
  const name = mark.label || t('room.clipNumber', { number: index + 1 });
  draw(card, [mark.id, index], () => frame(card, mark.id, index));
  const [start, end] = /** @type {HTMLInputElement[]} */ ([...card.querySelectorAll('input.time')]);
  type(start, formatTime(mark.start));
  type(end, formatTime(mark.end));
  type(/** @type {HTMLInputElement} */ (card.querySelector('input.name')), mark.label);
  say(card, '[data-say=length]', formatTime(mark.end - mark.start));
  say(card, '[data-say=wrong]', whatIsWrong(mark, { duration, frameSeconds: frames.frameSeconds }) ?? (twin < index ? t('times.twin', { number: twin + 1 }) : ''));
  say(card, '[data-say=how]', plan ? planWord(plan) : '');
  card.querySelector('[data-say=how]')?.classList.toggle('again', plan !== null && !['copy', 'smart', 'keyframe'].includes(plan.method));
  say(card, '[data-say=cost]', plan?.expectedBytes ? t('room.cost', { size: formatBytes(plan.expectedBytes), wait: formatWait(plan.expectedSeconds ?? 0) }) : '');
  card.setAttribute('aria-label', name);
  const picture = (/** @type {Edge} */ edge) => /** @type {HTMLImageElement} */ (card.querySelector(`[data-end=${edge}]`));
  // While a hand moves an end, the film on the screen shows its frame.
  if (!cutList.isInStep) {
    const askAgain = () => void shown.delete(card);
    showFrame(picture('start'), mark.start, given.pictureOf, askAgain);
    showFrame(picture('end'), last, given.pictureOf, askAgain);
  }
  if (isNew) card.scrollIntoView?.({ block: 'nearest' });
}

/** @param {unknown[]} one @param {unknown[]|undefined} other */
const isSame = (one, other) => other !== undefined && one.every((value, at) => value === other[at]);

/** Alike are those with one name and the same times, to the millisecond, as they are typed. @param {Mark} mark */
const likenessOf = ({ label, start, end }) => `${Math.round(start * 1000)} ${Math.round(end * 1000)} ${label}`;

/** Which of those that are alike is the first. @param {readonly Mark[]} marks @returns {Map<string, number>} */
function firstsOf(marks) {
  /** @type {Map<string, number>} */
  const firsts = new Map();
  marks.forEach((mark, index) => {
    const key = likenessOf(mark);
    if (!firsts.has(key)) firsts.set(key, index);
  });
  return firsts;
}

/** @param {HTMLInputElement} input @param {string} text  what is being typed stays */
function type(input, text) {
  if (document.activeElement !== input && input.value !== text) input.value = text;
}

/** @param {HTMLElement} card @param {string} id @param {number} index */
function frame(card, id, index) {
  const given = () => /** @type {CardsGiven} */ (now.get(card));
  const { cutList } = given();
  const clip = t('room.clipNumber', { number: index + 1 });
  card.onclick = (event) => {
    if (!(event.target instanceof HTMLButtonElement)) cutList.select(id);
  };
  const name = h('input', { class: 'name', type: 'text', maxlength: 200, dir: 'auto', placeholder: clip, 'aria-label': t('room.nameOf', { clip }) });
  name.addEventListener('input', () => cutList.change(id, { label: name.value }));
  name.addEventListener('focus', () => cutList.select(id));
  return [
    h('header', null, name, h('span', { class: 'mono sub', 'data-say': 'length' })),
    h('div', { class: 'ends', dir: 'ltr' }, end(id, 'start', clip, given), end(id, 'end', clip, given)),
    h('p', { class: 'notice', 'data-say': 'wrong' }),
    h('footer', null, h('em', { 'data-say': 'how' }), h('span', { class: 'sub', 'data-say': 'cost' }), tools(id, clip, given())),
  ];
}

/** @param {string} id @param {Edge} edge @param {string} clip @param {() => CardsGiven} given */
function end(id, edge, clip, given) {
  const { cutList, seek } = given();
  const input = h('input', { class: 'time mono', type: 'text', inputmode: 'decimal', 'aria-label': t(`room.${edge}Of`, { clip }) });
  input.addEventListener('change', () => {
    const time = parseTime(input.value);
    if (time !== null) cutList.change(id, { [edge]: time });
    const mark = cutList.find(id);
    input.value = formatTime(mark?.[edge] ?? 0);
  });
  input.addEventListener('focus', () => cutList.select(id));
  const step = (/** @type {1|-1} */ by) => {
    const mark = /** @type {Mark} */ (cutList.find(id));
    const { frames } = given();
    const to = by > 0 ? frames.next(mark[edge]) : frames.previous(mark[edge]);
    if (to === null) return;
    cutList.change(id, { [edge]: to }, true);
    seek(edge === 'start' ? to : frames.before(to));
  };
  const show = () => {
    const mark = /** @type {Mark} */ (cutList.find(id));
    cutList.select(id);
    seek(edge === 'start' ? mark.start : given().frames.before(mark.end));
  };
  return h(
    'div',
    { class: 'end' },
    h('button', { type: 'button', class: 'picture', 'aria-label': t(`room.${edge}Show`, { clip }), onclick: show }, h('img', { alt: '', 'data-end': edge })),
    h(
      'div',
      { class: 'trim' },
      h('button', { type: 'button', class: 'small', 'aria-label': t(`room.${edge}Earlier`, { clip }), onclick: () => step(-1) }, '‹'),
      input,
      h('button', { type: 'button', class: 'small', 'aria-label': t(`room.${edge}Later`, { clip }), onclick: () => step(1) }, '›'),
    ),
  );
}

/** @param {string} id @param {string} clip @param {CardsGiven} given */
function tools(id, clip, { cutList, play }) {
  const tool = (/** @type {string} */ name, /** @type {string} */ does, /** @type {() => void} */ act) => {
    const element = button('', { class: 'icon-button', onclick: act });
    element.replaceChildren(icon(name));
    element.setAttribute('aria-label', t(`room.${does}Clip`, { clip }));
    element.title = t(`room.${does}`);
    return element;
  };
  const place = () => cutList.marks.findIndex((mark) => mark.id === id);
  return h(
    'div',
    { class: 'tools' },
    tool('play', 'play', () => play(id)),
    tool('up', 'moveUp', () => cutList.move(id, Math.max(0, place() - 1))),
    tool('bin', 'remove', () => cutList.remove(id)),
  );
}
