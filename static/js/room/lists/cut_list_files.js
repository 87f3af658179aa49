// @ts-check
// Files that hold lists of clips: which reader a file takes, and what can be written.

import { looksLikeCmx3600, readCmx3600, writeCmx3600 } from './cmx3600.js';
import { looksLikeFfmetadata, readFfmetadata, writeFfmetadata } from './ffmetadata.js';
import { looksLikeLosslessCutCsv, readLosslessCutCsv, writeLosslessCutCsv } from './losslesscut_csv.js';
import { looksLikeLosslessCutProject, readLosslessCutProject, writeLosslessCutProject } from './losslesscut_project.js';
import { writeCsv } from './plain_csv.js';
import { headOf } from './reading.js';
import { writeSubRip } from './subrip.js';
import { readTimeList } from './time_list.js';
import { writeYouTubeChapters } from './youtube_chapters.js';

/** @typedef {import('../../types.js').Clip} Clip */
/** @typedef {import('./reading.js').Film} Film */
/** @typedef {import('./reading.js').ReadList} ReadList */

/**
 * @typedef {object} Writable
 * @property {string} id         the catalogue has its title
 * @property {string} ending     of the file's name, with its dot
 * @property {string} mediaType
 * @property {(clips: Clip[], film: Film) => import('./reading.js').WrittenList} write
 */

/** @type {readonly Writable[]} */
export const kWritable = [
  { id: 'losslesscut-project', ending: '.llc', mediaType: 'application/json', write: writeLosslessCutProject },
  { id: 'losslesscut-csv', ending: '.csv', mediaType: 'text/csv', write: writeLosslessCutCsv },
  { id: 'csv', ending: '.csv', mediaType: 'text/csv', write: writeCsv },
  { id: 'cmx3600', ending: '.edl', mediaType: 'text/plain', write: writeCmx3600 },
  { id: 'ffmetadata', ending: '.ffmeta', mediaType: 'text/plain', write: writeFfmetadata },
  { id: 'youtube-chapters', ending: '.txt', mediaType: 'text/plain', write: writeYouTubeChapters },
  { id: 'subrip', ending: '.srt', mediaType: 'application/x-subrip', write: writeSubRip },
];

/** Time lists tell their kinds apart themselves. @type {{endings: string[], isIt: (head: string) => boolean, read: (text: string, film: Film) => ReadList}[]} */
const kReadable = [
  { endings: ['.ffmeta', '.ffmetadata'], isIt: looksLikeFfmetadata, read: readFfmetadata },
  { endings: ['.llc'], isIt: looksLikeLosslessCutProject, read: readLosslessCutProject },
  { endings: ['.edl'], isIt: looksLikeCmx3600, read: readCmx3600 },
  { endings: [], isIt: looksLikeLosslessCutCsv, read: readLosslessCutCsv },
];

/** What the text looks like decides, then the ending of its name. @param {string} fileName @param {string} text @param {Film} film @returns {ReadList} */
export function readCutList(fileName, text, film) {
  const head = headOf(text);
  const byContent = kReadable.find(({ isIt }) => isIt(head));
  if (byContent) return byContent.read(text, film);
  const list = readTimeList(text, film);
  const byName = kReadable.find(({ endings }) => endings.some((ending) => fileName.toLowerCase().endsWith(ending)));
  return byName && list.clips.length === 0 ? byName.read(text, film) : list;
}
