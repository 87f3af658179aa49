// @ts-check
// Captions as a player's track takes them: WebVTT. SubRip is rewritten. Pure.

import { isSubRip } from './groups.js';

/** @typedef {import('../types.js').Artifact} Artifact */

/** The best of a clip's captions for a player. @param {Artifact[]} artifacts @returns {Artifact|null} */
export function trackOf(artifacts) {
  const captions = artifacts.filter(({ type }) => type === 'captions');
  return captions.find((each) => !isSubRip(each)) ?? captions[0] ?? null;
}

/** @param {string} text WebVTT or SubRip */
export function asWebVtt(text) {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (/^WEBVTT(?:[ \t\n]|$)/.test(plain)) return plain;
  return `WEBVTT\n\n${plain.replace(/^(\d+:\d{2}:\d{2}),(\d{3}) +--> +(\d+:\d{2}:\d{2}),(\d{3})/gm, '$1.$2 --> $3.$4')}`;
}

/** What is said, without times and numbers, a cue a line. @param {string} text WebVTT or SubRip */
export const wordsOf = (text) =>
  asWebVtt(text)
    .split(/\n{2,}/)
    .slice(1)
    .map((cue) => cue.split('\n').slice(cue.split('\n').findIndex((line) => line.includes('-->')) + 1).join(' ').replace(/<[^>]*>/g, '').trim())
    .filter(Boolean);
