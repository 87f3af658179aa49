// @ts-check
// What the views of the results are given, and what their things are called.

import { t } from '../../lang/t.js';
import { differenceOf } from '../../results/looks.js';
import { isSubRip } from '../../results/groups.js';
import { kindWord, spanWord } from '../../words.js';

/** @typedef {import('../../types.js').Artifact} Artifact */
/** @typedef {import('../../types.js').Warning} Warning */
/** @typedef {import('../../results/groups.js').Group} Group */
/** @typedef {import('../../results/shown.js').Shown} Shown */
/** @typedef {import('../../results/shown.js').Wanted} Wanted */

/**
 * @typedef {object} ResultsView
 * @property {import('../../types.js').Job} job
 * @property {Group[]} groups  all
 * @property {Shown[]} shown  what is looked for, in its order
 * @property {Wanted} wanted
 * @property {'grid'|'list'} layout
 * @property {import('../../results/kinds.js').Kind[]} kinds  those that are there
 * @property {import('../../results/selection.js').Selection} selection
 * @property {Map<string, Warning[]>} warnings  by group
 * @property {Warning[]} rest  warnings that are of no card
 * @property {Set<string>} namesakes
 * @property {Map<string, string>} busy  by group: what is done about it now, in words
 * @property {Map<string, string>} chosen  by group: the file that is looked at
 * @property {Map<string, string>} looks  by group: the look that is looked at
 * @property {{text: string, undo: (() => unknown)|null}} said  what was done last
 */

/** One step of a clip's end. @typedef {{end: 'start'|'end', by: -1|1}} Step */

/**
 * @typedef {object} ResultsActs
 * @property {(part: Partial<Wanted>) => void} want
 * @property {(layout: 'grid'|'list') => void} lay
 * @property {(key: string, given: {range: boolean, on: boolean}) => void} pick
 * @property {() => void} pickAll
 * @property {() => void} unpick
 * @property {(key: string, artifact: string) => void} choose
 * @property {(key: string, look: string) => void} chooseLook
 * @property {(group: Group, name: string) => Promise<void>} rename
 * @property {(files: Artifact[], what: string) => void} remove  for ten seconds they can be had back
 * @property {(artifact: Artifact) => Promise<void>} download
 * @property {(artifact: Artifact) => Promise<string>} link  a link for anyone, for a while
 * @property {(text: string) => void} say  tells it where what was done is told
 * @property {(files: Artifact[]) => void} zip
 * @property {(files: Artifact[]) => Promise<void>} each  downloads one after the other
 * @property {(artifact: Artifact, title: string) => Promise<void>} receipt
 * @property {(group: Group, files: Artifact[], step: Step|null) => void} cut  compares its ends with the source
 * @property {(files: Artifact[]|null, title: string|null) => void} share  null: everything
 * @property {(groups: Group[]) => void} saveList
 * @property {(artifact: string) => Promise<string>} text  of a small file
 */

/** What a card is called; two of one name are told apart by their times. @param {Pick<ResultsView, 'namesakes'>} view @param {Group} group */
export function titleOf({ namesakes }, group) {
  if (group.start === null) return t('results.whole');
  const name = group.name ?? spanWord(group);
  return namesakes.has(group.key) ? t('results.nameAndSpan', { name, span: spanWord(group) }) : name;
}

/** What a file is called among those that are shown with it: "MP4", "MP4 608×1080". @param {Artifact} artifact @param {Artifact[]} shown */
export function fileWord(artifact, shown) {
  const kind = kindWord(artifact.type);
  const form = isSubRip(artifact) ? 'SRT' : 'VTT';
  const what = artifact.type === 'captions' ? form : differenceOf(artifact, shown);
  return what ? t('results.kindWith', { kind, what }) : kind;
}

/** The pixels of a picture, or ''. @param {Artifact} artifact */
export const pixelsOf = ({ width, height }) => (width && height ? `${width}×${height}` : '');
