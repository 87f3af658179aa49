// @ts-check
// What is looked at of a clip. Until it is asked for there is a small still; then a player, a moving picture, a sound.

import { contentUrl } from '../../api.js';
import { draw, h, icon, sayAnew } from '../../dom.js';
import { formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { trackOf, wordsOf } from '../../results/captions_track.js';
import { aspectOf, stillOf } from '../../results/stills.js';
import { renderStoryboard } from '../storyboard_view.js';
import { giveCaptions, playerOf } from './player.js';
import { fileWord } from './view.js';

/** @typedef {import('./view.js').Artifact} Artifact */
/**
 * @typedef {object} StageGiven
 * @property {import('../../types.js').Job} job
 * @property {import('./view.js').Group} group
 * @property {Artifact|null} file  what is looked at
 * @property {import('../../results/looks.js').Look} look
 * @property {string} title
 * @property {boolean} isChosen  a person has asked to see it
 * @property {import('./view.js').ResultsActs} acts
 */

const kMoving = ['clip', 'gif', 'webp'];
const kOtherShape = 0.03;
const kShort = 10; // seconds: of less, tenths are of interest

/** What each is given now: files come and names change while it stays. @type {WeakMap<HTMLElement, StageGiven>} */
const latest = new WeakMap();

/** @param {HTMLElement} stage */
const now = (stage) => /** @type {StageGiven} */ (latest.get(stage));

/** @param {HTMLElement} stage @param {StageGiven} given */
export function renderStage(stage, given) {
  const { group, file, job, isChosen } = given;
  latest.set(stage, given);
  stage.hidden = !file;
  if (!file) return;
  draw(stage, [file.id, timesOf(group, file)?.id, job.r2SourceKey, group.start, group.end, isChosen], () => {
    stage.dataset.shows = file.type;
    stage.classList.toggle('playing', false);
    if (kMoving.includes(file.type)) return isChosen ? moving(stage, file) : still(stage, file);
    return resting(stage, file);
  });
  sayAnew(stage);
  caption(stage);
}

/** What a file is called, whenever it is asked. @param {HTMLElement} stage @param {Artifact} file */
const nameOf = (stage, file) => () => t('results.fileOf', { file: fileWord(file, now(stage).look.artifacts), name: now(stage).title });

/** The times of a storyboard's pictures. @param {import('./view.js').Group} group @param {Artifact} file @returns {Artifact|null} */
function timesOf({ artifacts }, file) {
  if (file.type !== 'storyboard') return null;
  return artifacts.find(({ type, variant }) => type === 'storyboard_vtt' && variant === file.variant) ?? null;
}

/** What plays has the captions that are there, also those that came later. @param {HTMLElement} stage */
function caption(stage) {
  const { group, acts } = now(stage);
  const video = stage.querySelector('video');
  if (video) giveCaptions(video, trackOf(group.artifacts), acts.text);
}

/** @param {HTMLElement} stage @param {Artifact} file */
function still(stage, file) {
  const seconds = file.durationSeconds ?? 0;
  const name = nameOf(stage, file);
  const play = () => {
    stage.replaceChildren(moving(stage, file));
    caption(stage);
    /** @type {HTMLElement|null} */ (stage.querySelector('video, .moving'))?.focus();
  };
  return h(
    'button',
    { type: 'button', class: 'still', 'aria-label': () => t('results.play', { name: name() }), onclick: play },
    stillPicture(stage, file),
    h('span', { class: 'play-mark' }, icon('play')),
    h('span', { class: 'badge' }, () => (file.type === 'clip' ? formatTime(seconds < kShort ? Math.round(seconds * 10) / 10 : Math.round(seconds)) : fileWord(file, now(stage).look.artifacts))),
  );
}

/** The film's own picture, cut to the shape of the file. @param {HTMLElement} stage @param {Artifact} file */
function stillPicture(stage, file) {
  const { job, group, look, isChosen } = now(stage);
  const from = stillOf(job, group, look.artifacts, (globalThis.devicePixelRatio ?? 1) > 1.4);
  if (!from) return null;
  const image = h('img', { src: from.url, alt: '', loading: isChosen ? null : 'lazy', decoding: 'async', fetchpriority: 'low' });
  const [own, film] = [file.width && file.height ? file.width / file.height : null, aspectOf(job)];
  if (from.ofFilm && own && film && Math.abs(own / film - 1) > kOtherShape) {
    image.style.aspectRatio = `${file.width} / ${file.height}`;
    image.classList.add('reshaped');
  }
  // Where the film cannot be read just now, its poster stands for it.
  const standIn = () => {
    const poster = now(stage).look.artifacts.find(({ type }) => type === 'poster');
    if (poster) image.src = contentUrl(poster.id);
    else image.remove();
  };
  image.addEventListener('error', standIn, { once: true });
  return image;
}

/** @param {HTMLElement} stage @param {Artifact} file */
function moving(stage, file) {
  const { job, group, look } = now(stage);
  stage.classList.toggle('playing', true);
  const name = nameOf(stage, file);
  if (file.type !== 'clip') return h('img', { class: 'moving', src: contentUrl(file.id), alt: name, width: file.width, height: file.height, tabindex: -1 });
  return playerOf(file, { name, poster: stillOf(job, group, look.artifacts, true)?.url ?? null });
}

/** @param {HTMLElement} stage @param {Artifact} file */
function resting(stage, file) {
  const { group, acts } = now(stage);
  const name = nameOf(stage, file);
  const src = contentUrl(file.id);
  if (file.type === 'audio') return h('div', { class: 'sounding' }, icon('sound'), h('audio', { src, controls: true, preload: 'none', 'aria-label': name }));
  if (file.type === 'storyboard') return whenNear((box) => box.replaceChildren(renderStoryboard(file, timesOf(group, file), acts.text)));
  if (file.type === 'captions') return captionsOf(now(stage), file, name);
  return h('img', { src, alt: name, loading: 'lazy', width: file.width, height: file.height });
}

/** What is said in it, once somebody asks. @param {StageGiven} given @param {Artifact} file @param {() => string} name */
function captionsOf({ isChosen, acts }, file, name) {
  const box = h('div', { class: 'reading', tabindex: 0, role: 'region', 'aria-label': name });
  const read = () =>
    acts.text(file.id).then(
      (text) => box.replaceChildren(...wordsOf(text).map((line) => h('p', { dir: 'auto' }, line))),
      () => box.replaceChildren(h('p', null, t('results.notRead'))),
    );
  if (isChosen) void read();
  else box.append(h('button', { type: 'button', class: 'small', onclick: read }, t('results.readCaptions')));
  return box;
}

/** Drawn when it comes near to the screen. @param {(box: HTMLElement) => void} fill */
function whenNear(fill) {
  const box = h('div', { class: 'when-near' });
  if (!globalThis.IntersectionObserver) {
    fill(box);
    return box;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      fill(box);
    },
    { rootMargin: '200px' },
  );
  observer.observe(box);
  return box;
}
