// @ts-check
// Which part of the picture another shape keeps: the same that the server keeps (crop, its focus in the middle as far as
// the picture's edges allow). Shares of the picture, 0 to 1. Pure functions.

/** @typedef {{x: number, y: number}} Focus */
/** @typedef {{x: number, y: number, width: number, height: number}} CropBox  x and y: its upper left corner */

/** @type {Record<string, number>} */
const kShapes = { '9:16': 9 / 16, '1:1': 1, '16:9': 16 / 9 };
const kMiddle = { x: 0.5, y: 0.5 };
const kSameShape = 0.01;

/**
 * @param {string|undefined} aspect  of the recipe @param {string|undefined} fit @param {number} film  width by height, upright
 * @param {Focus|null|undefined} focus @returns {CropBox|null} null where the whole picture stays
 */
export function cropBox(aspect, fit, film, focus) {
  const shape = kShapes[aspect ?? ''];
  if (!shape || (fit ?? 'crop') !== 'crop' || Math.abs(shape / film - 1) < kSameShape) return null;
  const [width, height] = shape < film ? [shape / film, 1] : [1, film / shape];
  const { x, y } = focus ?? kMiddle;
  return { x: within(x - width / 2, 1 - width), y: within(y - height / 2, 1 - height), width, height };
}

/** How far towards the far edges what stays lies, 0 to 1: what CSS calls object-position. @param {string} aspect @param {number} film @param {Focus} focus @returns {Focus} */
export function focusShare(aspect, film, focus) {
  const box = cropBox(aspect, 'crop', film, focus);
  if (!box) return kMiddle;
  return { x: box.width < 1 ? box.x / (1 - box.width) : 0.5, y: box.height < 1 ? box.y / (1 - box.height) : 0.5 };
}

/** The focus for a box that was moved by shares of the picture. @param {CropBox} box @param {number} dx @param {number} dy @returns {Focus} */
export function movedFocus({ x, y, width, height }, dx, dy) {
  return { x: rounded(within(x + dx, 1 - width) + width / 2), y: rounded(within(y + dy, 1 - height) + height / 2) };
}

/** Where a picture of that shape lies in a box that holds it whole. @param {number} width @param {number} height @param {number} film */
export function pictureIn(width, height, film) {
  const [w, h] = width / height > film ? [height * film, height] : [width, width / film];
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
}

/** @param {number} value @param {number} most */
const within = (value, most) => Math.min(Math.max(0, value), Math.max(0, most));
/** @param {number} value */
const rounded = (value) => Math.round(value * 1000) / 1000;
