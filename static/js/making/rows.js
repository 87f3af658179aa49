// @ts-check
// One row for every output of an order, from the plan on: what waits, how far it is, what came of it. Pure functions.

import { kOutputOfType } from '../looks/outputs.js';

/** @typedef {import('../types.js').PlanItem} PlanItem */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../types.js').Warning} Warning */
/** @typedef {import('../types.js').OutputName} OutputName */
/** @typedef {import('./orders.js').EntryState} EntryState */

/**
 * @typedef {object} Row
 * @property {string} key
 * @property {string} type
 * @property {string|null} label
 * @property {number|null} start
 * @property {number|null} end
 * @property {'waiting'|'working'|'done'|'failed'|'left'} state
 * @property {number} fraction  0 to 1, while it is worked on
 * @property {number|null} expectedSeconds
 * @property {Artifact|null} artifact
 * @property {{code: string, message: string}|null} reason  why it failed
 */

const kLeftOut = 'cancelled'; // of one output

/** @typedef {{items: PlanItem[], warnings: Warning[]}} Plan */
/**
 * @typedef {object} Work
 * @property {Plan|null} plan  null where it is not known yet
 * @property {EntryState} state
 * @property {Warning[]} warnings  of the finished work
 * @property {readonly OutputName[]} leftOut  outputs that somebody took out of it
 * @property {{code: string, message: string}|null} failure
 * @property {import('../types.js').Progress|null} progress  of the job, where it works on this
 * @property {string} startedAt
 * @property {boolean} redrawsText  captions are in it: what was made before may hold others
 */

/** @param {Work} work @param {readonly Artifact[]} artifacts @returns {Row[]} */
export function rowsOf(work, artifacts) {
  const { plan } = work;
  if (!plan) return [];
  const made = indexed(artifacts);
  const rows = plan.items.map((item) => rowOf(item, work, made));
  const known = new Set(rows.map(({ type, label }) => nameOf(type, label)));
  const refused = [...plan.warnings, ...work.warnings].filter(({ code, output, clip }) => output && code !== kLeftOut && !known.has(nameOf(typeOf(output), clip ?? null)));
  return [...rows, ...unique(refused.map(refusedRow))];
}

/** @param {PlanItem} item @param {Work} work @param {Map<string, Artifact>} made @returns {Row} */
function rowOf(item, work, made) {
  const { type, label, start, end, expectedSeconds } = item;
  const artifact = madeOf(item, work, made);
  const said = artifact ? null : reasonOf(item, work);
  const isLeft = said?.code === kLeftOut || work.leftOut.some((each) => keyOf(each) === keyOf({ ...item, settings: null }));
  const reason = isLeft ? null : said;
  const span = work.state === 'given' ? spanOf(item, work.progress) : null;
  const row = { key: keyOf(item), type, label, start, end, expectedSeconds, artifact, reason, fraction: span?.fraction ?? 0 };
  if (artifact) return { ...row, state: 'done', fraction: 1 };
  if (reason) return { ...row, state: 'failed' };
  if (isLeft || work.state === 'left' || work.state === 'failed' || work.state === 'done') return { ...row, state: 'left' };
  return { ...row, state: span ? 'working' : 'waiting' };
}

/** @param {PlanItem} item @param {Work} work @param {Map<string, Artifact>} made */
function madeOf(item, { state, startedAt, redrawsText }, made) {
  if (state === 'waiting') return null; // an equal one from before is told when its turn comes
  const artifact = made.get(keyOf(item)) ?? made.get(keyOf({ ...item, settings: null })) ?? null;
  const mayBeOld = redrawsText && state === 'given' && (item.type === 'captions' || item.type === 'clip');
  return artifact && mayBeOld && artifact.createdAt < startedAt ? null : artifact;
}

/** @param {PlanItem} item @param {Work} work */
function reasonOf({ type, label }, { state, warnings, failure }) {
  const name = nameOf(type, label);
  const warning = warnings.find(({ output, clip }) => output && nameOf(typeOf(output), clip ?? null) === name);
  return warning ?? (state === 'failed' ? failure : null);
}

/** What is worked on now and holds this output. @param {PlanItem} item @param {import('../types.js').Progress|null} progress */
const spanOf = ({ start, end, label }, progress) => progress?.spans?.find((span) => span.start === start && span.end === end && (span.label ?? null) === label) ?? null;

/** @param {Warning} warning @returns {Row} */
function refusedRow({ output, clip, code, message }) {
  const type = typeOf(output ?? '');
  const name = { type, label: clip ?? null, start: null, end: null };
  return { ...name, key: `! ${nameOf(type, clip ?? null)}`, state: 'failed', fraction: 0, expectedSeconds: null, artifact: null, reason: { code, message } };
}

/** @param {Row[]} rows */
const unique = (rows) => [...new Map(rows.map((row) => [row.key, row])).values()];

/** What a warning calls an output is what a recipe calls it. @param {string} output */
const typeOf = (output) => kOutputOfType.find(([, name]) => name === output)?.[0] ?? output;

/** @param {string} type @param {string|null} label */
const nameOf = (type, label) => `${type} ${label ?? ''}`;

/** @param {{type: string, label: string|null, start: number|null, end: number|null, settings?: string|null}} thing */
export const keyOf = ({ type, label, start, end, settings }) => `${type} ${start} ${end} ${settings ?? ''} ${label ?? ''}`;

/** By what they are, and where the settings are not told, by the rest. @param {readonly Artifact[]} artifacts */
function indexed(artifacts) {
  /** @type {Map<string, Artifact>} */
  const made = new Map();
  for (const artifact of artifacts) made.set(keyOf(artifact), artifact);
  return made;
}

/** What the API calls it. @param {Row} row @returns {OutputName} */
export const outputNameOf = ({ type, label, start, end }) => ({ type, label, start, end });

/** Whether nothing of a look would be there without this one. @param {readonly Row[]} rows @param {Row} row */
export const isLastOf = (rows, row) => !rows.some((each) => each.key !== row.key && ['waiting', 'working', 'done'].includes(each.state));

/** @param {readonly Row[]} rows */
export function countOf(rows) {
  const of = (/** @type {Row['state']} */ state) => rows.filter((row) => row.state === state).length;
  return { all: rows.length, done: of('done'), failed: of('failed'), working: of('working'), waiting: of('waiting'), left: of('left') };
}

/** One thing that helps where an output failed. @typedef {'captions'|'clip'|'without'|'again'} Help */

/** @type {Record<string, Help>} */
const kHelps = { no_captions: 'captions', clip_outside_source: 'clip', no_audio: 'without', no_video: 'without', unsupported_codec: 'without', unsupported: 'without' };

/** @param {{code: string}} reason @returns {Help} */
export const helpOf = ({ code }) => kHelps[code] ?? 'again';
