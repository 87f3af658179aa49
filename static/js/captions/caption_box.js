// @ts-check
// How large captions are drawn into a picture, and where: the same that the server draws. Pure functions.

import { kAspects } from '../looks/sizes.js';
import { cropBox, pictureIn } from '../room/crop.js';

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const kTextShare = 0.055; // of a line, see lineOf
const kMarginShare = 0.05;
const kOutlineShare = 0.09; // of the text's height

/** A tall picture is looked at on a phone: its width counts, or every line would break. @param {{width: number, height: number}} picture */
const lineOf = ({ width, height }) => Math.min(height, width * 1.25);

/** In the unit of the picture. @param {{width: number, height: number}} picture @param {number} size  of the recipe's style */
export function captionMeasures(picture, size) {
  const text = lineOf(picture) * kTextShare * size;
  return { text, outline: text * kOutlineShare, across: picture.width * kMarginShare, down: picture.height * kMarginShare };
}

/**
 * Where the picture of a look lies on a screen that shows the whole film: the part that is cropped out, or the film with its bars.
 * @param {{width: number, height: number}} screen @param {number} film  width by height @param {{aspect: string, fit: string}} mp4
 * @param {{x: number, y: number}|null} focus @returns {Box}
 */
export function pictureBox(screen, film, { aspect, fit }, focus) {
  const picture = pictureIn(screen.width, screen.height, film);
  const crop = cropBox(aspect, fit, film, focus);
  if (crop) return { x: picture.x + crop.x * picture.width, y: picture.y + crop.y * picture.height, width: crop.width * picture.width, height: crop.height * picture.height };
  const shape = kAspects[aspect];
  if (!shape || fit === 'crop') return picture;
  // With bars it is larger than the film; what lies outside the screen cannot be shown on it.
  const height = shape < film ? Math.min(picture.width / shape, screen.height) : picture.height;
  const width = shape < film ? picture.width : Math.min(picture.height * shape, screen.width);
  return { x: picture.x + (picture.width - width) / 2, y: picture.y + (picture.height - height) / 2, width, height };
}
