// @ts-check
// The server's past, hour by hour. Pure.

/** @typedef {import('../../types.js').HistoryStretch} HistoryStretch */
/** @typedef {{at: number, ready: number, failed: number, cpu: number, received: number, sent: number}} Hour  cpu: seconds */

const kHourMs = 3_600_000;

/** The hours up to now, oldest first; those in which the server did not run are empty. @param {HistoryStretch[]} stretches @param {number} nowMs @param {number} [count] @returns {Hour[]} */
export function hoursOf(stretches, nowMs, count = 24) {
  const last = Math.floor(nowMs / kHourMs);
  const hours = Array.from({ length: count }, (_, i) => ({ at: (last - count + 1 + i) * kHourMs, ready: 0, failed: 0, cpu: 0, received: 0, sent: 0 }));
  for (const each of stretches) {
    const hour = hours[Math.floor(Date.parse(each.at) / kHourMs) - (last - count + 1)];
    if (!hour) continue;
    hour.ready += each.jobsReady;
    hour.failed += each.jobsFailed;
    hour.cpu += each.cpuSeconds;
    hour.received += each.receivedBytes;
    hour.sent += each.sentBytes;
  }
  return hours;
}
