// @ts-check
// How long to wait before a try is repeated: doubling, half of it left to chance so that parts do not return in step.

const kFirstMs = 1000;
const kMaxMs = 30_000;

/** @param {number} attempt 1 for the first repetition @param {() => number} random 0 to 1 @returns {number} milliseconds */
export function backoffMs(attempt, random) {
  const full = Math.min(kMaxMs, kFirstMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
}
