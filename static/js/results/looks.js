// @ts-check
// The looks of one clip: what was made of the same range in several shapes, as 16:9 and 9:16, or by name. Pure.

/** @typedef {import('../types.js').Artifact} Artifact */
/** A look's word is its name or its shape. @typedef {{id: string, word: string, artifacts: Artifact[]}} Look */

const kNear = 0.03; // encoders want even sizes, so that a shape is met nearly
const kShapes = [[16, 9], [9, 16], [1, 1], [4, 5], [5, 4], [4, 3], [3, 4], [3, 2], [2, 3], [21, 9], [2, 1], [1, 2]];
/** Made once, for all looks. */
const kOfAll = ['audio', 'captions'];

/** "16:9", or the size where nobody has a name for its shape. @param {number} width @param {number} height */
export function shapeWord(width, height) {
  const known = kShapes.find(([x, y]) => isNear(width / height, x / y));
  return known ? known.join(':') : `${width}×${height}`;
}

/** @param {number} a @param {number} b */
const isNear = (a, b) => Math.abs(a / b - 1) < kNear;

/** @param {Artifact} artifact */
const wordOf = ({ variant, width, height }) => variant || (width && height ? shapeWord(width, height) : '');

/**
 * One look where all are of one shape. A file that fits no clip's look is in each: a poster has the source's shape.
 * @param {Artifact[]} artifacts of one group @returns {Look[]} at least one
 */
export function looksOf(artifacts) {
  const clips = artifacts.filter(({ type }) => type === 'clip');
  const makers = clips.length ? clips : artifacts.filter(({ type, width }) => !kOfAll.includes(type) && width);
  const words = [...new Set(makers.map(wordOf))].filter(Boolean);
  if (words.length < 2) return [{ id: words[0] ?? '', word: words[0] ?? '', artifacts }];
  return words.map((word) => ({ id: word, word, artifacts: artifacts.filter((artifact) => isIn(artifact, word, words, clips)) }));
}

/** @param {Artifact} artifact @param {string} word @param {string[]} words @param {Artifact[]} clips */
function isIn(artifact, word, words, clips) {
  const own = wordOf(artifact);
  if (words.includes(own)) return own === word;
  const { width, height } = artifact;
  const ofShape = (/** @type {string} */ name) => {
    const clip = clips.find((each) => wordOf(each) === name);
    return Boolean(width && height && clip?.width && clip.height && isNear(width / height, clip.width / clip.height));
  };
  // Without a name of its own it goes with what has its shape.
  return words.some(ofShape) ? ofShape(word) : true;
}

/**
 * What tells a file from the others of its kind that are shown with it: its size in pixels, else its number. '' where it is alone.
 * @param {Artifact} artifact @param {Artifact[]} shown
 */
export function differenceOf(artifact, shown) {
  const others = shown.filter(({ type, contentType }) => type === artifact.type && contentType === artifact.contentType);
  if (others.length < 2) return '';
  const size = (/** @type {Artifact} */ { width, height }) => `${width}×${height}`;
  const sized = artifact.width && artifact.height && new Set(others.map(size)).size === others.length;
  return sized ? size(artifact) : String(others.indexOf(artifact) + 1);
}
