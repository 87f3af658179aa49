// @ts-check
// CMX3600 edit decision lists (.edl), as editing programs exchange them. A clip is an event that cuts from the film;
// its source times count, and "* FROM CLIP NAME:" is its name. Times count in frames of the film.

import { t } from '../../lang/t.js';
import { eventsOf, wordsOfEvent } from './cmx3600_events.js';
import { oneLine } from './labels.js';
import { reader } from './reading.js';
import { frameOf, saysDrop, timebaseOf, timecodeText } from './timecode.js';

/** @typedef {import('./reading.js').Film} Film */
/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {import('./timecode.js').Timebase} Timebase */
/** @typedef {import('./cmx3600_events.js').Event} Event */

const kTitleLength = 70; // characters, as the format has it
const kReel = 'AX'; // a source without a reel number
const kBlack = 'BL';

/** From the beginning of a text. @param {string} text */
export const looksLikeCmx3600 = (text) => /^FCM: *(?:NON-)?DROP/m.test(text) || text.split('\n').some(wordsOfEvent);

export const readCmx3600 = reader('CMX3600 EDL', (text, reading) => {
  const base = timebaseOf(reading.film.frameRate);
  if (!base) return reading.askForFrameRate();
  const { events, speedChanges, unread } = eventsOf(text);
  for (const line of unread) reading.refuse(placeOf(line), 'lists.noEvent');
  for (const line of speedChanges) reading.refuse(placeOf(line), 'lists.speed');
  const picture = ofPicture(events, reading);
  for (const event of picture) takeEvent(event, base, reading);
  sayOfAll(picture, base, reading);
});

/** @param {{line: number, text: string}} line */
const placeOf = ({ line, text }) => ({ line, text });

/** Sound of its own is left out where there is picture: its events double those. @param {Event[]} events @param {Reading} reading */
function ofPicture(events, reading) {
  const picture = events.filter(({ track }) => !/^(?:A\d{0,2}|AA|NONE)$/i.test(track));
  if (picture.length === 0) return events;
  const sound = events.length - picture.length;
  if (sound > 0) reading.say(t('lists.soundEvents', { number: sound }));
  return picture;
}

/** @param {Event} event @param {Timebase} base @param {Reading} reading */
function takeEvent(event, base, reading) {
  const at = placeOf(event);
  if (event.reel === kBlack) return reading.refuse(at, 'lists.black');
  const [start, end] = [event.sourceIn, event.sourceOut].map((timecode) => frameOf(timecode, base, countsDrop(event, base)));
  if (start === null || end === null) {
    return reading.refuse(at, 'lists.notCounted', { rate: rateText(base) });
  }
  return reading.add({ at, start: start / base.rate, end: end / base.rate, label: event.name });
}

/** @param {Event} event @param {Timebase} base */
const startOf = (event, base) => (frameOf(event.sourceIn, base, countsDrop(event, base)) ?? 0) / base.rate;

/** @param {Event} event @param {Timebase} base */
const countsDrop = (event, base) => base.mayDrop && (event.drop || saysDrop(event.sourceIn));

/** What the list as a whole gives to doubt. @param {Event[]} events @param {Timebase} base @param {Reading} reading */
function sayOfAll(events, base, reading) {
  const reels = new Set(events.map(({ reel }) => reel).filter((reel) => reel !== kBlack));
  if (reels.size > 1) reading.say(t('lists.reels', { count: reels.size }));
  if (!base.mayDrop && events.some(({ drop, sourceIn }) => drop || saysDrop(sourceIn))) {
    reading.say(t('lists.dropFrame', { rate: rateText(base) }));
  }
  const { durationSeconds: duration } = reading.film;
  if (duration && events.length > 0 && events.every((event) => startOf(event, base) >= duration)) {
    reading.say(t('lists.allBehind'));
  }
}

/** @param {Timebase} base */
const rateText = ({ rate }) => String(Math.round(rate * 1000) / 1000);

/** @param {import('../../types.js').Clip[]} clips @param {Film} film @returns {import('./reading.js').WrittenList} */
export function writeCmx3600(clips, film) {
  const base = timebaseOf(film.frameRate);
  if (!base) {
    const warning = t('lists.edlNeedsRate');
    return { text: null, warnings: [warning], needs: 'frameRate' };
  }
  const head = [`TITLE: ${[...oneLine(film.fileName)].slice(0, kTitleLength).join('')}`, `FCM: ${base.mayDrop ? 'DROP FRAME' : 'NON-DROP FRAME'}`, ''];
  let record = 0;
  const events = clips.flatMap((clip, i) => {
    const { from, to } = framesOf(clip, base, film.durationSeconds);
    const times = [from, to, record, record + to - from].map((frame) => timecodeText(frame, base, base.mayDrop));
    record += to - from;
    const name = oneLine(clip.label ?? '');
    return [`${String(i + 1).padStart(3, '0')}  ${kReel.padEnd(8)} V     C        ${times.join(' ')}`, ...(name ? [`* FROM CLIP NAME: ${name}`] : [])];
  });
  return { text: `${[...head, ...events].join('\n')}\n`, warnings: [] };
}

/** At least one frame, and none that begins behind the last. @param {import('../../types.js').Clip} clip @param {Timebase} base @param {number|null} duration */
function framesOf({ start, end }, base, duration) {
  const last = duration ? Math.max(0, Math.ceil(duration * base.rate) - 1) : Infinity;
  const from = Math.min(Math.round(start * base.rate), last);
  return { from, to: Math.max(from + 1, Math.round(end * base.rate)) };
}
