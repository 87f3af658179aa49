// @ts-check
// Reads the WebVTT beside a storyboard: which tile of which sheet shows which time. Pure functions.

/** @typedef {{sheet: string, start: number, end: number, x: number, y: number, width: number, height: number}} Tile */

/** @param {string} stamp "00:01:02.500" or "01:02.500" */
const secondsOf = (stamp) => stamp.split(':').reduce((sum, piece) => sum * 60 + Number(piece), 0);

/** @param {string} vtt @returns {Tile[]} */
export function parseStoryboard(vtt) {
  /** @type {Tile[]} */
  const tiles = [];
  const cue = /([\d:.]+)\s+-->\s+([\d:.]+)[^\n]*\n([^\n#]*)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)/g;
  for (const [, start, end, sheet, x, y, width, height] of vtt.matchAll(cue)) {
    tiles.push({
      sheet,
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

/** The tiles on this sheet: its cues call it by the last part of its key. @param {Tile[]} tiles @param {string} key */
export const tilesOn = (tiles, key) => tiles.filter(({ sheet }) => sheet === key.slice(key.lastIndexOf('/') + 1));
