// @ts-check
// What could not be made, in words: what it is about, why, and what to do.

import { sentence } from '../../format.js';
import { hasWords, t } from '../../lang/t.js';
import { warningLines } from '../../words.js';

/** @typedef {import('../../types.js').Warning} Warning */

/** At the clip's own card: the clip need not be named. @param {Warning} warning */
export function warningText(warning) {
  const [line] = warningLines([{ ...warning, clip: null }]);
  return `${sentence(line)} ${adviceFor(warning)}`.trim();
}

/** Away from any card. @param {Warning[]} warnings */
export function warningTexts(warnings) {
  const advice = [...new Set(warnings.map(adviceFor))].filter(Boolean);
  return [...warningLines(warnings).map(sentence), ...advice];
}

/** @param {Warning} warning */
function adviceFor({ code }) {
  const key = `results.advice.${code}`;
  return hasWords(key) ? t(key) : '';
}
