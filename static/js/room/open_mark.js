// @ts-check
// What "start here" (I) and "end here" (O) do to a cut list. Pure functions.
//
// The rule: while an in point is open, I moves it, and O makes the clip between it and the playhead, whichever is first.
// With none open and the playhead within the selected clip, I and O move that clip's ends.
// Otherwise I opens an in point. O makes a clip from the nearest out point before the playhead, or from the film's beginning.

/** @typedef {import('./marks.js').CutState} CutState */
/** @typedef {import('./marks.js').Edge} Edge */

/**
 * @typedef {{does: 'open', at: number}
 *   | {does: 'move', id: string, edge: Edge, to: number}
 *   | {does: 'add', start: number, end: number}} MarkDeed
 */

/** @param {CutState} state @param {number} at @returns {MarkDeed} */
export function deedOfIn(state, at) {
  const id = selectedAround(state, at);
  return id && state.open === null ? { does: 'move', id, edge: 'start', to: at } : { does: 'open', at };
}

/** @param {CutState} state @param {number} at @returns {MarkDeed} */
export function deedOfOut(state, at) {
  if (state.open !== null) return { does: 'add', start: Math.min(state.open, at), end: Math.max(state.open, at) };
  const id = selectedAround(state, at);
  if (id) return { does: 'move', id, edge: 'end', to: at };
  return { does: 'add', start: lastOutBefore(state, at), end: at };
}

/** The selected clip's id where the time lies between its ends, else ''. @param {CutState} state @param {number} at */
function selectedAround({ marks, selected }, at) {
  const mark = marks.find(({ id }) => id === selected);
  return mark && at > mark.start && at < mark.end ? mark.id : '';
}

/** @param {CutState} state @param {number} at */
const lastOutBefore = ({ marks }, at) => marks.reduce((last, { end }) => (end < at && end > last ? end : last), 0);
