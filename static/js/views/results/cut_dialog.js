// @ts-check
// The ends of a clip beside the film's own frames: what its first and last pictures are, what comes before and after them, and,
// a frame earlier or later, what they would be. From here the clip is made again.

import { contentUrl } from '../../api.js';
import { button, choiceGroup, draw, h, icon, notice } from '../../dom.js';
import { formatTime } from '../../format.js';
import { t, tNodes } from '../../lang/t.js';
import { showModal } from '../modal.js';

/** @typedef {import('./view.js').Artifact} Artifact */
/** @typedef {import('../../results/cut_ends.js').CutEnds} CutEnds */
/** @typedef {import('../../results/cut_ends.js').Frame} Frame */
/** @typedef {'start'|'end'} End */

/** @type {readonly End[]} */
const kEnds = ['start', 'end'];
const kLastPicture = 0.001; // seconds before a clip's end its last picture is on the screen

/**
 * @param {object} given
 * @param {string} given.title
 * @param {Artifact|null} given.clip  its file, where it is one that plays
 * @param {{start: number, end: number}} given.span  as it is
 * @param {() => Promise<CutEnds>} given.open
 * @param {(time: number) => Promise<string>} given.pictureOf  the address of the film's picture of that time
 * @param {import('./view.js').Step|null} given.step  what was asked for at once
 * @param {boolean} given.replaces  as it was chosen last
 * @param {(span: {start: number, end: number}, replaces: boolean) => Promise<void>} given.make  rejects where it is refused
 * @param {() => void} given.onclose
 */
export function showCut(given) {
  const body = h('div', { class: 'cut-ends' }, h('p', { class: 'loading', role: 'status' }, t('clip.reading')));
  const foot = h('footer', null);
  const modal = showModal({ title: t('clip.title', { name: given.title }), class: 'cut-dialog', onclose: given.onclose }, body, foot);
  const wrong = notice();
  given
    .open()
    .then(async (ends) => {
      if (given.step) await ends.move(given.step.end, given.step.by);
      const choice = { replaces: given.replaces };
      const redraw = async () => {
        renderFoot(foot, { ...given, ends, choice, wrong, close: modal.close });
        await Promise.all(parts.map((part) => part.show()));
      };
      const parts = kEnds.map((end) => endOf(end, ends, given, redraw));
      body.replaceChildren(...parts.map(({ element }) => element));
      await redraw();
      if (given.step) /** @type {HTMLElement|null} */ (foot.querySelector('button.primary'))?.focus();
    })
    .catch((error) => {
      body.replaceChildren(wrong.element);
      wrong.say(error);
    });
}

/** One end: the clip's picture, and three of the film. @param {End} end @param {CutEnds} ends @param {Parameters<typeof showCut>[0]} given @param {() => Promise<void>} redraw */
function endOf(end, ends, { clip, pictureOf }, redraw) {
  const step = (/** @type {-1|1} */ by) => () => tried(() => ends.move(end, by).then(redraw));
  const time = h('output', { class: 'mono', dir: 'ltr' });
  const earlier = h('button', { type: 'button', class: 'small', onclick: step(-1) }, icon('back'), t('clip.earlier'));
  const later = h('button', { type: 'button', class: 'small', onclick: step(1) }, t('clip.later'), icon('forth'));
  const film = h('div', { class: 'film-frames' });
  const wrong = notice();
  const element = h(
    'section',
    { class: 'cut-end', 'aria-label': t(`clip.${end}`) },
    h('header', null, h('h3', null, t(`clip.${end}`), ' ', time), h('div', { class: 'row', role: 'group', 'aria-label': t(`clip.${end}`) }, earlier, later)),
    wrong.element,
    h('div', { class: 'cut-frames' }, clip && ownPicture(end, clip), film),
  );
  const tried = untilAllAreDone(element, wrong);
  let shows = 0;
  return {
    element,
    async show() {
      const turn = (shows += 1);
      earlier.disabled = !ends.may(end, -1);
      later.disabled = !ends.may(end, 1);
      time.value = formatTime(ms(ends.span[end]));
      const { before, at, after } = await ends.around(end);
      if (turn !== shows) return; // it has moved on since
      const within = end === 'start' ? [false, true, true] : [true, true, false];
      draw(film, [before, at, after], () => [before, at, after].map((frame, i) => filmFrame(frame, i === 1 ? `clip.at.${end}` : within[i] ? 'clip.within' : 'clip.outside', within[i], i === 1, pictureOf)));
    },
  };
}

