// @ts-check
// How likely a file is the original of a video, by its name and its length. A proposal, never a decision.

/** @typedef {{name: string, durationSeconds: number|null}} FilmTraits */
/** @typedef {{title: string|null, durationSeconds: number|null}} VideoTraits */

const kSameLength = 0.005; // of the length; YouTube gives whole seconds
const kOtherLength = 0.05;
const kEnough = 0.5; // to be proposed
const kClear = 0.1; // by which the best must beat the next one

/** What people write into names of files and what says nothing of the film. */
const kNoise = new Set(
  'final master export render video film movie copy kopie edit cut neu new full hd uhd fhd 4k 2k prores h264 h265 hevc avc mp4 mov mkv webm avi mxf dv the a an der die das und and of'.split(' '),
);

/** @param {string} text @returns {string[]} its words, without accents and what says nothing */
function wordsOf(text) {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/\p{L}+|\p{N}+/gu) ?? [];
  const telling = words.filter((word) => !kNoise.has(word) && !/^(v|p|i|fps|k|\d{3,4}p?)$/.test(word));
  return telling.length ? telling : words;
}

/** @param {string} text @returns {Set<string>} */
const pairsOf = (text) => new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2)));

/** @template T @param {Set<T>} a @param {Set<T>} b */
const shared = (a, b) => [...a].filter((one) => b.has(one)).length;

/** @param {string} name of a file @param {string} title @returns {number} 0 to 1 */
export function nameLikeness(name, title) {
  const a = wordsOf(name.replace(/\.[a-z0-9]{2,4}$/i, ''));
  const b = wordsOf(title);
  if (!a.length || !b.length) return 0;
  const [pairsA, pairsB] = [pairsOf(a.join('')), pairsOf(b.join(''))];
  const spelt = (2 * shared(pairsA, pairsB)) / (pairsA.size + pairsB.size);
  const [setA, setB] = [new Set(a), new Set(b)];
  const common = shared(setA, setB);
  // One word in common of a short name is chance, and so is a number.
  const within = [...setA].some((word) => setB.has(word) && word.length > 3) ? common / Math.min(setA.size, setB.size) : 0;
  return Math.max(spelt, 0.9 * within);
}

/** @param {FilmTraits} film @param {VideoTraits} video @returns {number} 0 to 1 */
export function likeness(film, video) {
  const byName = video.title ? nameLikeness(film.name, video.title) : 0;
  const [a, b] = [film.durationSeconds, video.durationSeconds];
  if (a === null || b === null || !b) return byName;
  const off = Math.abs(a - b);
  if (off <= Math.max(1, b * kSameLength)) return 0.55 + 0.45 * byName;
  return off > Math.max(5, b * kOtherLength) ? byName * 0.4 : byName;
}

/**
 * Which film may belong to which video: each at most once, the likeliest first, and none where two are about as likely.
 * @template {FilmTraits} F @template {VideoTraits} V
 * @param {F[]} films @param {V[]} videos @param {(film: F, video: V) => boolean} [may]  whether the two come into question
 * @returns {{film: F, video: V, likeness: number}[]}
 */
export function proposals(films, videos, may = () => true) {
  const pairs = films.flatMap((film) => videos.filter((video) => may(film, video)).map((video) => ({ film, video, likeness: likeness(film, video) })));
  const found = [];
  for (let left = pairs; ; ) {
    const best = left.reduce((a, b) => (a && a.likeness >= b.likeness ? a : b), left[0]);
    if (!best || best.likeness < kEnough) return found;
    const rivals = left.filter((pair) => pair !== best && (pair.film === best.film || pair.video === best.video));
    if (!rivals.some((rival) => best.likeness - rival.likeness < kClear)) found.push(best);
    left = left.filter((pair) => pair.film !== best.film && pair.video !== best.video);
  }
}
