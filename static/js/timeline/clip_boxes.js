// @ts-check
// Where the clips in view lie: their bars, handles and names. What is drawn and what the hand finds are the same boxes.

import { tPlain } from '../lang/t.js';
import { LabelRow } from './label_row.js';

/** @typedef {import('./scene.js').Scene} Scene */
/**
 * @typedef {object} ClipBox  CSS pixels
 * @property {string} id @property {boolean} isSelected
 * @property {number} x @property {number} w
 * @property {number} startX @property {number} endX @property {number} handleW  the handles; no width: there are none
 * @property {string} name @property {number} nameX @property {number} nameY
 * @property {number} nameW  none: no room for the name @property {number} nameH
 */

const kHandlePx = 12;
const kRoomyPx = 3 * kHandlePx; // with less than this the selected clip's handles lie outside it
const kLeastPx = 12; // bars narrower than this have no handles unless they are selected
const kBesidePx = kHandlePx + 2;
const kNamePx = 26; // a name with less room than this says nothing
const kShortNamePx = 48; // a name that is cut shorter neither
const kPadPx = 7;

export class ClipBoxes {
  /** @type {ClipBox[]} */
  #pool = [];
  /** @type {ClipBox[]} */
  #list = [];
  /** @type {LabelRow[]} */
  #rows = [];

  /**
   * The boxes of the clips in view, in the list's order but the selected one last. The array is used again.
   * @param {Scene} scene @returns {readonly ClipBox[]}
   */
  update(scene) {
    this.#list.length = 0;
    let selected = -1;
    scene.marks.forEach((mark, index) => {
      if (mark.id === scene.selected) selected = index;
      else this.#place(scene, index, false);
    });
    if (selected >= 0) this.#place(scene, selected, true);
    this.#name(scene);
    return this.#list;
  }

  /** @param {Scene} scene @param {number} index @param {boolean} isSelected */
  #place({ marks, view }, index, isSelected) {
    const { id, start, end, label } = marks[index];
    const x = view.xOf(start);
    const w = view.xOf(end) - x;
    if (x + w < -kBesidePx || x > view.width + kBesidePx) return;
    const box = (this.#pool[this.#list.length] ??= emptyBox());
    box.id = id;
    box.isSelected = isSelected;
    box.x = x;
    box.w = w;
    box.name = label || tPlain('room.clipNumber', { number: index + 1 });
    placeHandles(box);
    this.#list.push(box);
  }

  /** @param {Scene} scene */
  #name(scene) {
    const { clips, width } = scene.layout;
    const h = Math.round(20 * scene.theme.scale);
    const count = Math.max(1, Math.floor((clips.h - 8) / (h + 2)));
    while (this.#rows.length < count) this.#rows.push(new LabelRow());
    for (let row = 0; row < count; row += 1) this.#rows[row].clear(width);
    const { length } = this.#list;
    if (length && this.#list[length - 1].isSelected) keepFree(this.#list[length - 1], this.#rows, count);
    for (let i = 0; i < length; i += 1) {
      const box = this.#list[(length - 1 + i) % length]; // the selected one first
      box.nameH = h;
      placeName(box, scene, this.#rows, count);
    }
  }
}

/** @returns {ClipBox} */
const emptyBox = () => ({
  ...{ id: '', isSelected: false, x: 0, w: 0, startX: 0, endX: 0, handleW: 0 },
  ...{ name: '', nameX: 0, nameY: 0, nameW: 0, nameH: 0 },
});

/** No name lies over the selected clip's handles. @param {ClipBox} box @param {LabelRow[]} rows @param {number} count */
function keepFree({ startX, endX, handleW }, rows, count) {
  for (let row = 0; row < count; row += 1) {
    rows[row].block(startX, handleW);
    rows[row].block(endX, handleW);
  }
}

/** @param {ClipBox} box */
function placeHandles(box) {
  const isOutside = box.isSelected && box.w < kRoomyPx;
  box.handleW = isOutside ? kHandlePx : box.w < kLeastPx ? 0 : Math.min(kHandlePx, box.w / 3);
  box.startX = isOutside ? box.x - box.handleW : box.x;
  box.endX = isOutside ? box.x + box.w : box.x + box.w - box.handleW;
}

/**
 * In the first row that has room, where the bar or the view begins.
 * @param {ClipBox} box @param {Scene} scene @param {LabelRow[]} rows @param {number} count
 */
function placeName(box, { layout, text, theme }, rows, count) {
  box.nameW = 0;
  const left = Math.max(4, box.x + kHandlePx + 4);
  const room = Math.min(layout.width - 4, box.x + box.w - kHandlePx - 4) - left;
  if (room < kNamePx) return;
  const fitted = text.fit(theme.name, box.name, room - 2 * kPadPx);
  const w = text.width(theme.name, fitted) + 2 * kPadPx;
  if (!fitted || (fitted !== box.name && w < kShortNamePx * theme.scale)) return;
  for (let row = 0; row < count; row += 1) {
    if (!rows[row].take(left, Math.min(room, w + 2))) continue;
    box.name = fitted;
    box.nameX = left;
    box.nameW = Math.min(room, w);
    box.nameY = layout.clips.y + 6 + row * (box.nameH + 2);
    return;
  }
}
