// @ts-check
// What was made of a film, put together by the clip that it is of: one group a clip, whatever was made of it. Pure.

import { formatTime } from '../format.js';

/** @typedef {import('../types.js').Artifact} Artifact */
/**
 * @typedef {object} Group
 * @property {string} key  the same as long as something of it is there, whatever it is called by then
 * @property {number|null} start  null: the whole video
 * @property {number|null} end
 * @property {string|null} name  null: the whole video
 * @property {Artifact[]} artifacts  in the order in which they are shown
 */

/** What can be looked at or heard comes first, and of that the best. */
const kOrder = ['clip', 'storyboard', 'gif', 'webp', 'poster', 'audio', 'waveform', 'captions', 'storyboard_vtt', 'waveform_peaks', 'proxy'];
const kSubRip = ' srt'; // by which the server tells the second file of captions from the first

/** @param {Pick<Artifact, 'type'|'contentType'>} artifact */
export const isSubRip = ({ type, contentType }) => type === 'captions' && contentType === 'application/x-subrip';

/** What its clip is called. @param {Artifact} artifact */
export const nameOf = (artifact) =>
  artifact.label !== null && isSubRip(artifact) && artifact.label.endsWith(kSubRip) ? artifact.label.slice(0, -kSubRip.length) : artifact.label;

/** The label of an artifact whose clip is called so. @param {Artifact} artifact @param {string} name */
export const labelFor = (artifact, name) => (isSubRip(artifact) ? `${name}${kSubRip}` : name);

/** What a person called it; null where the server named it by its range. @param {Pick<Group, 'start'|'end'|'name'>} group */
export const givenNameOf = ({ start, end, name }) => (start !== null && end !== null && name === `${formatTime(start)}-${formatTime(end)}` ? null : name);

/** A preview that the browser plays is no result. @param {Artifact} artifact */
const isResult = ({ type }) => type !== 'proxy';

/** By span and name, in the order of the film; the whole video comes last. @param {Artifact[]} artifacts @returns {Group[]} */
export function groupsOf(artifacts) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const artifact of artifacts.filter(isResult)) {
    const { start, end } = artifact;
    const name = start === null ? null : nameOf(artifact);
    const key = start === null ? 'whole' : JSON.stringify([start, end, name]);
    const group = groups.get(key) ?? { key, start, end, name, artifacts: [] };
    group.artifacts.push(artifact);
    groups.set(key, group);
  }
  for (const { artifacts: own } of groups.values()) own.sort(byOrder);
  return [...groups.values()].sort(byFilm);
}

/** @param {Artifact} a @param {Artifact} b */
const byOrder = (a, b) => kOrder.indexOf(a.type) - kOrder.indexOf(b.type) || Number(isSubRip(a)) - Number(isSubRip(b)) || (a.id < b.id ? -1 : 1);

/** @param {Group} a @param {Group} b */
export const byFilm = (a, b) =>
  (a.start ?? Infinity) - (b.start ?? Infinity) || (a.end ?? 0) - (b.end ?? 0) || (a.name ?? '').localeCompare(b.name ?? '');

/** Keeps a group's key through another name and through the loss of some of its files. */
export class GroupKeys {
  /** @type {Map<string, string>} by artifact */
  #known = new Map();
  #last = 0;

  /** @param {Group[]} groups @returns {Group[]} */
  keep(groups) {
    const taken = new Set();
    const known = new Map();
    const kept = groups.map((group) => {
      const before = group.artifacts.map(({ id }) => this.#known.get(id)).find((key) => key !== undefined && !taken.has(key));
      const key = group.start === null ? group.key : (before ?? `clip-${(this.#last += 1)}`);
      taken.add(key);
      for (const { id } of group.artifacts) known.set(id, key);
      return { ...group, key };
    });
    // What is gone for a moment, and may be had back, keeps its place.
    this.#known = new Map([...this.#known, ...known]);
    return kept;
  }
}
