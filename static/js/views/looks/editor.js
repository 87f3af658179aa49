// @ts-check
// All that can be said of one look. What does not matter to it is not shown, and is kept.

import { choiceGroup, h, say } from '../../dom.js';
import { formatBytes, formatPercent } from '../../format.js';
import { languageTag, t } from '../../lang/t.js';
import { heightChoices, heightChosen, kLoudness, kQualities, withValueOf } from '../../looks/choices.js';
import { settingsOf, withValue } from '../../looks/look.js';
import { sizeText } from '../../looks/look_words.js';
import { kOutputs } from '../../looks/outputs.js';
import { outputHint, outputWord, planWord } from '../../words.js';
import { check, numberField, segments, selectField, slider } from './fields.js';

/** @typedef {import('../../looks/look.js').Look} Look */
/** @typedef {import('./strip.js').LooksGiven} LooksGiven */
/** @typedef {{box: HTMLElement, show: (settings: Record<string, any>, given: LooksGiven) => void}} Part */

const kMegabyte = 1_000_000;

/** @type {WeakMap<HTMLElement, {parts: Part[], given: LooksGiven, language: string}>} */
const editors = new WeakMap();

/** @param {HTMLElement} element @param {string} id @param {LooksGiven} given */
export function renderEditor(element, id, given) {
  let editor = editors.get(element);
  if (!editor || editor.language !== languageTag()) {
    editor = { parts: [], given, language: languageTag() };
    const parts = build(id, (path, value) => {
      const { draft, presets, change } = /** @type {{given: LooksGiven}} */ (editors.get(element)).given;
      change(withValue(draft.look(id), path, value, presets));
    });
    editor.parts = parts;
    element.replaceChildren(...parts.map(({ box }) => box));
    editors.set(element, editor);
  }
  editor.given = given;
  const settings = settingsOf(given.draft.look(id), given.presets);
  for (const part of editor.parts) part.show(settings, given);
}

/** @param {string} id @param {(path: string[], value: unknown) => void} give @returns {Part[]} */
function build(id, give) {
  const name = `edit-${id.replace(':', '-')}`;
  return [outputsPart(name, give), shapePart(name, give), clipPart(name, give), movingPart(name, 'gif', give), movingPart(name, 'webp', give), audioPart(name, give)];
}

/** @typedef {(path: string[], value: unknown) => void} Give */

/** @param {string} name @param {Give} give @returns {Part} */
function outputsPart(name, give) {
  /** @type {string[]} */
  let chosen = [];
  const checks = kOutputs.map((output) =>
    check({ id: `${name}-${output}`, label: outputWord(output), class: 'chip' }, (on) => give(['outputs'], kOutputs.filter((each) => (each === output ? on : chosen.includes(each))))),
  );
  checks.forEach(({ box }, index) => (box.title = outputHint(kOutputs[index])));
  const box = choiceGroup({ class: 'outputs chips' }, t('looks.files'), checks.map((each) => each.box));
  return {
    box,
    show({ outputs }) {
      chosen = outputs;
      checks.forEach((each, index) => each.show(outputs.includes(kOutputs[index])));
    },
  };
}

/** @param {string} name @param {Give} give @returns {Part} */
function shapePart(name, give) {
  const shape = segments({ id: `${name}-aspect`, label: t('looks.shape') }, [['source', t('looks.shape.source')], ['16:9', '16:9'], ['9:16', '9:16'], ['1:1', '1:1']], (value) => give(['mp4', 'aspect'], value));
  const fit = segments({ id: `${name}-fit`, label: t('looks.fit') }, [['crop', t('looks.fit.crop')], ['pad', t('looks.fit.pad')], ['blur', t('looks.fit.blur')]], (value) => give(['mp4', 'fit'], value));
  const percent = (/** @type {number} */ value) => formatPercent(value);
  const across = slider({ id: `${name}-x`, label: t('looks.focusAcross'), text: percent }, (x) => give(['mp4', 'focus', 'x'], x));
  const down = slider({ id: `${name}-y`, label: t('looks.focusDown'), text: percent }, (y) => give(['mp4', 'focus', 'y'], y));
  const focus = h('div', { class: 'fields' }, across.box, down.box);
  const hint = h('p', { class: 'hint' }, t('looks.focusHint'));
  return {
    box: h('div', { class: 'part' }, shape.box, fit.box, focus, hint),
    show({ outputs, mp4 }, { film }) {
      const shaped = outputs.includes('mp4');
      shape.box.hidden = !shaped;
      fit.box.hidden = !shaped || mp4.aspect === 'source';
      focus.hidden = hint.hidden = fit.box.hidden || mp4.fit !== 'crop';
      across.box.hidden = film.aspect <= (/** @type {Record<string, number>} */ ({ '16:9': 16 / 9, '9:16': 9 / 16, '1:1': 1 })[mp4.aspect] ?? 0);
      down.box.hidden = !across.box.hidden;
      shape.show(mp4.aspect);
      fit.show(mp4.fit);
      across.show(mp4.focus.x);
      down.show(mp4.focus.y);
    },
  };
}

