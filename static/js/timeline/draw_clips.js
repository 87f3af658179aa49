// @ts-check
// Draws the clips in view over the film: bars, handles and names. Plain boxes and round ones are quick to draw, strokes and
// long paths are not: two hundred clips must cost little.

import { fillRound } from './shapes.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */
/** @typedef {import('./clip_boxes.js').ClipBox} ClipBox */
/** @typedef {import('./layout.js').Layout} Layout */

const kRadius = 9;
const kLinePx = 2; // the bar's upper and lower line
const kBesidePx = 30; // so much of a bar is drawn beside the view
const kQuiet = 0.75; // how strongly clips are drawn that are not selected
const kQuietName = 0.9;

/** All but the selected clip, with their names. @param {Context} context @param {Scene} scene */
export function drawOthers(context, scene) {
  const { boxes, theme } = scene;
  context.fillStyle = theme.tape;
  context.globalAlpha = theme.veil * kQuiet;
  drawVeils(context, scene);
  context.globalAlpha = kQuiet;
  for (const box of boxes) if (!box.isSelected) drawFrame(context, box, scene.layout);
  context.globalAlpha = 1;
  context.fillStyle = theme.onTape;
  for (const box of boxes) if (!box.isSelected) drawGrips(context, box, scene.layout);
  for (const box of boxes) if (!box.isSelected) drawName(context, box, theme, kQuietName);
}

/** The selected clip's bar and handles. @param {Context} context @param {Scene} scene */
export function drawSelected(context, scene) {
  const box = selectedOf(scene);
  if (!box) return;
  context.fillStyle = scene.theme.tape;
  context.globalAlpha = scene.theme.veil;
  fillBetween(context, box, scene.layout, scene.layout.clips.y, scene.layout.clips.h);
  context.globalAlpha = 1;
  drawFrame(context, box, scene.layout);
  context.fillStyle = scene.theme.onTape;
  drawGrips(context, box, scene.layout);
}

/** A layer of its own above the playhead: it can be read where that stands. @param {Context} context @param {Scene} scene */
export function drawSelectedName(context, scene) {
  const box = selectedOf(scene);
  if (box) drawName(context, box, scene.theme, 1);
}

/** It comes last where it is in view. @param {Scene} scene @returns {ClipBox|null} */
function selectedOf({ boxes }) {
  const last = boxes[boxes.length - 1];
  return last?.isSelected ? last : null;
}

/** @type {Int16Array} how many bars begin, less those that end, at each pixel */
let changes = new Int16Array(0);

/** Where bars lie over each other the film is veiled once. @param {Context} context @param {Scene} scene */
function drawVeils(context, { boxes, layout }) {
  const width = Math.ceil(layout.width) + 2 * kBesidePx + 1;
  if (changes.length < width) changes = new Int16Array(width);
  for (const box of boxes) {
    if (box.isSelected || spanOf(box, layout) === 0) continue;
    changes[span.from + kBesidePx] += 1;
    changes[span.until + kBesidePx] -= 1;
  }
  let depth = 0;
  let from = 0;
  for (let x = 0; x < width; x += 1) {
    if (!changes[x]) continue;
    if (depth === 0) from = x;
    depth += changes[x];
    changes[x] = 0;
    if (depth === 0) context.fillRect(from - kBesidePx, layout.clips.y, x - from, layout.clips.h);
  }
}

const span = { from: 0, until: 0 };

/**
 * The bar between its handles, in whole pixels, into `span`; what lies far outside the view is left out.
 * @param {ClipBox} box @param {Layout} layout @returns {number} its width
 */
function spanOf({ x, w, startX, handleW }, { width }) {
  const inset = startX < x ? 0 : handleW;
  span.from = Math.round(Math.max(x + inset, -kBesidePx));
  span.until = Math.max(span.from, Math.round(Math.min(x + w - inset, width + kBesidePx)));
  return span.until - span.from;
}

/** @param {Context} context @param {ClipBox} box @param {Layout} layout @param {number} y @param {number} h */
function fillBetween(context, box, layout, y, h) {
  if (spanOf(box, layout)) context.fillRect(span.from, y, span.until - span.from, h);
}

/** @param {Context} context @param {ClipBox} box @param {Layout} layout */
function drawFrame(context, box, layout) {
  const { y, h } = layout.clips;
  const { x, w, startX, endX, handleW } = box;
  if (!handleW) return context.fillRect(Math.round(x), y, Math.max(1, Math.round(w) - 1), h);
  fillBetween(context, box, layout, y, kLinePx);
  fillBetween(context, box, layout, y + h - kLinePx, kLinePx);
  const radius = Math.min(kRadius, handleW);
  drawHandle(context, startX, handleW, layout, [radius, 0, 0, radius]);
  return drawHandle(context, endX, handleW, layout, [0, radius, radius, 0]);
}

/** @param {Context} context @param {number} x @param {number} w @param {Layout} layout @param {number[]} radii */
function drawHandle(context, x, w, { clips: { y, h } }, radii) {
  const from = Math.round(x);
  fillRound(context, from, y, Math.round(x + w) - from, h, radii);
}

/** A short line in each handle with room. @param {Context} context @param {ClipBox} box @param {Layout} layout */
function drawGrips(context, { startX, endX, handleW }, { clips: { y, h } }) {
  if (handleW < 10) return;
  context.fillRect(Math.round(startX + handleW / 2) - 1, y + h / 2 - 8, 2, 16);
  context.fillRect(Math.round(endX + handleW / 2) - 1, y + h / 2 - 8, 2, 16);
}

/** @param {Context} context @param {ClipBox} box @param {import('./theme.js').Theme} theme @param {number} strength */
function drawName(context, { name, nameX, nameY, nameW, nameH }, theme, strength) {
  if (!nameW) return;
  context.globalAlpha = strength;
  context.fillStyle = theme.tape;
  fillRound(context, nameX, nameY, nameW, nameH, 5);
  context.globalAlpha = 1;
  context.fillStyle = theme.onTape;
  context.font = theme.name;
  context.fillText(name, nameX + 7, nameY + nameH / 2 + 1);
}
