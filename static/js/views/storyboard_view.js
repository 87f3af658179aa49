// @ts-check
// The storyboard: drag along it and see the picture of that time; below, the whole sheet.

import { contentUrl } from '../api.js';
import { h } from '../dom.js';
import { formatTime } from '../format.js';
import { t } from '../lang/t.js';
import { parseStoryboard, tilesOn } from '../storyboard.js';

/** @typedef {import('../types.js').Artifact} Artifact */

/** @param {Artifact} sheet @param {Artifact|null} times @param {(artifact: string) => Promise<string>} textOf */
export function renderStoryboard(sheet, times, textOf) {
  const src = contentUrl(sheet.id);
  const box = h('div', { class: 'storyboard' });
  const whole = h('a', { href: src, target: '_blank', rel: 'noreferrer' }, h('img', { src, alt: t('results.storyboardSheet'), loading: 'lazy', width: sheet.width, height: sheet.height }));
  box.append(whole);
  if (times) {
    textOf(times.id)
      .then((vtt) => {
        const tiles = tilesOn(parseStoryboard(vtt), sheet.r2Key);
        if (tiles.length) box.prepend(scrubber(src, sheet, tiles));
      })
      .catch(() => {}); // the sheet is shown all the same
  }
  return box;
}

/** @param {string} src @param {Artifact} sheet @param {import('../storyboard.js').Tile[]} tiles */
function scrubber(src, sheet, tiles) {
  const tile = h('div', { class: 'tile', role: 'img' });
  const time = h('output', { class: 'mono' });
  const range = h('input', { type: 'range', dir: 'ltr', min: 0, max: tiles.length - 1, step: 1, value: 0, 'aria-label': t('common.timeInVideo') });
  tile.style.backgroundImage = `url("${src}")`;
  const move = () => {
    const { start, x, y, width, height } = tiles[Number(range.value)];
    const [columns, rows] = [(sheet.width ?? width) / width, (sheet.height ?? height) / height];
    tile.style.aspectRatio = `${width} / ${height}`;
    tile.style.backgroundSize = `${columns * 100}% ${rows * 100}%`;
    tile.style.backgroundPosition = `${percentOf(x / width, columns)}% ${percentOf(y / height, rows)}%`;
    tile.setAttribute('aria-label', t('results.pictureAt', { time: formatTime(start) }));
    range.setAttribute('aria-valuetext', formatTime(start));
    time.value = formatTime(start);
  };
  range.addEventListener('input', move);
  move();
  return h('div', { class: 'scrubber' }, tile, h('div', { class: 'row' }, range, time));
}

/** A background's position counts what is left over, not what is passed. @param {number} index @param {number} of */
const percentOf = (index, of) => (of > 1 ? (index / (of - 1)) * 100 : 0);
