// @ts-check
// The colours and type that the timeline draws with: those of tokens.css, or the system's where colours are forced.

/**
 * @typedef {object} Theme
 * @property {string} ink @property {string} inkSoft @property {string} paper @property {string} surface @property {string} sunken
 * @property {string} line @property {string} lineStrong @property {string} accent @property {string} tape
 * @property {string} bed  what lies beneath the film's pictures and the overview's clips
 * @property {string} onTape  text upon `tape`
 * @property {number} veil  how much of `tape` lies over a clip's pictures
 * @property {number} scale  of the type, 1 where the page's is 16 px
 * @property {string} small  the font of labels @property {string} name of names @property {string} figures of times
 */

const kOnTape = '#2b1c00'; // on --tape, which is the same by day and by night
/** The token of each colour. */
const kTokens = {
  ink: '--ink',
  inkSoft: '--ink-soft',
  paper: '--paper',
  surface: '--surface',
  sunken: '--sunken',
  line: '--line',
  lineStrong: '--line-strong',
  accent: '--accent',
  tape: '--tape',
  bed: '--line',
};
const kForced = {
  ink: 'CanvasText',
  inkSoft: 'CanvasText',
  paper: 'Canvas',
  surface: 'Canvas',
  sunken: 'Canvas',
  line: 'GrayText',
  lineStrong: 'CanvasText',
  accent: 'LinkText',
  tape: 'Highlight',
  bed: 'Canvas',
  onTape: 'HighlightText',
  veil: 0.35,
};

/** @param {Element} element @returns {Theme} */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return { ...coloursOf(style), ...typeOf(style, size / 16) };
}

/** @param {CSSStyleDeclaration} style */
function coloursOf(style) {
  if (matchMedia('(forced-colors: active)').matches) return kForced;
  const colours = { ...kTokens };
  for (const name of /** @type {(keyof typeof kTokens)[]} */ (Object.keys(kTokens))) {
    colours[name] = style.getPropertyValue(kTokens[name]).trim() || kForced[name];
  }
  return { ...colours, onTape: kOnTape, veil: 0.22 };
}

/** @param {CSSStyleDeclaration} style @param {number} scale */
function typeOf(style, scale) {
  const px = (/** @type {number} */ size) => `${Math.round(size * scale)}px`;
  const sans = style.getPropertyValue('--sans').trim() || 'sans-serif';
  const mono = style.getPropertyValue('--mono').trim() || 'monospace';
  return { scale, small: `${px(11)} ${sans}`, name: `600 ${px(12)} ${sans}`, figures: `${px(11)} ${mono}` };
}

/** Calls back when colours change: by day and by night, forced or not. @param {() => void} changed @returns {() => void} ends it */
export function watchTheme(changed) {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((text) => matchMedia(text));
  for (const query of queries) query.addEventListener('change', changed);
  return () => queries.forEach((query) => query.removeEventListener('change', changed));
}
