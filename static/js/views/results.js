// @ts-check
// What was made: a card for each clip, one for the whole video, and what could not be made.

import { zipUrl } from '../api.js';
import { draw, h, keyed } from '../dom.js';
import { count, formatBytes } from '../format.js';
import { warningLines } from '../words.js';
import { renderClip } from './clip.js';

/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {{key: string, start: number|null, end: number|null, label: string|null, artifacts: Artifact[]}} Group */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderResults(element, { job, artifacts, removed = '', notRemoved = '' }, actions) {
  draw(element, 'frame', () => [
    h('div', { class: 'results-head' }, h('h2', null, 'Results'), h('p', { class: 'hint' }), h('a', { class: 'all', download: '' }, 'Save all as a zip')),
    h('ul', { class: 'warnings' }),
    h('p', { class: 'undo', role: 'status' }),
    h('div', { class: 'clips' }),
  ]);
  const [head, warnings, undo, clips] = /** @type {HTMLElement[]} */ ([...element.children]);
  const [, hint, all] = /** @type {HTMLElement[]} */ ([...head.children]);
  const total = artifacts.reduce((sum, artifact) => sum + artifact.sizeBytes, 0);
  hint.textContent = `${count(artifacts.length, 'file')}, ${formatBytes(total)}`;
  all.hidden = !job || artifacts.length < 2;
  if (job) all.setAttribute('href', zipUrl(job.id));
  const said = job?.warnings ?? [];
  warnings.hidden = !said.length;
  draw(warnings, said, () => warningLines(said).map((line) => h('li', null, line)));
  draw(undo, [removed, notRemoved], () => (removed ? [`${removed} is deleted. `, h('button', { type: 'button', class: 'small', onclick: actions.undoRemove }, 'Undo')] : notRemoved));
  keyed(clips, groupsOf(artifacts), (group) => group.key, 'article', (card, group, index) => renderClip(card, group, index, actions));
}

/** By span, in the order of the video; the whole video comes last. @param {Artifact[]} artifacts @returns {Group[]} */
export function groupsOf(artifacts) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const artifact of artifacts) {
    const { start, end, label } = artifact;
    const key = start === null ? 'whole' : `${start}-${end}-${label ?? ''}`;
    const group = groups.get(key) ?? { key, start, end, label: start === null ? null : label, artifacts: [] };
    group.artifacts.push(artifact);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || (a.end ?? 0) - (b.end ?? 0));
}