/** Steps follow each other as fast as they are pressed: busy until the last of them is done. @param {HTMLElement} element @param {ReturnType<typeof notice>} wrong */
function untilAllAreDone(element, wrong) {
  let open = 0;
  return async (/** @type {() => Promise<void>} */ act) => {
    open += 1;
    element.setAttribute('aria-busy', 'true');
    wrong.say('');
    await act().catch(wrong.say);
    open -= 1;
    if (!open) element.removeAttribute('aria-busy');
  };
}

/** @param {Frame|null} frame @param {string} word @param {boolean} isWithin @param {boolean} isAt @param {(time: number) => Promise<string>} pictureOf */
function filmFrame(frame, word, isWithin, isAt, pictureOf) {
  const said = frame ? t(word) : t(isWithin ? 'clip.none' : 'clip.filmEnds');
  const image = frame && h('img', { alt: t('clip.frameAt', { time: formatTime(ms(frame.time)), what: said }) });
  if (image) void pictureOf(frame.time).then((url) => (image.src = url), () => image.remove());
  return h(
    'figure',
    { class: `film-frame${isWithin ? ' within' : ''}${isAt ? ' at' : ''}` },
    h('div', { class: 'picture' }, image),
    h('figcaption', null, h('span', null, said), frame && h('span', { class: 'mono', dir: 'ltr' }, formatTime(ms(frame.time)))),
  );
}

/** The picture that the file itself begins or ends with. @param {End} end @param {Artifact} clip */
function ownPicture(end, clip) {
  const video = h('video', { src: contentUrl(clip.id), muted: true, playsinline: true, preload: 'auto', 'aria-label': t(`clip.own.${end}`) });
  const picture = h('div', { class: 'picture' }, video);
  video.addEventListener('loadedmetadata', () => (video.currentTime = end === 'start' ? 0 : Math.max(0, video.duration - kLastPicture)));
  video.addEventListener('error', () => picture.replaceChildren(h('p', null, t('clip.notPlayed'))));
  return h('figure', { class: 'own-frame' }, picture, h('figcaption', null, h('span', null, t(`clip.own.${end}`))));
}

/**
 * @param {HTMLElement} foot
 * @param {Parameters<typeof showCut>[0] & {ends: CutEnds, choice: {replaces: boolean}, wrong: ReturnType<typeof notice>, close: () => void}} given
 */
function renderFoot(foot, { span, make, ends, choice, wrong, close }) {
  draw(foot, ends.isMoved, () => {
    if (!ends.isMoved) return h('p', { class: 'hint' }, t('clip.hint'));
    const replacing = (/** @type {boolean} */ replaces, /** @type {string} */ text) => {
      const input = h('input', { type: 'radio', name: 'cut-replaces', value: String(replaces), checked: replaces === choice.replaces, onchange: () => (choice.replaces = replaces) });
      return h('label', { class: 'check' }, input, h('span', null, text));
    };
    const order = async () => {
      await ends.settled();
      if (!ends.isMoved || !foot.isConnected) return; // back where it was, or nobody wants it any more
      await make(ends.span, choice.replaces);
      close();
    };
    return [
      h('p', { class: 'cut-sum', role: 'status' }),
      choiceGroup({ class: 'cut-choice' }, t('clip.then'), replacing(true, t('clip.replace')), replacing(false, t('clip.beside'))),
      wrong.element,
      h('div', { class: 'row end' }, h('button', { type: 'button', onclick: close }, t('common.cancel')), button(t('clip.make'), { class: 'primary', icon: 'cut', onclick: order })),
    ];
  });
  const sum = foot.querySelector('.cut-sum');
  const shown = (/** @type {{start: number, end: number}} */ { start, end }) => h('span', { class: 'mono', dir: 'ltr' }, `${formatTime(ms(start))} – ${formatTime(ms(end))}`);
  sum?.replaceChildren(...tNodes('clip.sum', { from: shown(span), to: shown(ends.span) }));
}

/** @param {number} seconds */
const ms = (seconds) => Math.round(seconds * 1000) / 1000;
