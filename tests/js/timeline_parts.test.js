import assert from 'node:assert/strict';
import { test } from 'node:test';

import { timelineMarks } from '../../static/js/room/marks_from.js';
import { ViewWindow } from '../../static/js/room/view_window.js';
import { isDense } from '../../static/js/timeline/density.js';
import { filmData } from '../../static/js/timeline/film_data.js';
import { LabelRow } from '../../static/js/timeline/label_row.js';
import { layoutOf } from '../../static/js/timeline/layout.js';
import { clipAt } from '../../static/js/timeline/make_clip.js';
import { overviewBox, overviewTime } from '../../static/js/timeline/overview.js';
import { TextFit } from '../../static/js/timeline/text_fit.js';
import { timelineWords } from '../../static/js/timeline/words.js';
import { fakeContext, kLetterPx } from './timeline_fakes.js';

test('the bands lie one below the other and within the canvas', () => {
  for (const height of [120, 160, 216, 400]) {
    for (const scale of [1, 2]) {
      for (const [hasPicture, hasSound, hasMarks] of [[true, true, true], [true, false, true], [false, true, false], [false, false, true]]) {
        const { overview, ruler, film, wave, marks } = layoutOf(1000, height * scale, { hasPicture, hasSound, hasMarks }, scale);
        const bands = [overview, ruler, film, wave, marks].filter(({ h }) => h > 0);
        bands.slice(1).forEach(({ y }, i) => assert.ok(y >= bands[i].y + bands[i].h, `${height} ${i}`));
        const last = bands[bands.length - 1];
        assert.ok(last.y + last.h <= height * scale);
        assert.equal(wave.h > 0, hasSound);
        assert.equal(marks.h > 0, hasMarks);
      }
    }
  }
});

test('larger type gets a higher ruler', () => {
  const heights = [1, 2].map((scale) => layoutOf(1000, 400, { hasPicture: true, hasSound: true, hasMarks: true }, scale).ruler.h);
  assert.deepEqual(heights, [20, 40]);
});

test('clips lie over the film, or over the sound where there is no picture', () => {
  const both = layoutOf(1000, 216, { hasPicture: true, hasSound: true, hasMarks: true });
  assert.ok(both.clips.y < both.film.y && both.clips.y + both.clips.h < both.wave.y + 4);
  const sound = layoutOf(1000, 216, { hasPicture: false, hasSound: true, hasMarks: true });
  assert.equal(sound.film.h, 0);
  assert.ok(sound.clips.h > sound.wave.h);
});

test('the overview’s window can be seen and taken hold of at any zoom', () => {
  const view = new ViewWindow({ duration: 36_000, frameSeconds: 0.04, width: 1000 });
  view.zoomAt(1e9, 1000);
  const { x, w } = overviewBox(view);
  assert.ok(w >= 16 && x + w <= 1000);
  assert.equal(overviewTime(view, 500), 18_000);
  assert.equal(overviewTime(view, -3), 0);
});

test('a text is shortened to what fits, and measured once', () => {
  let measured = 0;
  const text = new TextFit({ font: '', measureText: (words) => ((measured += 1), { width: [...words].length * kLetterPx }) });
  assert.equal(text.fit('f', 'Evening', 49), 'Evening');
  assert.equal(text.fit('f', 'Evening walk', 50), 'Eveni…');
  assert.equal(text.fit('f', 'Evening', 10), '');
  assert.equal(text.fit('f', '👩‍🚀👩‍🚀👩‍🚀👩‍🚀', 4 * kLetterPx).includes('\ud83d…'), false, 'no letter is cut in two');
  const before = measured;
  for (let i = 0; i < 100; i += 1) text.fit('f', 'Evening walk', 50);
  assert.equal(measured, before);
});

test('a row gives each place once', () => {
  const row = new LabelRow();
  row.clear(100);
  assert.equal(row.take(10, 30), true);
  assert.equal(row.take(39, 10), false);
  assert.equal(row.take(40, 10), true);
  assert.equal(row.take(95, 10), false, 'beyond the end');
  assert.equal(row.take(-5, 10), false, 'before the beginning');
  assert.equal(row.roomAt(50, 500), 50);
  assert.equal(row.roomAt(0, 500), 10);
  row.block(-5, 7);
  assert.equal(row.roomAt(0, 500), 0);
  row.clear(100);
  assert.equal(row.roomAt(0, 500), 100);
});

test('what is not told anew about the film stays', () => {
  const film = filmData({ marks: timelineMarks({ scenes: [5, 3] }, 10), keyFrames: [4, 2], silences: [{ start: 7, end: 8 }, { start: 1, end: 2 }] });
  const later = filmData({ hasSound: false }, film);
  assert.deepEqual([...later.scenes], [3, 5]);
  assert.deepEqual([...later.keyFrames], [2, 4]);
  assert.deepEqual([...later.silenceEdges], [1, 2, 7, 8]);
  assert.deepEqual(later.silences.map(({ start }) => start), [1, 7]);
  assert.equal(later.hasSound, false);
  assert.equal(later.hasPicture, true);
});

test('what is too dense to be told apart is dense only from afar', () => {
  const view = new ViewWindow({ duration: 1000, frameSeconds: 0.04, width: 1000 });
  const times = Float64Array.from({ length: 1000 }, (_, i) => i);
  assert.equal(isDense(times, view), true);
  view.zoomAt(10, 500);
  assert.equal(isDense(times, view), false);
});

test('a double press makes a clip of the mark, or of what lies between two scenes', () => {
  const marks = timelineMarks({ chapters: [{ start: 0, end: 40, title: 'Intro' }], scenes: [10, 20, 60], loud: [{ start: 50, end: 51 }] }, 100);
  const film = filmData({ marks });
  const of = (kind, time) => clipAt(film, marks.find((mark) => mark.kind === kind), time, 100);
  assert.deepEqual(of('chapter', 3), { start: 0, end: 40, label: 'Intro' });
  assert.deepEqual([of('scene', 9.8).start, of('scene', 9.8).end], [10, 20]);
  assert.deepEqual([of('loud', 50).start, of('loud', 50).end], [43, 58]);
  assert.deepEqual([clipAt(film, null, 35, 100).start, clipAt(film, null, 35, 100).end], [20, 60]);
  assert.deepEqual([clipAt(film, null, 99, 100).start, clipAt(film, null, 99, 100).end], [60, 100]);
});

test('without scenes a double press makes a clip of the chapter, and without those none', () => {
  const chapters = filmData({ marks: timelineMarks({ chapters: [{ start: 10, end: 40, title: 'Intro' }] }, 100) });
  assert.deepEqual(clipAt(chapters, null, 20, 100), { start: 10, end: 40, label: 'Intro' });
  assert.equal(clipAt(chapters, null, 50, 100), null);
  assert.equal(clipAt(filmData({}), null, 50, 100), null);
});

test('the timeline says in a sentence what it shows', () => {
  assert.equal(timelineWords({ start: 54, end: 112.04, duration: 299 }, 3, 62.5), 'Timeline, 0:54 to 1:52 of 4:59, 3 clips, at 1:02.5');
  assert.equal(timelineWords({ start: 0, end: 299, duration: 299 }, 1, 0), 'Timeline, 0:00 to 4:59, 1 clip, at 0:00');
});

test('the stand-in context writes down what is drawn', () => {
  const { context, texts } = fakeContext();
  context.fillText('ab', 1, 2);
  assert.deepEqual(texts(), [{ text: 'ab', x: 1, y: 2, w: 14 }]);
});
