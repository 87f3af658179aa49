// @ts-check
// The small picture that stands for a clip until it is played: of the film itself, a few kilobytes, where the film is here. Pure.

import { contentUrl, frameUrl } from '../api.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('./groups.js').Group} Group */

const kInto = 1 / 3; // of the clip: its first frames are often black, or still those of the scene before
const kLines = 180;
const kFineLines = 270; // where a pixel of the page is several of the screen's

/**
 * @param {Job} job @param {Pick<Group, 'start'|'end'>} group @param {Artifact[]} artifacts of it @param {boolean} fine
 * @returns {{url: string, ofFilm: boolean}|null} null: there is no picture
 */
export function stillOf(job, { start, end }, artifacts, fine) {
  const duration = job.source?.durationSeconds ?? Infinity;
  if (job.r2SourceKey && job.source?.width && start !== null && end !== null) {
    const time = start + (Math.min(end, duration) - start) * kInto;
    return { url: frameUrl(job, Math.round(time * 1000) / 1000, fine ? kFineLines : kLines), ofFilm: true };
  }
  const poster = artifacts.find(({ type }) => type === 'poster');
  return poster ? { url: contentUrl(poster.id), ofFilm: false } : null;
}

/** Width by height of the film as it is seen: a quarter turn changes sides. @param {Job} job @returns {number|null} */
export function aspectOf({ source }) {
  if (!source?.width || !source.height) return null;
  const turned = Math.abs(source.rotation ?? 0) % 180 === 90;
  return turned ? source.height / source.width : source.width / source.height;
}
