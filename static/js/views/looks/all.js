// @ts-check
// The looks where no cutting room is open, for who chooses before a film is there: the first view does without them.

export { renderLookPanel } from './panel.js';
export { renderStrip } from './strip.js';
export { looksBeforeFilm } from './without_film.js';
