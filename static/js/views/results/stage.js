// @ts-check
// What is looked at of a clip. Until it is asked for there is a small still; then a player, a moving picture, a sound.

import { contentUrl } from '../../api.js';
import { draw, h, icon } from '../../dom.js';
import { formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { trackOf, wordsOf } from '../../results/captions_track.js';
import { aspectOf, stillOf } from '../../results/stills.js';
import { renderStoryboard } from '../storyboard_view.js';
import { playerOf } from './player.js';
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

/** @param {HTMLElement} stage @param {StageGiven} given */
export function renderStage(stage, given) {
  const { group, file, job, isChosen } = given;
  stage.hidden = !file;
  if (!file) return;
  draw(stage, [file.id, job.r2SourceKey, group.start, group.end, isChosen], () => {
    stage.dataset.shows = file.type;
    stage.classList.toggle('playing', false);
    if (kMoving.includes(file.type)) return isChosen ? moving(stage, given, file) : still(stage, given, file);
    return resting(given, file);
  });
}

/** @param {StageGiven} given @param {Artifact} file */
const nameOf = ({ look, title }, file) => t('results.fileOf', { file: fileWord(file, look.artifacts), name: title });

/** @param {HTMLElement} stage @param {StageGiven} given @param {Artifact} file */
function still(stage, given, file) {
  const seconds = file.durationSeconds ?? 0;
  const play = () => {
    stage.replaceChildren(moving(stage, given, file));
    /** @type {HTMLElement|null} */ (stage.querySelector('video, .moving'))?.focus();
  };
  return h(
    'button',
    { type: 'button', class: 'still', 'aria-label': t('results.play', { name: nameOf(given, file) }), onclick: play },
    stillPicture(given, file),
    h('span', { class: 'play-mark' }, icon('play')),
    h('span', { class: 'badge' }, file.type === 'clip' ? formatTime(seconds < kShort ? Math.round(seconds * 10) / 10 : Math.round(seconds)) : fileWord(file, given.look.artifacts)),
  );
}

/** The film's own picture, cut to the shape of the file. @param {StageGiven} given @param {Artifact} file */
function stillPicture({ job, group, look, isChosen }, file) {
  const from = stillOf(job, group, look.artifacts, (globalThis.devicePixelRatio ?? 1) > 1.4);
  if (!from) return null;
  const image = h('img', { src: from.url, alt: '', loading: isChosen ? null : 'lazy', decoding: 'async', fetchpriority: 'low' });
  const [own, film] = [file.width && file.height ? file.width / file.height : null, aspectOf(job)];
  if (from.ofFilm && own && film && Math.abs(own / film - 1) > kOtherShape) {
    image.style.aspectRatio = `${file.width} / ${file.height}`;
    image.classList.add('reshaped');
  }
  // Where the film cannot be read just now, its poster stands for it.
  const poster = look.artifacts.find(({ type }) => type === 'poster');
  image.addEventListener('error', () => (poster ? (image.src = contentUrl(poster.id)) : image.remove()), { once: true });
  return image;
}

/** @param {HTMLElement} stage @param {StageGiven} given @param {Artifact} file */
function moving(stage, given, file) {
  stage.classList.toggle('playing', true);
  const name = nameOf(given, file);
  if (file.type !== 'clip') return h('img', { class: 'moving', src: contentUrl(file.id), alt: name, width: file.width, height: file.height, tabindex: -1 });
  const from = stillOf(given.job, given.group, given.look.artifacts, true);
  return playerOf(file, { name, poster: from?.url ?? null, captions: trackOf(given.group.artifacts), text: given.acts.text });
}

/** @param {StageGiven} given @param {Artifact} file */
function resting(given, file) {
  const { group, acts } = given;
  const name = nameOf(given, file);
  const src = contentUrl(file.id);
  if (file.type === 'audio') return h('div', { class: 'sounding' }, icon('sound'), h('audio', { src, controls: true, preload: 'none', 'aria-label': name }));
  if (file.type === 'storyboard') {
    const times = group.artifacts.find(({ type, variant }) => type === 'storyboard_vtt' && variant === file.variant);
    return whenNear((box) => box.replaceChildren(renderStoryboard(file, times ?? null, acts.text)));
  }
  if (file.type === 'captions') return captionsOf(given, file, name);
  return h('img', { src, alt: name, loading: 'lazy', width: file.width, height: file.height });
}

/** What is said in it, once somebody asks. @param {StageGiven} given @param {Artifact} file @param {string} name */
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
