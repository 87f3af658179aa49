// @ts-check
// The kinds of files by which results are looked through. Pure.

/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {'clip'|'gif'|'picture'|'sound'|'captions'} Kind */

/** @type {readonly Kind[]} */
export const kKinds = ['clip', 'gif', 'picture', 'sound', 'captions'];

/** @type {Record<string, Kind>} */
const kOf = {
  clip: 'clip',
  gif: 'gif',
  webp: 'gif',
  poster: 'picture',
  storyboard: 'picture',
  storyboard_vtt: 'picture',
  waveform: 'picture',
  waveform_peaks: 'sound',
  audio: 'sound',
  captions: 'captions',
};

/** Null for a type that this page does not know: it is shown where nothing is left out. @param {string} type @returns {Kind|null} */
export const kindOf = (type) => kOf[type] ?? null;

/** @param {Artifact[]} artifacts @returns {Kind[]} those that are there, in their order */
export const kindsIn = (artifacts) => kKinds.filter((kind) => artifacts.some(({ type }) => kindOf(type) === kind));
