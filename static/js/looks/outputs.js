// @ts-check
// What the recipe calls an output and what is made of it.

export const kOutputs = ['mp4', 'gif', 'webp', 'poster', 'storyboard', 'waveform', 'audio', 'captions'];

/** The type of what is made, and its name in a recipe. @type {readonly [string, string][]} */
export const kOutputOfType = [
  ['clip', 'mp4'],
  ['gif', 'gif'],
  ['webp', 'webp'],
  ['poster', 'poster'],
  ['storyboard', 'storyboard'],
  ['waveform', 'waveform'],
  ['audio', 'audio'],
  ['captions', 'captions'],
];

/** @param {string} type @returns {string|null} */
export const outputOf = (type) => kOutputOfType.find(([each]) => each === type)?.[1] ?? null;
