// @ts-check
// The room's arrangement: film and transport, the list beside it, the timeline below.

import { h, icon } from '../../dom.js';
import { t } from '../../lang/t.js';

/** @typedef {ReturnType<typeof buildRoom>} RoomParts */

/** @type {Record<string, string>} */
const kNames = { clips: 'room.clips', looks: 'looks.legend', captions: 'captions.title', suggestions: 'room.suggestions', lists: 'room.lists' };
const kPanels = Object.keys(kNames);

/**
 * @param {HTMLElement} screen
 * @param {Record<'play'|'back'|'forth'|'markIn'|'markOut'|'split'|'undo'|'redo'|'help'|'zoomOut'|'zoomIn'|'fit'|'looks', () => void>} act
 * Words follow the language.
 */
export function buildRoom(screen, act) {
  const tool = (/** @type {keyof typeof act} */ name, /** @type {string} */ words, /** @type {string} */ key, className = '') =>
    h('button', { type: 'button', class: className, 'data-does': name, 'aria-keyshortcuts': key, onclick: act[name] }, () => t(words), h('kbd', { 'aria-hidden': 'true' }, keyWord(key)));
  const small = (/** @type {keyof typeof act} */ name, /** @type {string} */ image, /** @type {string} */ words, /** @type {string} */ key) =>
    h('button', { type: 'button', class: 'icon-button', 'data-does': name, 'aria-label': () => t(words), title: () => t('room.withKey', { words: t(words), key: keyWord(key) }), 'aria-keyshortcuts': key, onclick: act[name] }, icon(image));
  const play = h('button', { type: 'button', class: 'play', 'data-does': 'play', 'aria-label': t('room.play'), onclick: act.play }, icon('play'));
  const time = h('output', { class: 'now-time mono', 'aria-label': () => t('room.timeInFilm') });
  const note = h('p', { class: 'screen-note', role: 'status' });
  const proxy = h('div', { class: 'proxy-offer', hidden: true });
  const spoken = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const canvas = h('canvas', { class: 'film-line', tabindex: '0', role: 'application', 'aria-label': () => t('room.timelineHelp') });
  const tabs = kPanels.map((name) =>
    h('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`, 'data-tab': name }),
  );
  const panels = kPanels.map((name) =>
    h('div', { class: `panel ${name}`, role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}`, 'data-panel': name }),
  );
  const sum = h('p', { class: 'sum', role: 'status' });
  const makePlace = h('div', { class: 'make' });
  const progress = h('a', { class: 'foot-progress', href: '#', hidden: true });
  const looks = h('fieldset', { class: 'looks' });
  const snap = h('fieldset', { class: 'snap', 'aria-labelledby': 'snap-name' });
  const element = h(
    'div',
    { class: 'room-grid' },
    h(
      'div',
      { class: 'room-view' },
      h('div', { class: 'screen' }, screen, note),
      proxy,
      h(
        'div',
        { class: 'transport' },
        time,
        h(
          'div',
          { class: 'keys', dir: 'ltr' }, // as time runs
          small('back', 'back', 'room.frameBack', 'ArrowLeft'),
          play,
          small('forth', 'forth', 'room.frameOn', 'ArrowRight'),
          tool('markIn', 'room.startHere', 'I', 'mark'),
          tool('markOut', 'room.endHere', 'O', 'mark'),
        ),
        h('div', { class: 'keys' }, small('split', 'split', 'room.split', 'B'), small('undo', 'undo', 'room.undo', 'Control+Z'), small('redo', 'redo', 'room.redo', 'Control+Y'), small('help', 'keys', 'room.keys', '?')),
      ),
    ),
    h('div', { class: 'room-list', role: 'group', 'aria-label': () => t('room.clips') }, h('div', { class: 'tabs', role: 'tablist', 'aria-label': () => t('room.tabs') }, tabs), panels, h('div', { class: 'room-foot' }, h('div', { class: 'choose' }, looks, h('button', { type: 'button', class: 'icon-button to-looks', 'data-does': 'looks', 'aria-label': () => t('looks.change'), title: () => t('looks.change'), onclick: act.looks }, icon('sliders'))), makePlace, progress, sum)),
    h(
      'div',
      { class: 'room-line' },
      canvas,
      h('div', { class: 'zoom' }, tool('zoomOut', 'room.zoomOut', '−', 'small'), tool('zoomIn', 'room.zoomIn', '+', 'small'), tool('fit', 'room.wholeFilm', '0', 'small'), snap),
    ),
    spoken,
  );
  return { element, play, time, note, proxy, spoken, canvas, tabs, panels, sum, looks, makePlace, progress, snap };
}

/** @type {Record<string, string>} */
const kKeySigns = { ArrowLeft: '←', ArrowRight: '→' };
/** What `aria-keyshortcuts` names, as the keyboard does. @param {string} key */
const keyWord = (key) => kKeySigns[key] ?? key.replace('Control', t('keys.name.Ctrl'));

/**
 * Pressed, or gone to by the arrow keys: the others are not reached by Tab. A pointer leaves the focus where it is, so that the
 * arrows still go from frame to frame.
 * @param {RoomParts} parts @param {(name: string) => void} show
 */
export function onTab({ tabs }, show) {
  const go = (/** @type {number} */ to) => {
    const tab = tabs[(to + tabs.length) % tabs.length];
    show(/** @type {string} */ (tab.dataset.tab));
    tab.focus();
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener('mousedown', (event) => event.preventDefault());
    tab.addEventListener('click', () => show(/** @type {string} */ (tab.dataset.tab)));
    tab.addEventListener('keydown', (event) => {
      const left = document.documentElement.dir === 'rtl' ? 1 : -1;
      /** @type {Record<string, number>} */
      const places = { ArrowLeft: at + left, ArrowRight: at - left, Home: 0, End: -1 };
      if (!(event.key in places)) return;
      event.preventDefault();
      go(places[event.key]);
    });
  });
}

/** What the panels are called, and how much is in them. @param {RoomParts} parts @param {Record<string, number>} counts */
export function nameTabs({ tabs }, counts) {
  for (const tab of tabs) {
    const name = /** @type {string} */ (tab.dataset.tab);
    const words = counts[name] ? t('room.tab', { name: t(kNames[name]), count: counts[name] }) : t(kNames[name]);
    if (tab.textContent !== words) tab.textContent = words;
  }
}

/** Which panel is seen. @param {RoomParts} parts @param {string} name */
export function showPanel({ element, tabs, panels }, name) {
  element.dataset.panel = name;
  for (const tab of tabs) {
    const on = tab.dataset.tab === name;
    tab.setAttribute('aria-selected', String(on));
    tab.tabIndex = on ? 0 : -1;
  }
  for (const panel of panels) panel.hidden = panel.dataset.panel !== name;
}
