// @ts-check
// Reads the WebVTT beside a storyboard: which tile of the sprite shows which time. Pure functions.

/** @typedef {{start: number, end: number, x: number, y: number, width: number, height: number}} Tile */

/** @param {string} stamp "00:01:02.500" or "01:02.500" */
const secondsOf = (stamp) => stamp.split(':').reduce((sum, piece) => sum * 60 + Number(piece), 0);

/** @param {string} vtt @returns {Tile[]} */
export function parseStoryboard(vtt) {
  /** @type {Tile[]} */
  const tiles = [];
  const cue = /([\d:.]+)\s+-->\s+([\d:.]+)[^\n]*\n[^\n#]*#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)/g;
  for (const [, start, end, x, y, width, height] of vtt.matchAll(cue)) {
    tiles.push({
      start: secondsOf(start),
      end: secondsOf(end),
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    });
  }
  return tiles;
}
