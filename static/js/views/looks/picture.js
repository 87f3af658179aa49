// @ts-check
// A frame of the film as a look shows it: cropped, between bars, or on its own blur. What is no clip has a sign instead.

import { draw, h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { formatBytes } from '../../format.js';
import { focusShare } from '../../room/crop.js';
import { aspectOf } from '../../looks/sizes.js';

/**
 * @typedef {object} PictureGiven
 * @property {Record<string, any>} settings  of the look, complete
 * @property {number} film  width by height, upright
 * @property {string} url  of a frame; '' where there is none yet
 * @property {{x: number, y: number}|null} focus  the clip's own
 */

/** @param {HTMLElement} element @param {PictureGiven} given */
export function renderPicture(element, { settings, film, url, focus }) {
  const { outputs, mp4 } = settings;
  const shaped = outputs.includes('mp4');
  const aspect = shaped ? aspectOf(mp4.aspect, film) : film;
  const fit = shaped && aspect !== film ? mp4.fit : 'crop';
  const badge = badgeOf(settings);
  draw(element, [url, aspect, fit, badge], () => {
    const shape = h('span', { class: `shape fit-${fit}` }, url && fit === 'blur' && picture(url, 'back'), url && picture(url, 'front'));
    shape.style.aspectRatio = String(aspect);
    return [shape, badge && h('span', { class: 'badge' }, badge)];
  });
  element.classList.add('look-picture');
  const front = /** @type {HTMLElement|null} */ (element.querySelector('.front'));
  if (!front) return;
  const { x, y } = focusShare(shaped ? mp4.aspect : 'source', film, focus ?? mp4.focus);
  front.style.objectPosition = `${x * 100}% ${y * 100}%`;
}

/** @param {string} url @param {string} name */
function picture(url, name) {
  const image = h('img', { class: name, alt: '' });
  image.addEventListener('error', () => image.remove());
  image.src = url;
  return image;
}

/** @param {Record<string, any>} settings */
function badgeOf({ outputs, mp4, gif }) {
  if (outputs.includes('mp4')) return mp4.maxBytes ? t('looks.badge.atMost', { size: formatBytes(mp4.maxBytes) }) : '';
  if (outputs.includes('gif')) return gif.maxBytes ? t('looks.badge.gifAtMost', { size: formatBytes(gif.maxBytes) }) : 'GIF';
  if (outputs.includes('webp')) return 'WebP';
  return outputs.includes('audio') ? t('looks.badge.sound') : '';
}
