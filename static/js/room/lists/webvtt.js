// @ts-check
// WebVTT (W3C), as browsers and players keep subtitles and chapters: read only.

import { reader } from './reading.js';
import { isTiming, readCues } from './subtitle_cues.js';

const kBegin = /^WEBVTT(?:[ \t\n]|$)/;
const kBlockWithoutCue = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;
const kTag = /<\/?[a-z0-9.][^<>]{0,200}>/gi; // <b>, <v Name>, <00:00:01.000>
/** @type {Record<string, string>} */
const kLetters = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '' };

/** @param {string} text */
export const looksLikeWebVtt = (text) => kBegin.test(text);

export const readWebVtt = reader('WebVTT', (text, reading) => {
  const lines = text.split('\n');
  readCues(lines, endOfHeader(lines), reading, { isName: () => true, label: nameOf, skipsAt: (line) => kBlockWithoutCue.test(line) });
});

/** @param {string[]} lines */
function endOfHeader(lines) {
  const begin = lines.findIndex((line) => kBegin.test(line));
  const end = lines.findIndex((line, i) => i > begin && (line.trim() === '' || isTiming(line)));
  return end === -1 ? lines.length : end;
}

/** @param {string[]} lines */
const nameOf = (lines) =>
  lines
    .map((line) => line.trim())
    .join(' ')
    .replace(kTag, '')
    .replace(/&[a-z]{2,4};/g, (letter) => kLetters[letter] ?? letter);
