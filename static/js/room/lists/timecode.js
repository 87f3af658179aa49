// @ts-check
// Timecode as in SMPTE ST 12-1: hours, minutes, seconds and frames, at a whole number of frames a counted second.
// Films of 29.97 and 59.94 frames may count drop-frame: it leaves out numbers, so that the count follows the clock.

/** `nominal` frames make a counted second, `rate` frames a real one. @typedef {{nominal: number, rate: number, mayDrop: boolean}} Timebase */

const kTimecode = /^(\d{1,3})[:;](\d{1,2})[:;](\d{1,2})([:;])(\d{2,3})$/;
const kSlack = 0.005; // between 23.98 and 24000/1001

/** Null where the rate is not known. @param {number|null} frameRate @returns {Timebase|null} */
export function timebaseOf(frameRate) {
  if (!frameRate || !(frameRate >= 1) || !Number.isFinite(frameRate)) return null;
  const nominal = Math.round(frameRate);
  const slowed = (nominal * 1000) / 1001;
  const isSlowed = Math.abs(frameRate - slowed) < Math.min(kSlack, Math.abs(frameRate - nominal));
  return { nominal, rate: isSlowed ? slowed : frameRate, mayDrop: isSlowed && nominal % 30 === 0 };
}

/** @param {string} text */
export const isTimecode = (text) => kTimecode.test(text);

/**
 * The frame's number from the film's first on; null for what no film of this rate counts.
 * @param {string} text @param {Timebase} base @param {boolean} drop
 */
export function frameOf(text, base, drop) {
  const match = kTimecode.exec(text);
  if (!match) return null;
  const [h, m, s, f] = [match[1], match[2], match[3], match[5]].map(Number);
  if (m > 59 || s > 59 || f >= base.nominal) return null;
  const counted = ((h * 60 + m) * 60 + s) * base.nominal + f;
  if (!drop) return counted;
  if (s === 0 && m % 10 !== 0 && f < droppedEach(base)) return null;
  const minutes = h * 60 + m;
  return counted - droppedEach(base) * (minutes - Math.floor(minutes / 10));
}

/** A semicolon before the frames means drop-frame. @param {string} text */
export const saysDrop = (text) => kTimecode.exec(text)?.[4] === ';';

/** @param {number} frame @param {Timebase} base @param {boolean} drop */
export function timecodeText(frame, base, drop) {
  const counted = drop ? frame + droppedBefore(frame, base) : frame;
  const seconds = Math.floor(counted / base.nominal);
  const [h, m, s, f] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, counted % base.nominal].map((field) =>
    String(field).padStart(2, '0'),
  );
  return `${h}:${m}:${s}${drop ? ';' : ':'}${f}`;
}

/** Numbers left out at the start of a minute, save every tenth: 2 of 30, 4 of 60. @param {Timebase} base */
const droppedEach = ({ nominal }) => nominal / 15;

/** @param {number} frame @param {Timebase} base */
function droppedBefore(frame, base) {
  const dropped = droppedEach(base);
  const minute = base.nominal * 60;
  const tenMinutes = minute * 10 - dropped * 9;
  const rest = frame % tenMinutes;
  const minutes = rest < minute ? 0 : 1 + Math.floor((rest - minute) / (minute - dropped));
  return dropped * (9 * Math.floor(frame / tenMinutes) + minutes);
}
