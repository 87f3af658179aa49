// @ts-check
// The player of one clip: nothing is fetched before it is asked for, one plays at a time, captions are its track, and a link
// that has run out meanwhile is renewed without a word.

import { contentUrl } from '../../api.js';
import { h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { asWebVtt } from '../../results/captions_track.js';

/** @typedef {import('./view.js').Artifact} Artifact */

const kAgainMs = 10_000; // a link that was renewed and fails again within this is not the reason

/** @type {HTMLVideoElement|null} */
let playing = null;

/** Players that have captions, or will when they are read. @type {WeakSet<HTMLVideoElement>} */
const captioned = new WeakSet();

/** It begins to play. @param {Artifact} clip @param {{name: import('../../dom.js').Said, poster: string|null}} given */
export function playerOf(clip, { name, poster }) {
  const src = contentUrl(clip.id);
  const video = h('video', { src, controls: true, autoplay: true, playsinline: true, preload: 'auto', poster, 'aria-label': name, 'data-artifact': clip.id, tabindex: 0 });
  video.addEventListener('play', () => {
    if (playing && playing !== video && playing.isConnected) playing.pause();
    playing = video;
  });
  renews(video, src);
  return video;
}

/** Gives a player its captions, once. @param {HTMLVideoElement} video @param {Artifact|null} captions @param {(artifact: string) => Promise<string>} text */
export function giveCaptions(video, captions, text) {
  if (!captions || captioned.has(video)) return;
  captioned.add(video);
  void text(captions.id).then((words) => addTrack(video, words), () => {}); // it plays without them
}

/** @param {HTMLVideoElement} video @param {string} words */
function addTrack(video, words) {
  // From the page itself: a store of another origin would want the whole video fetched under CORS.
  const url = URL.createObjectURL(new Blob([asWebVtt(words)], { type: 'text/vtt' }));
  const track = h('track', { kind: 'captions', label: t('results.captions'), src: url });
  track.addEventListener('load', () => URL.revokeObjectURL(url));
  video.append(track);
}

/** Where the signed link behind the address has run out, the address gives another. @param {HTMLVideoElement} video @param {string} src */
function renews(video, src) {
  let last = -Infinity;
  video.addEventListener('error', () => {
    if (performance.now() - last < kAgainMs) return;
    last = performance.now();
    const { currentTime, paused } = video;
    video.src = `${src}?again=${Math.round(last)}`;
    video.addEventListener(
      'loadedmetadata',
      () => {
        video.currentTime = currentTime;
        if (!paused) void video.play().catch(() => {});
      },
      { once: true },
    );
  });
}
