// @ts-check
// What a pressed key is called in the table of keys: `mod+shift+z`, `ArrowLeft`, `[`. Pure functions.

/**
 * @typedef {object} KeyPress  of a KeyboardEvent
 * @property {string} key @property {string} code
 * @property {boolean} ctrlKey @property {boolean} metaKey @property {boolean} altKey @property {boolean} shiftKey
 * @property {boolean} repeat @property {boolean} isComposing @property {boolean} defaultPrevented
 * @property {(key: string) => boolean} [getModifierState]
 */

const kBrackets = '[]{}'; // on a Mac, Option writes them on many keyboards

/** By its own letter, then by its place on the keyboard where that letter is not Latin. @param {KeyPress} event @returns {string[]} */
export function namesOf(event) {
  const isAltGr = event.getModifierState?.('AltGraph') ?? false;
  if (event.altKey && !isAltGr && !kBrackets.includes(event.key)) return [];
  const mod = !isAltGr && (event.ctrlKey || event.metaKey) ? 'mod+' : '';
  const keys = [event.key, byPlace(event)].filter(Boolean);
  return keys.map((key) => `${mod}${event.shiftKey && takesShift(key) ? 'shift+' : ''}${letter(key)}`);
}

/** Signs have Shift in them already. @param {string} key */
const takesShift = (key) => key.length > 1 || /[\p{L} ]/u.test(key);
/** @param {string} key */
const letter = (key) => (key.length === 1 ? key.toLowerCase() : key);

/** @param {KeyPress} event @returns {string} '' where the key says enough */
function byPlace({ key, code, shiftKey }) {
  if (key.length !== 1 || key.charCodeAt(0) < 128) return key === 'Dead' ? bracketAt(code, shiftKey) : '';
  return /^Key([A-Z])$/.exec(code)?.[1] ?? bracketAt(code, shiftKey);
}

/** @param {string} place @param {boolean} shiftKey */
function bracketAt(place, shiftKey) {
  if (place === 'BracketLeft') return shiftKey ? '{' : '[';
  return place === 'BracketRight' ? (shiftKey ? '}' : ']') : '';
}
