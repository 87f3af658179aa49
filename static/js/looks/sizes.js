// @ts-check
// How large a picture becomes: the same that the server makes of it (never larger than the film gives). Pure functions.

/** @typedef {{width: number, height: number}} Size */

/** @type {Record<string, number>} */
export const kAspects = { '9:16': 9 / 16, '1:1': 1, '16:9': 16 / 9 };

/** Width by height of what is made. @param {string} aspect  of the recipe @param {number} film  width by height, upright */
export const aspectOf = (aspect, film) => kAspects[aspect] ?? film;

/** @param {number} value */
const even = (value) => Math.max(2, Math.round(value / 2) * 2);

/** A clip's picture. @param {{aspect: string, fit: string, height: number|null}} mp4 @param {Size} film  upright @returns {Size} */
export function clipSize({ aspect, fit, height }, film) {
  const shape = shapeOf(kAspects[aspect], fit, film);
  const shrink = height && height < shape.height ? height / shape.height : 1;
  if (kAspects[aspect]) return { width: even(shape.width * shrink), height: even(shape.height * shrink) };
  const tall = shrink < 1 ? even(/** @type {number} */ (height)) : even(film.height);
  return { width: shrink < 1 ? even((tall * film.width) / film.height) : even(film.width), height: tall };
}

/** @param {number|undefined} aspect @param {string} fit @param {Size} film @returns {Size} */
function shapeOf(aspect, fit, film) {
  if (!aspect) return film;
  if (fit === 'crop') {
    const width = Math.min(film.width, film.height * aspect);
    return { width, height: width / aspect };
  }
  const side = Math.min(film.width, film.height);
  return aspect >= 1 ? { width: side * aspect, height: side } : { width: side, height: side / aspect };
}

/** A moving picture without sound. @param {number} width  asked for @param {Size} film @returns {Size} */
export function animationSize(width, film) {
  const fitted = Math.min(width, film.width);
  return { width: fitted, height: Math.max(1, Math.round((fitted * film.height) / film.width)) };
}

/** As it is seen: a quarter turn changes sides. @param {{width: number|null, height: number|null, rotation: number|null}|null} source @returns {Size|null} */
export function uprightSize(source) {
  if (!source?.width || !source.height) return null;
  const { width, height, rotation } = source;
  return Math.abs(rotation ?? 0) % 180 === 90 ? { width: height, height: width } : { width, height };
}
