// @ts-check
// What the first view does without: one module, read once and whole, so that the build makes two files of the page and the
// browser keeps no half of it.

export { Results } from './pages/results.js';
export { openSystem } from './pages/system.js';
export { Room } from './pages/room.js';
export * as lookViews from './views/looks/all.js';
