// @ts-check
// What the hands may do with a timeline: between the gestures and the cut list, the view and the page.

import { isDense } from './density.js';
import { hitAt } from './hit.js';
import { clipAt } from './make_clip.js';
import { kInset } from './painter.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('../room/marks.js').Edge} Edge */
/**
 * What the page is told.
 * @typedef {object} TimelineEvents
 * @property {(time: number, isDone: boolean) => void} [seek]  the playhead is wanted there; not done: the hand still moves
 * @property {(time: number, edge: Edge|'both') => void} [scrub]  a clip's end is under the hand: show its frame
 * @property {(isKept: boolean) => void} [scrubEnd]
 * @property {(id: string) => void} [rename]  a clip's name was pressed twice
 */
/**
 * What drags work on: the timeline.
 * @typedef {object} DragHost
 * @property {import('../room/view_window.js').ViewWindow} view
 * @property {import('../room/cut_list.js').CutList} cutList
 * @property {number} playhead
 * @property {(exceptId: string) => import('../room/snapping.js').Candidates} candidates  for edges, but not the clip's own
 * @property {ReadonlySet<import('../room/snapping.js').SnapKind>} snapKinds  those switched on
 * @property {(time: number) => number} nearestCut  where a frame begins, or the film ends
 * @property {(hint: import('./scene.js').Hint|null) => void} setHint
 * @property {(time: number, isDone: boolean) => void} seek
 * @property {(time: number, edge: Edge|'both') => void} scrub
 * @property {(isKept: boolean) => void} scrubEnd
 */
/**
 * @typedef {object} Seat  where the hands work
 * @property {(x: number, y: number, reach: number) => import('./hit.js').Hit} hitAt
 * @property {(event: MouseEvent) => {x: number, y: number}} pointOf  from where the film's bands begin
 * @property {(cursor: string) => void} setCursor
 * @property {(hit: import('./hit.js').Hit, time: number) => void} pressTwice
 */
/** @typedef {DragHost & Seat} HandsHost */

/** @param {Timeline} timeline @param {TimelineEvents} on @returns {HandsHost} */
export function hostOf(timeline, on) {
  const { canvas, cutList, view } = timeline;
  return {
    view,
    cutList,
    get playhead() {
      return timeline.playhead;
    },
    snapKinds: timeline.snapKinds,
    candidates: (exceptId) => candidatesOf(timeline, exceptId),
    nearestCut: (time) => timeline.scene.film.frames.nearest(time),
    setHint: (hint) => timeline.setHint(hint),
    seek: (time, isDone) => seek(timeline, on, time, isDone),
    scrub: (time, edge) => on.scrub?.(time, edge),
    scrubEnd: (isKept) => on.scrubEnd?.(isKept),
    hitAt: (x, y, reach) => hitAt(x, y, timeline.scene, reach),
    pointOf: (event) => ({ x: event.offsetX - kInset, y: event.offsetY }),
    setCursor: (cursor) => void (canvas.style.cursor = cursor),
    pressTwice: (hit, time) => pressTwice(timeline, on, hit, time),
  };
}

/**
 * The playhead goes at once; the film follows when it can.
 * @param {Timeline} timeline @param {TimelineEvents} on @param {number} time @param {boolean} isDone
 */
function seek(timeline, on, time, isDone) {
  timeline.setPlayhead(time);
  on.seek?.(time, isDone);
}

/** @param {Timeline} timeline @param {string} exceptId @returns {import('../room/snapping.js').Candidates} */
function candidatesOf({ cutList, scene, view }, exceptId) {
  const { markTimes, scenes, chapters, silenceEdges, keyFrames } = scene.film;
  const others = cutList.marks.filter(({ id }) => id !== exceptId);
  const clip = Float64Array.from(others.flatMap(({ start, end }) => [start, end])).sort();
  return {
    playhead: [scene.playhead],
    clip,
    scene: isDense(markTimes, view) ? [] : scenes,
    chapter: chapters,
    silence: isDense(silenceEdges, view) ? [] : silenceEdges,
    keyFrame: isDense(keyFrames, view) ? [] : keyFrames,
  };
}

/** @param {Timeline} timeline @param {TimelineEvents} on @param {import('./hit.js').Hit} hit @param {number} time */
function pressTwice({ cutList, view, scene }, on, { part, id, mark }, time) {
  if (part === 'name') return on.rename?.(id);
  if (part !== 'track' && part !== 'clip' && part !== 'mark') return undefined;
  const clip = clipAt(scene.film, mark, time, view.duration);
  return clip ? cutList.add(clip, clip.label) : undefined;
}