/** @param {string} name @param {Give} give @returns {Part} */
function clipPart(name, give) {
  const numberOrNull = (/** @type {string} */ text) => (text === '' ? null : Number(text));
  const height = selectField({ id: `${name}-height`, label: t('looks.height') }, (text) => give(['mp4', 'height'], numberOrNull(text)));
  const sound = selectField({ id: `${name}-loudness`, label: t('looks.loudness') }, (text) => give(['mp4', 'loudness'], numberOrNull(text)));
  const size = numberField({ id: `${name}-max`, label: t('looks.maxBytes'), hint: ' ', min: 0.01, step: 'any', scale: kMegabyte, optional: true }, (value) => give(['mp4', 'maxBytes'], value));
  const cut = selectField({ id: `${name}-cut`, label: t('looks.cut'), hint: ' ' }, (value) => give(['mp4', 'cut'], value));
  const quality = selectField({ id: `${name}-crf`, label: t('looks.quality') }, (text) => give(['mp4', 'crf'], Number(text)));
  const burn = check({ id: `${name}-burn`, label: t('looks.burn'), hint: t('looks.burnHint') }, (on) => give(['captions', 'burn'], on));
  const box = h('div', { class: 'part' }, h('div', { class: 'fields' }, height.box, sound.box, size.box, cut.box, quality.box), burn.box);
  return {
    box,
    show({ outputs, mp4, captions }, { film, planOf, draft }) {
      box.hidden = !outputs.includes('mp4');
      const heights = heightChoices(mp4, film.size);
      height.show({ value: String(heightChosen(mp4, heights) ?? ''), options: heights.map((each) => [String(each.height ?? ''), heightText(each)]) });
      sound.show({ value: String(mp4.loudness ?? ''), options: [['', t('looks.loudness.off')], ...withValueOf(kLoudness, mp4.loudness).map((level) => /** @type {[string, string]} */ ([String(level), loudnessText(level)]))] });
      size.show(mp4.maxBytes);
      cut.show({ value: mp4.cut, options: ['smart', 'exact', 'keyframe'].map((each) => [each, t(`looks.cut.${each}`)]) });
      quality.show({ value: String(mp4.crf), options: withValueOf(kQualities, mp4.crf).map((crf) => [String(crf), qualityText(crf)]) });
      burn.show(captions.burn);
      const id = draft.form.looks.find((look) => name === `edit-${look.id.replace(':', '-')}`)?.id ?? '';
      const clips = planOf(id)?.items.filter(({ type }) => type === 'clip') ?? [];
      const largest = Math.max(0, ...clips.map(({ expectedBytes }) => expectedBytes ?? 0));
      say(size.box, '.hint', largest ? t('looks.maxBytes.expected', { size: formatBytes(largest) }) : t('looks.maxBytes.hint'));
      say(cut.box, '.hint', clips.length ? [...new Set(clips.map(planWord))].join('; ') : '');
    },
  };
}

/** @param {{height: number|null, size: import('../../looks/sizes.js').Size|null}} choice */
const heightText = ({ height, size }) =>
  height === null ? (size ? t('looks.height.filmSize', { size: sizeText(size) }) : t('looks.height.film')) : size ? sizeText(size) : t('looks.height.lines', { count: height });

/** @param {number} level */
const loudnessText = (level) => t(/** @type {Record<string, string>} */ ({ '-14': 'looks.loudness.web', '-16': 'looks.loudness.talk', '-23': 'looks.loudness.broadcast' })[level] ?? 'looks.loudness.level', { level });

/** @param {number} crf */
const qualityText = (crf) => t(/** @type {Record<string, string>} */ ({ 18: 'looks.quality.high', 23: 'looks.quality.usual', 28: 'looks.quality.small' })[crf] ?? 'looks.quality.level', { level: crf });

/** Pictures that move without sound; a GIF may be kept below a size. @param {string} name @param {'gif'|'webp'} kind @param {Give} give @returns {Part} */
function movingPart(name, kind, give) {
  const number = (/** @type {string} */ of, /** @type {string} */ field, /** @type {object} */ about) =>
    numberField({ id: `${name}-${kind}-${of}`, label: t(`looks.${field}`), ...about }, (value) => give([kind, field], value));
  /** @type {Record<string, ReturnType<typeof numberField>>} */
  const fields = {
    width: number('width', 'width', { min: 16, max: 1920 }),
    fps: number('fps', 'fps', { min: 1, max: 50 }),
    maxSeconds: number('seconds', 'maxSeconds', { min: 0.1, max: 60, step: 'any' }),
    ...(kind === 'gif' && { maxBytes: number('max', 'maxBytes', { min: 0.01, step: 'any', scale: kMegabyte, optional: true }) }),
  };
  const box = h('fieldset', { class: 'part' }, h('legend', null, t(`looks.${kind}`)), h('div', { class: 'fields' }, Object.values(fields).map((field) => field.box)));
  return {
    box,
    show(settings) {
      box.hidden = !settings.outputs.includes(kind);
      for (const [field, { show }] of Object.entries(fields)) show(settings[kind][field]);
    },
  };
}

/** @param {string} name @param {Give} give @returns {Part} */
function audioPart(name, give) {
  const format = selectField({ id: `${name}-audio`, label: t('looks.audioFormat') }, (value) => give(['audio', 'format'], value));
  return {
    box: format.box,
    show({ outputs, audio }) {
      format.box.hidden = !outputs.includes('audio');
      format.show({ value: audio.format, options: ['m4a', 'opus', 'mp3'].map((each) => [each, t(`looks.audio.${each}`)]) });
    },
  };
}
