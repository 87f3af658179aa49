// @ts-check
// The ruler's ticks: far enough apart for their labels, and frames where frames are wide enough. Pure functions.

import { formatTime } from '../format.js';
import { tPlain } from '../lang/t.js';

/** @typedef {import('./frame_times.js').FrameTimes} FrameTimes */
/** @typedef {{time: number, label: string}} Tick  the label is '' for a minor one */
/** @typedef {{start: number, end: number, pixelsPerSecond: number}} Span */

const kLetterPx = 6.8; // of the ruler's type, at 11 px
const kGapPx = 40;
const kFrameGapPx = 24;
const kFramePx = 7; // the least that frames are drawn apart
/** A major step and the minor one in it, in seconds. */
// prettier-ignore
const kSteps = [
  [0.1, 0.02], [0.2, 0.1], [0.5, 0.1], [1, 0.2], [2, 0.5], [5, 1], [10, 1], [15, 5], [30, 5], [60, 10], [120, 30],
  [300, 60], [600, 120], [900, 300], [1800, 300], [3600, 600], [7200, 1800], [21_600, 3600], [43_200, 7200], [86_400, 14_400],
];
const kFrameSteps = [1, 2, 5, 10, 15, 20, 25, 30, 50, 60, 100, 150];

/**
 * @param {Span} span @param {FrameTimes|null} frames
 * @param {number} [scale] of the type, 1 for 11 px
 * @returns {Tick[]} ascending
 */
export function rulerTicks(span, frames, scale = 1) {
  const framePx = frames ? frames.frameSeconds * span.pixelsPerSecond : 0;
  if (frames && framePx >= kFramePx) return frameTicks(span, frames, framePx, scale);
  const need = widthOf(formatTime(Math.ceil(span.end)), kGapPx, scale);
  const fits = kSteps.find(([major]) => major * span.pixelsPerSecond >= (major < 1 ? need + 2 * kLetterPx * scale : need));
  const [major, minor] = fits ?? kSteps[kSteps.length - 1];
  return timeTicks(span, major, minor);
}

/** @param {Span} span @param {number} major @param {number} minor @returns {Tick[]} */
function timeTicks({ start, end }, major, minor) {
  const ticks = [];
  const each = Math.round(major / minor);
  for (let n = Math.max(0, Math.floor(start / minor)); n * minor <= end; n += 1) {
    const time = n * minor;
    ticks.push({ time, label: n % each === 0 ? formatTime(time) : '' });
  }
  return ticks;
}

/** @param {Span} span @param {FrameTimes} frames @param {number} framePx @param {number} scale @returns {Tick[]} */
function frameTicks({ start, end }, frames, framePx, scale) {
  const need = widthOf(frameLabel(end, frames.index(end)), kFrameGapPx, scale);
  const each = kFrameSteps.find((step) => step * framePx >= need) ?? kFrameSteps[kFrameSteps.length - 1];
  /** @type {Tick[]} */
  const ticks = [];
  for (let time = /** @type {number|null} */ (frames.at(start)); time !== null && time <= end; time = frames.next(time)) {
    const index = frames.index(time);
    ticks.push({ time, label: index % each === 0 ? frameLabel(time, index) : '' });
  }
  return ticks;
}

/** @param {number} time @param {number} index */
const frameLabel = (time, index) => tPlain('room.now', { time: formatTime(time), frame: String(index) });

/** @param {string} label @param {number} gap @param {number} scale */
const widthOf = (label, gap, scale) => (label.length * kLetterPx + gap) * scale;
