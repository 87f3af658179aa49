// @ts-check
// The chosen looks, each with its picture, what it comes to, and all that can be said of it; and a person's own.

import { button, draw, h, icon, keyed, say } from '../../dom.js';
import { formatBytes, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';
import { isChanged, lookOf, settingsOf } from '../../looks/look.js';
import { lookFacts, lookTitle, outputsText } from '../../looks/look_words.js';
import { clipSize } from '../../looks/sizes.js';
import { renderEditor } from './editor.js';
import { renderPicture } from './picture.js';
import { renderStrip } from './strip.js';

/** @typedef {import('../../looks/look.js').Look} Look */
/** @typedef {import('./strip.js').LooksGiven} LooksGiven */

/** @type {WeakMap<HTMLElement, LooksGiven>} */
const now = new WeakMap();

/** @param {HTMLElement} element @param {LooksGiven} given @param {boolean} [chooses]  they are chosen here too */
export function renderLookPanel(element, given, chooses = false) {
  draw(element, 'looks', () => [
    h('fieldset', { class: 'looks', hidden: !chooses }),
    h('p', { class: 'hint', 'data-say': 'hint' }),
    h('div', { class: 'look-list' }),
    h('p', { class: 'undo', role: 'status' }),
    h('section', { class: 'own-looks' }),
  ]);
  const [cards, , list, undo, own] = /** @type {HTMLElement[]} */ ([...element.children]);
  const { draft } = given;
  if (chooses) renderStrip(cards, given, 'cards');
  say(element, '[data-say=hint]', draft.chosen.length ? t('looks.panelHint', { count: draft.chosen.length }) : t('looks.chooseOne'));
  keyed(list, draft.chosen, ({ id }) => id, 'article', (card, look) => renderLook(card, look, given));
  const { removed, problem } = given.own;
  draw(undo, [removed, problem], () => (removed ? [t('looks.own.removed', { title: removed }), ' ', h('button', { type: 'button', class: 'small', onclick: () => given.own.undo() }, t('common.undo'))] : problem));
  renderOwn(own, given);
}

/** @param {HTMLElement} card @param {Look} look @param {LooksGiven} given */
function renderLook(card, look, given) {
  const { id } = look;
  now.set(card, given);
  const title = lookTitle(id, given.presets);
  const settings = settingsOf(look, given.presets);
  card.className = `look-edit${id === given.current ? ' on' : ''}`;
  card.setAttribute('aria-label', title);
  draw(card, id, () => frame(card, id));
  card.querySelector('[data-does=out]')?.setAttribute('aria-label', t('looks.leaveOutNamed', { title }));
  say(card, '[data-say=name]', title);
  say(card, '[data-say=facts]', lookFacts(settings, given.film.size && clipSize(settings.mp4, given.film.size)));
  say(card, '[data-say=files]', outputsText(settings.outputs));
  const cost = given.costOf(id);
  say(card, '[data-say=cost]', cost ? t('looks.cost', { count: cost.files, size: formatBytes(cost.bytes), time: formatWait(cost.seconds) }) : '');
  const plan = given.planOf(id);
  say(card, '[data-say=wrong]', plan?.problem || [...new Set((plan?.warnings ?? []).map(({ message }) => message))].join(' '));
  renderPicture(/** @type {HTMLElement} */ (card.querySelector('.frame')), { settings, film: given.film.aspect, url: given.pictureUrl, focus: given.focus });
  renderTools(card, look, given);
  const details = /** @type {HTMLDetailsElement} */ (card.querySelector('details'));
  if (details.open) renderEditor(/** @type {HTMLElement} */ (card.querySelector('.editor')), id, given);
}

/** @param {HTMLElement} card @param {string} id */
function frame(card, id) {
  const given = () => /** @type {LooksGiven} */ (now.get(card));
  const details = h('details', null, h('summary', null, t('looks.edit')), h('div', { class: 'editor' }));
  details.addEventListener('toggle', () => {
    if (!details.open) return;
    given().pick(id);
    renderEditor(/** @type {HTMLElement} */ (details.querySelector('.editor')), id, given());
  });
  const out = h('button', { type: 'button', class: 'icon-button', 'data-does': 'out', title: t('looks.leaveOut'), onclick: () => given().change({ ...given().draft.look(id), on: false }) }, icon('cross'));
  return [
    h(
      'header',
      null,
      h('button', { type: 'button', class: 'frame', 'aria-label': t('looks.show'), title: t('looks.show'), onclick: () => given().pick(id) }),
      h('div', { class: 'grow' }, h('p', { class: 'title', 'data-say': 'name', dir: 'auto' }), h('p', { class: 'sub', 'data-say': 'facts' }), h('p', { class: 'sub', 'data-say': 'files' }), h('p', { class: 'sub strong', 'data-say': 'cost' })),
      out,
    ),
    h('p', { class: 'warn', 'data-say': 'wrong' }),
    details,
    h('div', { class: 'row tools' }),
  ];
}

/** @param {HTMLElement} card @param {Look} look @param {LooksGiven} given */
function renderTools(card, look, given) {
  const changed = isChanged(look, given.presets);
  const isOwn = look.id.startsWith('own:');
  const mayKeep = changed || look.id === 'kept';
  const latest = () => /** @type {LooksGiven} */ (now.get(card));
  const current = () => latest().draft.look(look.id);
  draw(/** @type {HTMLElement} */ (card.querySelector('.tools')), [changed, isOwn, mayKeep], () => [
    changed && isOwn && button(t('looks.own.save'), { class: 'small', onclick: () => latest().own.save(current()) }),
    mayKeep && button(t(isOwn ? 'looks.own.saveOther' : 'looks.own.saveAs'), { class: 'small', onclick: () => latest().own.saveAs(current()) }),
    changed && h('button', { type: 'button', class: 'small quiet', onclick: () => latest().change({ ...lookOf(look.id, latest().presets), on: true }) }, t('looks.reset')),
  ]);
}

/** @param {HTMLElement} element @param {LooksGiven} given */
function renderOwn(element, given) {
  const own = given.presets.filter((preset) => preset.own);
  element.hidden = !own.length;
  element.setAttribute('aria-label', t('looks.own.title'));
  draw(element, own.map(({ name, title }) => [name, title]), () => [
    h('p', { class: 'title' }, t('looks.own.title')),
    h(
      'ul',
      { class: 'lines' },
      own.map(({ name, title }) =>
        h(
          'li',
          { class: 'line' },
          h('span', { class: 'grow', dir: 'auto' }, title),
          button(t('looks.own.rename'), { class: 'small quiet', onclick: () => given.own.rename(`own:${name}`) }),
          button(t('common.delete'), { class: 'small quiet danger', onclick: () => given.own.remove(`own:${name}`) }),
        ),
      ),
    ),
  ]);
}
