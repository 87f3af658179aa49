// @ts-check
// One clip, or the whole video: a player, what it is called, its looks, and its files. Each part is drawn again only where it
// has changed, so that what plays goes on playing.

import { draw, h, icon, show } from '../../dom.js';
import { t } from '../../lang/t.js';
import { looksOf } from '../../results/looks.js';
import { methodWord, spanWord } from '../../words.js';
import { menuButton } from '../menu.js';
import { renderFiles } from './files.js';
import { renameIn } from './rename.js';
import { renderStage } from './stage.js';
import { titleOf } from './view.js';
import { warningText } from './warnings.js';

/** @typedef {import('./view.js').ResultsView} ResultsView */
/** @typedef {import('./view.js').ResultsActs} ResultsActs */
/** @typedef {import('../../types.js').Artifact} Artifact */
/** @typedef {import('../../results/shown.js').Shown} Shown */
/** @typedef {import('../../results/groups.js').Group} Group */

/** What can be looked at, the first of them at once. */
const kPlayable = ['clip', 'storyboard', 'gif', 'webp', 'poster', 'audio', 'waveform', 'captions'];

/** What a card's menu is about when it opens. @type {WeakMap<HTMLElement, {group: Group, files: Artifact[], ofLook: Artifact[], title: string, mayCut: boolean, drawAbout: () => void}>} */
const latest = new WeakMap();

/** @param {HTMLElement} element @param {Shown} shown @param {ResultsView} view @param {ResultsActs} acts */
export function renderCard(element, { group, files }, view, acts) {
  const title = titleOf(view, group);
  const looks = looksOf(files);
  const look = looks.find(({ id }) => id === view.looks.get(group.key)) ?? looks[0];
  const playable = kPlayable.flatMap((type) => look.artifacts.filter((artifact) => artifact.type === type));
  const file = playable.find(({ id }) => id === view.chosen.get(group.key)) ?? playable[0] ?? null;
  draw(element, 'card', () => [
    h('label', { class: 'pick' }, h('input', { type: 'checkbox' })),
    h('div', { class: 'stage' }),
    h('div', { class: 'about' }),
    h('div', { class: 'clip-looks', role: 'group' }),
    h('div', { class: 'files-box' }),
    h('ul', { class: 'card-warnings' }),
    h('p', { class: 'at-work', role: 'status' }),
  ]);
  const [pick, stage, about, lookChoice, box, warnings, work] = /** @type {HTMLElement[]} */ ([...element.children]);
  const on = view.selection.has(group.key);
  const method = look.artifacts.find(({ type }) => type === 'clip')?.method ?? '';
  const drawAbout = () => void draw(about, [group.name, title, group.start, group.end, method], () => aboutOf({ element, group, title, method, acts }));
  latest.set(element, { group, files, ofLook: look.artifacts, title, mayCut: mayCut(view, group), drawAbout });
  element.setAttribute('class', `card clip${group.start === null ? ' whole' : ''}${on ? ' selected' : ''}`);
  element.setAttribute('aria-labelledby', `title-${group.key}`);
  renderPick(pick, group.key, title, on, acts);
  renderStage(stage, { job: view.job, group, file, look, title, isChosen: view.chosen.has(group.key), acts });
  if (!isTyped(about)) drawAbout();
  renderLooks(lookChoice, looks, look, group.key, title, acts);
  renderFiles(box, { files: look.artifacts, file, title, key: group.key, playable, acts });
  const said = view.warnings.get(group.key) ?? [];
  show(warnings, said.length > 0);
  if (said.length) draw(warnings, said, () => said.map((warning) => h('li', null, warningText(warning))));
  work.textContent = view.busy.get(group.key) ?? '';
}

/** @param {HTMLElement} pick @param {string} key @param {string} title @param {boolean} on @param {ResultsActs} acts */
function renderPick(pick, key, title, on, acts) {
  draw(pick, key, () => {
    const box = h('input', { type: 'checkbox', 'data-pick': key });
    box.addEventListener('click', (event) => acts.pick(key, { range: event.shiftKey, on: box.checked }));
    return box;
  });
  const box = /** @type {HTMLInputElement} */ (pick.children[0]);
  box.setAttribute('aria-label', t('results.select', { name: title }));
  box.checked = on;
}

