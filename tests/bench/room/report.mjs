// Figures as lines, and a machine that has nothing else to do.

import { loadavg } from 'node:os';

const kQuietLoad = 2;
const kPatienceMs = 300_000;
const kLookMs = 5000;

/** @param {number[]} values @param {number} share  0 to 1 @returns {number} as many of them are not above it */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for a load below two, five minutes at most. @returns {Promise<number>} the load */
export async function quiet() {
  for (const end = Date.now() + kPatienceMs; loadavg()[0] >= kQuietLoad && Date.now() < end; ) await wait(kLookMs);
  return loadavg()[0];
}

/** @param {{name: string, figures: string, wanted: string, load: number}} given */
export function report({ name, figures, wanted, load }) {
  console.log(`${name.padEnd(58)} ${figures.padEnd(52)} wanted ${wanted.padEnd(14)} load ${load.toFixed(1)}`);
}

/** @param {string} name @param {number[]} times  milliseconds @param {string} wanted */
export const inMilliseconds = (name, times, wanted) => ({
  name,
  figures: `median ${Math.round(quantile(times, 0.5))} ms, p95 ${Math.round(quantile(times, 0.95))} ms, most ${Math.round(Math.max(...times))} ms`,
  wanted,
});
