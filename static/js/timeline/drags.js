// @ts-check
// What a hand that moves does: seek, move an edge or a whole clip, draw a new one, move the overview's window.
// Each drag of clips is one step that can be undone; cancel() puts everything back.

import { tPlain } from '../lang/t.js';
import { snap } from '../room/snapping.js';
import { formatTime } from '../format.js';
import { overviewBox, overviewTime } from './overview.js';

/** @typedef {import('../room/marks.js').Edge} Edge */
/** @typedef {import('../room/snapping.js').Candidates} Candidates */
/** @typedef {import('../room/snapping.js').Snapped} Snapped */
/** @typedef {import('./host.js').DragHost} DragHost */
/**
 * @typedef {object} Drag
 * @property {string} cursor @property {boolean} [isImmediate]  acts on the press already
 * @property {(x: number, isFree: boolean) => void} move  free: nothing snaps
 * @property {() => void} end @property {() => void} cancel
 */

const kSnapPx = 9;

/** @param {DragHost} host @returns {Drag} */
export function seekDrag(host) {
  const before = host.playhead;
  let at = before;
  return {
    cursor: 'default',
    isImmediate: true,
    move: (x) => host.seek((at = host.view.timeAt(x)), false),
    end: () => host.seek(at, true),
    cancel: () => host.seek(before, true),
  };
}

/** @param {DragHost} host @param {string} id @param {Edge} edge @param {number} x  where it was taken hold of @returns {Drag} */
export function edgeDrag(host, id, edge, x) {
  const { view, cutList } = host;
  const offset = x - view.xOf(cutList.find(id)?.[edge] ?? 0);
  return clipStep(host, id, 'ew-resize', (at, isFree, candidates) => {
    const { time, kind } = pulled(host, view.timeAt(at - offset), candidates, isFree);
    cutList.change(id, { [edge]: time });
    const now = cutList.find(id)?.[edge] ?? time;
    show(host, now, edge, now === time ? kind : '');
  });
}

/**
 * The whole clip; the end that is nearer to something snaps.
 * @param {DragHost} host @param {string} id @param {number} x @returns {Drag}
 */
export function clipDrag(host, id, x) {
  const { view, cutList } = host;
  const mark = cutList.find(id);
  const offset = x - view.xOf(mark?.start ?? 0);
  const seconds = mark ? mark.end - mark.start : 0;
  return clipStep(host, id, 'grabbing', (at, isFree, candidates) => {
    const wanted = view.start + (at - offset) * view.secondsPerPixel;
    const first = pulled(host, wanted, candidates, isFree);
    const last = pulled(host, wanted + seconds, candidates, isFree);
    const byLast =
      last.kind !== '' && (first.kind === '' || Math.abs(last.time - wanted - seconds) < Math.abs(first.time - wanted));
    cutList.slide(id, byLast ? last.time - seconds : first.time);
    show(host, cutList.find(id)?.start ?? wanted, 'both', byLast ? last.kind : first.kind);
  });
}

/** A new clip from where the hand came down, once it has moved. @param {DragHost} host @param {number} x @returns {Drag} */
export function drawDrag(host, x) {
  const { view, cutList } = host;
  const from = view.timeAt(x);
  let id = '';
  let origin = from;
  return clipStep(host, '', 'crosshair', (at, isFree, candidates) => {
    if (!id) origin = pulled(host, from, candidates, isFree).time;
    const { time, kind } = pulled(host, view.timeAt(at), candidates, isFree);
    const range = { start: Math.min(origin, time), end: Math.max(origin, time) };
    if (id) cutList.change(id, range);
    else id = cutList.add(range);
    show(host, time, time < origin ? 'start' : 'end', kind);
  });
}

/** @param {DragHost} host @param {number} x @param {boolean} isOnWindow  beside it, it comes to the hand @returns {Drag} */
export function overviewDrag({ view }, x, isOnWindow) {
  const before = view.start;
  const box = overviewBox(view);
  const offset = isOnWindow ? x - box.x - box.w / 2 : 0;
  /** @param {number} start */
  const to = (start) => void view.pan((start - view.start) / view.secondsPerPixel);
  return {
    cursor: 'grabbing',
    isImmediate: !isOnWindow,
    move: (at) => to(overviewTime(view, at - offset) - view.seconds / 2),
    end: () => {},
    cancel: () => to(before),
  };
}

/**
 * A change of clips that is one step. It begins with the first movement; a press alone selects.
 * @param {DragHost} host @param {string} id @param {string} cursor
 * @param {(x: number, isFree: boolean, candidates: Candidates) => void} move @returns {Drag}
 */
function clipStep(host, id, cursor, move) {
  const { cutList } = host;
  /** @type {Candidates|null} */
  let candidates = null;
  const begin = () => {
    cutList.begin();
    if (id) cutList.select(id);
    return host.candidates(id);
  };
  /** @param {boolean} isKept */
  const stop = (isKept) => {
    if (!candidates) return isKept && id ? cutList.select(id) : undefined;
    if (isKept) cutList.commit();
    else cutList.cancel();
    host.setHint(null);
    return host.scrubEnd(isKept);
  };
  return {
    cursor,
    move: (x, isFree) => move(x, isFree, (candidates ??= begin())),
    end: () => stop(true),
    cancel: () => stop(false),
  };
}

/** @param {DragHost} host @param {number} time @param {Candidates} candidates @param {boolean} isFree @returns {Snapped} */
function pulled(host, time, candidates, isFree) {
  const found = isFree ? null : snap(time, candidates, kSnapPx * host.view.secondsPerPixel, host.snapKinds);
  return found?.kind ? found : { time: host.nearestCut(time), kind: '' };
}

/** @param {DragHost} host @param {number} time @param {Edge|'both'} edge @param {import('../room/snapping.js').SnapKind|''} kind */
function show(host, time, edge, kind) {
  const at = formatTime(time);
  host.setHint({ time, words: kind ? tPlain('room.snapped', { time: at, to: tPlain(`room.snap.${kind}`) }) : at, isSnapped: kind !== '' });
  host.scrub(time, edge);
}
