// @ts-check
// The project of LosslessCut (.llc): JSON5 with the film's name and its segments.
// In version 1 a segment without an end runs to the film's end; since version 2 (LosslessCut 3.65) it is a marker.

import { t } from '../../lang/t.js';
import { shortened } from './labels.js';
import { reader } from './reading.js';
import { RelaxedJsonError, parseRelaxedJson } from './relaxed_json.js';

/** @typedef {import('./reading.js').Film} Film */
/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {Record<string, unknown>} Fields */

const kVersion = 2;

/** From the beginning of a text. @param {string} text */
export const looksLikeLosslessCutProject = (text) => /^\s*(?:\{|\/[/*])/.test(text) && text.includes('cutSegments');

export const readLosslessCutProject = reader('LosslessCut project', (text, reading) => {
  const project = projectOf(text, reading);
  if (!project) return;
  if (!Array.isArray(project.cutSegments)) return reading.say(t('lists.noSegments'));
  const segments = project.cutSegments.map(fieldsOf);
  sayOfProject(project, segments, reading);
  for (const [i, segment] of segments.entries()) takeSegment(segment, i + 1, project.version, reading);
});

/** Null, and a sentence, for what is no project. @param {string} text @param {Reading} reading */
function projectOf(text, reading) {
  try {
    const project = fieldsOf(parseRelaxedJson(text));
    if (!project) reading.say(t('lists.oneValue'));
    return project;
  } catch (error) {
    if (!(error instanceof RelaxedJsonError)) throw error;
    reading.say(t('lists.noProject', { why: error.message }));
    return null;
  }
}

/** @param {unknown} value @returns {Fields|null} */
const fieldsOf = (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Fields} */ (value) : null);

/** What is there and not taken over. @param {Fields} project @param {(Fields|null)[]} segments @param {Reading} reading */
function sayOfProject({ version, mediaFileName }, segments, reading) {
  const { fileName } = reading.film;
  if (version !== 1 && version !== kVersion) reading.say(t('lists.unknownVersion'));
  if (typeof mediaFileName === 'string' && mediaFileName && fileName && mediaFileName !== baseName(fileName)) {
    reading.say(t('lists.otherFilm', { other: shortened(mediaFileName), film: shortened(baseName(fileName)) }));
  }
  const tagged = segments.filter((segment) => Object.keys(fieldsOf(segment?.tags) ?? {}).length > 0).length;
  if (tagged > 0) reading.say(t('lists.tags', { count: tagged }));
  const unselected = segments.filter((segment) => segment?.selected === false).length;
  if (unselected > 0) reading.say(t('lists.unselected', { number: unselected }));
}

/** @param {Fields|null} segment @param {number} number @param {unknown} version @param {Reading} reading */
function takeSegment(segment, number, version, reading) {
  const at = { segment: number, text: typeof segment?.name === 'string' ? segment.name : '' };
  const start = segment?.start ?? (version === 1 ? 0 : null); // version 1 leaves out the beginning of the film
  const end = segment?.end ?? (version === 1 ? 'film' : 'marker');
  if (!Number.isFinite(start)) return reading.refuse(at, 'lists.noStart');
  if (segment?.end != null && !Number.isFinite(end)) return reading.refuse(at, 'lists.endNoNumber');
  return reading.add({ at, start: Number(start), end: /** @type {number|'film'|'marker'} */ (end), label: at.text });
}

/** @param {string} path */
const baseName = (path) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** @param {import('../../types.js').Clip[]} clips @param {Film} film @returns {import('./reading.js').WrittenList} */
export function writeLosslessCutProject(clips, film) {
  const cutSegments = clips.map(({ start, end, label }) => ({ start, end, name: label ?? '' })); // a name is required
  return { text: `${JSON.stringify({ version: kVersion, mediaFileName: baseName(film.fileName), cutSegments }, null, 2)}\n`, warnings: [] };
}
