// @ts-check
// What lies under the hand. Pure functions.

import { nearestPlace } from '../room/sorted.js';
import { isIn } from './layout.js';
import { overviewBox } from './overview.js';

/** @typedef {import('./clip_boxes.js').ClipBox} ClipBox */
/** @typedef {import('../room/marks.js').Edge} Edge */
/** @typedef {Pick<import('./scene.js').Scene, 'layout'|'view'|'boxes'|'labels'|'film'>} Boxes */
/**
 * @typedef {object} Hit
 * @property {'window'|'overview'|'ruler'|'edge'|'name'|'clip'|'track'|'mark'} part  `window` is the overview's
 * @property {string} id  the clip's, or ''
 * @property {Edge|null} edge
 * @property {import('../room/marks_from.js').TimelineMark|null} mark
 */

export const kMouseReach = 12; // pixels to both sides of a handle's middle
export const kTouchReach = 18;
const kNameSlack = 3; // names are lower than a finger
const kMarkSlack = 6;

/** @param {number} x @param {number} y @param {Boxes} boxes @param {number} [reach] @returns {Hit} */
export function hitAt(x, y, boxes, reach = kMouseReach) {
  const { layout } = boxes;
  if (y < layout.ruler.y) return hit(isOnWindow(x, boxes, reach) ? 'window' : 'overview');
  if (isIn(layout.ruler, y)) return hit('ruler');
  if (isIn(layout.clips, y, 2)) return clipHit(x, y, boxes.boxes, reach);
  return isIn(layout.marks, y) ? markHit(x, boxes) : hit('track');
}

/** @param {Hit['part']} part @param {string} [id] @param {Edge|null} [edge] @returns {Hit} */
const hit = (part, id = '', edge = null) => ({ part, id, edge, mark: null });

/** @param {number} x @param {Boxes} boxes @param {number} reach */
function isOnWindow(x, { view }, reach) {
  const box = overviewBox(view);
  return x >= box.x - reach / 2 && x <= box.x + box.w + reach / 2;
}

/**
 * Edges first, then names, then the clips themselves.
 * @param {number} x @param {number} y @param {readonly ClipBox[]} boxes @param {number} reach
 */
function clipHit(x, y, boxes, reach) {
  const edge = edgeAt(x, boxes, reach);
  if (edge) return hit('edge', edge.box.id, edge.edge);
  const name = boxes.find((box) => isOnName(x, y, box)); // names never overlap
  if (name) return hit('name', name.id);
  const body = bodyAt(x, boxes);
  return body ? hit('clip', body.id) : hit('track');
}

/**
 * The selected clip's edge, or else the nearest; of equals the one drawn last.
 * @param {number} x @param {readonly ClipBox[]} boxes @param {number} reach
 */
export function edgeAt(x, boxes, reach) {
  /** @type {{box: ClipBox, edge: Edge}|null} */
  let best = null;
  let least = Infinity;
  for (const box of boxes) {
    if (!box.handleW) continue;
    const toStart = Math.abs(x - box.startX - box.handleW / 2);
    const toEnd = Math.abs(x - box.endX - box.handleW / 2);
    const away = Math.min(toStart, toEnd);
    if (away > reach || (away > least && !box.isSelected)) continue;
    best = { box, edge: toStart <= toEnd ? 'start' : 'end' };
    least = box.isSelected ? 0 : away;
  }
  return best;
}

/** @param {number} x @param {number} y @param {ClipBox} box */
const isOnName = (x, y, box) =>
  box.nameW > 0 &&
  x >= box.nameX &&
  x <= box.nameX + box.nameW &&
  y >= box.nameY - kNameSlack &&
  y <= box.nameY + box.nameH + kNameSlack;

/** The selected clip, or else the shortest there. @param {number} x @param {readonly ClipBox[]} boxes @returns {ClipBox|null} */
function bodyAt(x, boxes) {
  /** @type {ClipBox|null} */
  let best = null;
  for (const box of boxes) {
    if (x < box.x - 1 || x > box.x + box.w + 1) continue;
    if (box.isSelected || !best || box.w <= best.w) best = box;
  }
  return best;
}

/** A mark's name, or the nearest tick. @param {number} x @param {Boxes} boxes @returns {Hit} */
function markHit(x, { labels, film, view }) {
  const label = labels.find((each) => x >= each.x - kMarkSlack && x <= each.x + each.w);
  const mark = label?.mark ?? film.marks[nearestPlace(film.markTimes, view.timeAt(x))];
  const isThere = label || (mark && Math.abs(view.xOf(mark.time) - x) <= kMarkSlack);
  return isThere && mark ? { ...hit('mark'), mark } : hit('track');
}
