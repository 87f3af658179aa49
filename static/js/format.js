// @ts-check
// Figures and times as people read them. Pure functions.

/** A position: 62.5 → "1:02.5", 3723 → "1:02:03". @param {number} seconds */
export function formatTime(seconds) {
  const thousandths = Math.round(Math.max(0, seconds) * 1000);
  const whole = Math.floor(thousandths / 1000);
  const rest = thousandths % 1000;
  const h = Math.floor(whole / 3600);
  const m = Math.floor(whole / 60) % 60;
  const s = String(whole % 60).padStart(2, '0');
  const head = h ? `${h}:${String(m).padStart(2, '0')}` : `${m}`;
  return `${head}:${s}${rest ? `.${String(rest).padStart(3, '0').replace(/0+$/, '')}` : ''}`;
}

/** A size: 3022780 → "3.0 MB". Decimal, as disks and phones count. @param {number} bytes */
export function formatBytes(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** @param {number} bytesPerSecond */
export const formatSpeed = (bytesPerSecond) => `${formatBytes(Math.round(bytesPerSecond))}/s`;

/** A wait: 8 → "8 s", 95 → "2 min", 5400 → "1 h 30 min". @param {number} seconds */
export function formatWait(seconds) {
  const s = Math.max(1, Math.ceil(seconds));
  if (s < 60) return `${s} s`;
  const minutes = Math.ceil(s / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`;
}

/** @param {number} fraction 0 to 1; never says 100 before it is all there */
export const formatPercent = (fraction) => `${Math.min(100, Math.floor(Math.max(0, fraction) * 100 + 1e-9))} %`;

/** "just now", "5 min ago", or the date. @param {string} iso @param {number} nowMs */
export function formatAgo(iso, nowMs) {
  const seconds = (nowMs - Date.parse(iso)) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  return new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** @param {string} iso */
export const formatClock = (iso) =>
  new Date(iso).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** A sentence as it stands alone: what the server says of a cause may begin in lower case, as it follows other words elsewhere. @param {string} text */
export const sentence = (text) => {
  const [word] = text.split(/[\s,.:;]/, 1);
  const begun = /^\p{Ll}+(?:['’-]\p{Ll}+)*$/u.test(word) ? text[0].toUpperCase() + text.slice(1) : text; // not `x264`, `iPhone`, `moov_1`
  return /[.!?…”"')]$/.test(begun) || !begun ? begun : `${begun}.`;
};
