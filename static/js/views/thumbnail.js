// @ts-check
// The picture of a video.

import { thumbnailUrl } from '../api.js';
import { h } from '../dom.js';

/** @typedef {import('../types.js').Job} Job */

/** Where it is; null: there is none. @param {Job} job */
export const pictureOf = (job) => (job.sourceMeta?.thumbnailUrl ? thumbnailUrl(job.id) : null);

/** Without one `fallback`, or an empty frame. @param {Job} job @param {string|null} [fallback] */
export function renderThumbnail(job, fallback = null) {
  const frame = h('span', { class: 'thumb' });
  const src = pictureOf(job) ?? fallback;
  if (!src) return frame;
  const image = h('img', { src, alt: '', loading: 'lazy' });
  image.addEventListener('error', () => image.remove());
  frame.append(image);
  return frame;
}