/** The frames of its ends can be looked at as long as the film is here. @param {ResultsView} view @param {Group} group */
const mayCut = ({ job }, { start, artifacts }) => start !== null && job.r2SourceKey !== null && artifacts.some(({ width }) => width);

/** A name that is being typed or given stays, whatever comes of its clip meanwhile. @param {HTMLElement} about */
const isTyped = (about) => about.querySelector('.rename') !== null;

/** @param {{element: HTMLElement, group: Group, title: string, method: string, acts: ResultsActs}} given */
function aboutOf({ element, group, title, method, acts }) {
  const isWhole = group.start === null;
  const name = h('div', { class: 'name' });
  const rename = () => renameIn(name, { id: `rename-${group.key}`, name: group.name ?? '', give: (to) => acts.rename(now(element).group, to), shown: shownAgain });
  const shownAgain = () => {
    named();
    now(element).drawAbout();
  };
  const named = () => {
    const label = t('results.rename', { name: title });
    const pencil = h('button', { type: 'button', class: 'icon-button pencil', id: `rename-${group.key}`, 'aria-label': label, title: label, onclick: rename }, icon('pencil'));
    name.replaceChildren(h('h3', { id: `title-${group.key}` }, h('bdi', null, isWhole ? title : (group.name ?? title))), ...(isWhole ? [] : [pencil]));
  };
  named();
  return [
    h('header', null, name, menuButton(t('results.more', { name: title }), () => menuOf(element, rename, acts))),
    !isWhole &&
      h('p', { class: 'facts-line' }, h('span', { class: 'mono', dir: 'ltr' }, spanWord(group)), method && h('span', null, methodWord(method))),
  ];
}

/** @param {HTMLElement} element */
const now = (element) => /** @type {NonNullable<ReturnType<typeof latest.get>>} */ (latest.get(element));

/** @param {HTMLElement} element @param {() => void} rename @param {ResultsActs} acts @returns {(import('../menu.js').MenuItem|null)[]} */
function menuOf(element, rename, acts) {
  const { group, files, ofLook, title, mayCut: cuts } = now(element);
  const step = (/** @type {'start'|'end'} */ end, /** @type {-1|1} */ by) => () => acts.cut(group, ofLook, { end, by });
  const ends = [
    { text: t('results.compare'), icon: 'compare', onclick: () => acts.cut(group, ofLook, null) },
    { text: t('results.startEarlier'), icon: 'back', onclick: step('start', -1) },
    { text: t('results.startLater'), icon: 'forth', onclick: step('start', 1) },
    { text: t('results.endEarlier'), icon: 'back', onclick: step('end', -1) },
    { text: t('results.endLater'), icon: 'forth', onclick: step('end', 1) },
    null,
  ];
  return [
    ...(cuts ? ends : []),
    { text: t('results.shareThis'), icon: 'share', onclick: () => acts.share(files, group.name) },
    { text: t('results.zipThis'), icon: 'save', onclick: () => acts.zip(files) },
    ...(group.start === null ? [] : [{ text: t('results.renameThis'), icon: 'pencil', onclick: rename }]),
    null,
    { text: t('results.deleteThis', { count: files.length }), icon: 'bin', danger: true, onclick: () => acts.remove(files, title) },
  ];
}

/** @param {HTMLElement} element @param {import('../../results/looks.js').Look[]} looks @param {import('../../results/looks.js').Look} look @param {string} key @param {string} title @param {ResultsActs} acts */
function renderLooks(element, looks, look, key, title, acts) {
  show(element, looks.length > 1);
  if (looks.length < 2) return;
  element.setAttribute('aria-label', t('results.looksOf', { name: title }));
  draw(element, [key, title, looks.map(({ id }) => id)], () =>
    looks.map(({ id, word }) => h('button', { type: 'button', class: 'small', 'data-look': id, 'aria-label': t('results.look', { look: word, name: title }), onclick: () => acts.chooseLook(key, id) }, shapeMark(word), h('bdi', null, word))),
  );
  for (const button of element.children) button.setAttribute('aria-pressed', String(button.getAttribute('data-look') === look.id));
}

/** A little frame of that shape. @param {string} word */
function shapeMark(word) {
  const [, x, y] = /^(\d+):(\d+)$/.exec(word) ?? [];
  if (!x) return null;
  const mark = h('span', { class: 'shape-mark', 'aria-hidden': 'true' });
  mark.style.aspectRatio = `${x} / ${y}`;
  return mark;
}
