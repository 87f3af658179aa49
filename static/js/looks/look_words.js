// @ts-check
// What looks are called, and what is said of them. Pure.

import { formatBytes, formatWait } from '../format.js';
import { hasWords, t } from '../lang/t.js';
import { outputWord } from '../words.js';
import { splitId } from './look.js';
import { kOutputs } from './outputs.js';

/** @typedef {import('../types.js').Preset} Preset */
/** @typedef {import('./sizes.js').Size} Size */

/** @param {string} id @param {readonly Preset[]} presets */
export function lookTitle(id, presets) {
  const [kind, name] = splitId(id);
  const key = `looks.name.${name || kind}`;
  if (kind !== 'own' && hasWords(key)) return t(key);
  return presets.find((each) => each.name === name)?.title ?? name;
}

/** @param {Size} size */
export const sizeText = ({ width, height }) => `${width}×${height}`;

/** Of what is not as usual, the little that tells looks apart. @param {Record<string, any>} settings @param {Size|null} size  of the clip's picture */
export function lookFacts(settings, size) {
  const { outputs, mp4, gif, captions } = settings;
  const has = (/** @type {string} */ output) => outputs.includes(output);
  return [
    has('mp4') && size && sizeText(size),
    has('mp4') && mp4.loudness !== null && t('looks.facts.loudness', { level: mp4.loudness }),
    has('mp4') && mp4.maxBytes && t('looks.facts.atMost', { size: formatBytes(mp4.maxBytes) }),
    !has('mp4') && has('gif') && t('looks.facts.gif', { width: gif.width, fps: gif.fps }),
    has('mp4') && captions.burn && t('looks.facts.burned'),
  ].filter(Boolean).join(' · ');
}

/** @param {string[]} outputs */
export const outputsText = (outputs) => kOutputs.filter((output) => outputs.includes(output)).map(outputWord).join(', ');

/**
 * All that would be made, in a line.
 * @param {{mode: 'auto'|'hand'|'none', clips: number, looks: number, total: {files: number, bytes: number, seconds: number}|null}} all
 */
export function sumText({ mode, clips, looks, total }) {
  const what = mode === 'hand' ? t('common.clips', { count: clips }) : t(mode === 'none' ? 'looks.sum.none' : 'looks.sum.auto');
  const times = looks > 1 ? t('looks.sum.times', { what, looks: t('looks.sum.looks', { count: looks }) }) : what;
  if (!total) return times;
  return [times, t('common.files', { count: total.files }), formatBytes(total.bytes), t('looks.sum.about', { time: formatWait(total.seconds) })].join(' · ');
}
