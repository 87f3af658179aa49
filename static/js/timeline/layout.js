// @ts-check
// Where the timeline's bands lie on its canvas, from the top: overview, ruler, film, sound, marks. Pure functions.

/** @typedef {{y: number, h: number}} Band  CSS pixels; `h` is 0 where there is none */
/**
 * @typedef {object} Layout
 * @property {number} width @property {number} height
 * @property {Band} overview @property {Band} ruler @property {Band} film @property {Band} wave @property {Band} marks
 * @property {Band} clips  the bars lie over the film, or over the sound where there is no picture
 */

const kOverview = { y: 2, h: 16 };
const kGap = 6;
const kFilmShare = 0.66; // of the room for film and sound

/**
 * @param {number} width @param {number} height  CSS pixels
 * @param {{hasPicture: boolean, hasSound: boolean, hasMarks: boolean}} film
 * @param {number} [scale] of the type, 1 for 11 px
 * @returns {Layout}
 */
export function layoutOf(width, height, { hasPicture, hasSound, hasMarks }, scale = 1) {
  const ruler = { y: kOverview.y + kOverview.h + kGap, h: Math.round(20 * scale) };
  const top = ruler.y + ruler.h + 4;
  const marks = hasMarks ? Math.round(15 * scale) + 4 : 0;
  const room = Math.max(20, height - top - marks - 3);
  const both = hasPicture && hasSound;
  const filmHeight = both ? Math.round((room - kGap) * kFilmShare) : hasSound ? 0 : room;
  const film = { y: top, h: filmHeight };
  const wave = { y: both ? top + filmHeight + kGap : top, h: hasSound ? room - filmHeight - (both ? kGap : 0) : 0 };
  const main = filmHeight ? film : wave;
  const clips = { y: main.y - 2, h: main.h + 4 };
  return { width, height, overview: kOverview, ruler, film, wave, clips, marks: { y: height - marks, h: marks } };
}

/** @param {Band} band @param {number} y @param {number} [slack] */
export const isIn = (band, y, slack = 0) => band.h > 0 && y >= band.y - slack && y < band.y + band.h + slack;
