// @ts-check
// Orders that make one clip again with its range moved: what to make, what that takes the place of, and what the job's recipe
// is to be afterwards. Pure.

/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../types.js').Recipe} Recipe */
/** @typedef {import('../types.js').Clip} Clip */
/** @typedef {{start: number, end: number}} Span */

const kNear = 1e-6; // seconds; times go through JSON and back
const kOfOneClip = ['mp4', 'gif', 'webp', 'poster', 'audio', 'captions'];

/** @param {string} type of an artifact @returns {string} the recipe's word for what makes it */
export const outputOf = (type) => (type === 'clip' ? 'mp4' : type);

/** @param {number} a @param {number} b */
const isNear = (a, b) => Math.abs(a - b) < kNear;
/** Of a clip of several pieces that of the first and the last. @param {Clip} clip @returns {Span} */
const spanOf = ({ start, end, parts }) => (parts?.length ? { start: parts[0].start, end: /** @type {Span} */ (parts.at(-1)).end } : { start, end });
/** @param {Clip} clip @param {Span} span */
const isOf = (clip, { start, end }) => isNear(spanOf(clip).start, start) && isNear(spanOf(clip).end, end);

/** The clip with its ends moved; what else it has of its own stays. @param {Clip} clip @param {Span} to @returns {Clip} */
function moved(clip, to) {
  if (!clip.parts?.length) return { ...clip, ...to };
  const parts = clip.parts.map((part) => ({ ...part }));
  parts[0].start = to.start;
  /** @type {Span} */ (parts.at(-1)).end = to.end;
  return { ...clip, parts };
}

/**
 * What makes that clip alone, by the settings of the order that made it before.
 * @param {Recipe} given  as it was ordered then @param {Span} from @param {Span} to
 * @param {{name: string|null, types: string[]}} what  its name now, and the types of what is made again @returns {Recipe}
 */
export function recipeOfMoved(given, from, to, { name, types }) {
  const { clips, auto: _auto, outputs: _outputs, ...kept } = given;
  const own = clips?.find((clip) => isOf(clip, from)) ?? { ...from };
  const outputs = kOfOneClip.filter((output) => types.some((type) => outputOf(type) === output));
  return { ...kept, clips: [{ ...moved(own, to), ...(name !== null && { label: name }) }], outputs };
}

/**
 * The job's recipe when that is done: the clip is moved in it, or the moved one stands beside it.
 * @param {Recipe} before @param {Span} from @param {Span} to @param {boolean} replaces @returns {Recipe}
 */
export function recipeAfter(before, from, to, replaces) {
  const at = before.clips?.findIndex((clip) => isOf(clip, from)) ?? -1;
  if (at < 0 || !before.clips) return before;
  const clips = [...before.clips];
  clips.splice(at, replaces ? 1 : 0, moved(clips[at], to));
  if (!replaces) clips.splice(at, 2, clips[at + 1], clips[at]);
  return { ...before, clips };
}

/** Whether it is of that clip. @param {Pick<Artifact, 'start'|'end'>} artifact @param {Span} span */
export const isOfSpan = ({ start, end }, span) => start !== null && end !== null && isNear(start, span.start) && isNear(end, span.end);
