// @ts-check
// Which warnings belong to which card, and what a group is called where its name alone would not do. Pure.

import { nameOf } from './groups.js';

/** @typedef {import('../types.js').Warning} Warning */
/** @typedef {import('./groups.js').Group} Group */

/**
 * A warning names its clip by its label; what has no card, as where nothing of a clip was made, is of the whole job.
 * @param {Warning[]} warnings @param {Group[]} groups @returns {{of: Map<string, Warning[]>, rest: Warning[]}}
 */
export function warningsOf(warnings, groups) {
  /** @type {Map<string, Warning[]>} */
  const of = new Map();
  /** @type {Warning[]} */
  const rest = [];
  for (const warning of warnings) {
    const group = groups.find(({ name, start, artifacts }) => (warning.clip ? name === warning.clip || artifacts.some((each) => nameOf(each) === warning.clip) : start === null));
    if (group && warning.clip) of.set(group.key, [...(of.get(group.key) ?? []), warning]);
    else rest.push(warning);
  }
  return { of, rest };
}

/** By key: whether another one is called so too. @param {Group[]} groups @returns {Set<string>} */
export function namesakes(groups) {
  const count = new Map();
  for (const { name } of groups) count.set(name, (count.get(name) ?? 0) + 1);
  return new Set(groups.filter(({ name }) => count.get(name) > 1).map(({ key }) => key));
}
