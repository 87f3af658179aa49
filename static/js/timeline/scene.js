// @ts-check
// All that one picture of the timeline is drawn from. One object, altered in place from picture to picture.

import { layoutOf } from './layout.js';

/** @typedef {{time: number, words: string, isSnapped: boolean}} Hint  what the hand is at while it drags */

/**
 * @typedef {object} Scene
 * @property {import('../room/view_window.js').ViewWindow} view
 * @property {import('./layout.js').Layout} layout
 * @property {import('./theme.js').Theme} theme
 * @property {import('./text_fit.js').TextFit} text
 * @property {import('./film_data.js').Film} film
 * @property {readonly import('../room/marks.js').Mark[]} marks  the clips
 * @property {string} selected
 * @property {number|null} open  the in point that waits
 * @property {number} playhead  seconds
 * @property {readonly import('./clip_boxes.js').ClipBox[]} boxes  of the clips in view, the selected one last
 * @property {readonly import('./place_labels.js').PlacedLabel[]} labels  of the marks in view
 * @property {Hint|null} hint
 */

/** @typedef {CanvasRenderingContext2D} Context */

/**
 * @param {Scene['view']} view @param {Scene['film']} film @param {Scene['theme']} theme @param {Scene['text']} text
 * @returns {Scene} without clips, and without a size
 */
export function emptyScene(view, film, theme, text) {
  const layout = layoutOf(1, 1, { hasPicture: true, hasSound: true, hasMarks: false });
  return { view, layout, theme, text, film, marks: [], selected: '', open: null, playhead: 0, boxes: [], labels: [], hint: null };
}
