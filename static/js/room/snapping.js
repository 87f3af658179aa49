// @ts-check
// Pulls a time to what lies near it. Pure functions.

import { nearestPlace } from './sorted.js';

/** @typedef {'playhead'|'clip'|'scene'|'chapter'|'silence'|'keyFrame'} SnapKind */
/** @typedef {Partial<Record<SnapKind, ArrayLike<number>>>} Candidates  each ascending */
/** @typedef {{time: number, kind: SnapKind|''}} Snapped  '' where nothing was near enough */

/** Of two that are equally near, the kind that stands first here wins. @type {readonly SnapKind[]} */
export const kSnapKinds = ['playhead', 'clip', 'scene', 'chapter', 'silence', 'keyFrame'];

const kEqual = 1e-9;

/**
 * The nearest candidate within the tolerance, or the time itself.
 * @param {number} time @param {Candidates} candidates @param {number} tolerance  seconds
 * @param {ReadonlySet<SnapKind>} [on]  the kinds that are switched on; all where it is not given
 * @returns {Snapped}
 */
export function snap(time, candidates, tolerance, on) {
  /** @type {Snapped} */
  let best = { time, kind: '' };
  let distance = tolerance;
  for (const kind of kSnapKinds) {
    const times = candidates[kind];
    if (!times?.length || (on && !on.has(kind))) continue;
    const near = times[nearestPlace(times, time)];
    const away = Math.abs(near - time);
    if (away < distance - kEqual || (best.kind === '' && away <= distance)) {
      best = { time: near, kind };
      distance = away;
    }
  }
  return best;
}
