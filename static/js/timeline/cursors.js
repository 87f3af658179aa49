// @ts-check
// The mouse's shape over the timeline. Pure functions.

import { isTrack } from './press.js';

/** @type {Partial<Record<import('./hit.js').Hit['part'], string>>} */
const kCursors = { window: 'grab', overview: 'pointer', edge: 'ew-resize', name: 'grab', mark: 'pointer' };

/** @param {import('./hit.js').Hit} hit @param {boolean} draws  Shift is held @param {boolean} isWhole  all of the film is in view */
export function cursorOver(hit, draws, isWhole) {
  if (draws && (isTrack(hit) || hit.id)) return 'crosshair';
  return hit.part === 'window' && isWhole ? 'default' : (kCursors[hit.part] ?? 'default');
}
