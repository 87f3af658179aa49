import assert from 'node:assert/strict';
import { test } from 'node:test';

import { kWritable, readCutList } from '../../static/js/room/lists/cut_list_files.js';
import { splitRows } from '../../static/js/room/lists/delimited_rows.js';
import { oneLine, plainLabel } from '../../static/js/room/lists/labels.js';
import { film, randomClips } from './room_lists_setup.js';

const kLists = 150; // a format
const kFilm = film({ durationSeconds: 3 * 3600, fileName: 'a "film", \'1\'; # = \\ {}.mp4' });

/** What is left of a name by the rule of the server. */
const labelOf = ({ label = '' }) => plainLabel(label);
/** And of SubRip, in which no arrow stands in a text, and a dash alone stands for none. */
const labelOfCue = ({ label = '' }) => (oneLine(label) === '-' ? '' : plainLabel(oneLine(label).replaceAll('-->', '→')));

/** Writes, reads again, and compares: names exactly, times within the tolerance. */
function compare(id, kept, { of = kFilm, tolerance, seed }) {
  const { ending, write } = kWritable.find((each) => each.id === id);
  const clips = randomClips(seed, of);
  const { text } = write(clips, of);
  const list = readCutList(`list${ending}`, text, of);
  const context = `${id}, seed ${seed}\n${text}`;
  assert.deepEqual(list.problems, [], context);
  assert.deepEqual(list.clips.map(({ label = '' }) => label), clips.map(kept), context);
  for (const [i, { start, end }] of list.clips.entries()) {
    assert.ok(Math.abs(start - clips[i].start) <= tolerance && Math.abs(end - clips[i].end) <= tolerance, `${start}-${end}, ${context}`);
  }
}

for (const id of ['losslesscut-project', 'losslesscut-csv', 'csv', 'ffmetadata']) {
  test(`${id}: what is written is read again to the millisecond`, () => {
    for (let seed = 1; seed <= kLists; seed += 1) compare(id, labelOf, { tolerance: 1e-9, seed });
  });
}

test('subrip: what is written is read again to the millisecond', () => {
  for (let seed = 1; seed <= kLists; seed += 1) compare('subrip', labelOfCue, { tolerance: 1e-9, seed });
});

for (const frameRate of [23.976, 24, 25, 29.97, 30, 50, 59.94, 60, 12.5]) {
  test(`cmx3600: what is written at ${frameRate} frames a second is read again within a frame`, () => {
    for (let seed = 1; seed <= 40; seed += 1) compare('cmx3600', labelOf, { of: { ...kFilm, frameRate }, tolerance: 1 / frameRate, seed });
  });
}

test('files that can hold a name as it is, do', () => {
  for (let seed = 1; seed <= kLists; seed += 1) {
    const clips = randomClips(seed, kFilm);
    const written = Object.fromEntries(kWritable.map(({ id, write }) => [id, write(clips, kFilm).text]));
    const labels = clips.map(({ label = '' }) => label);
    assert.deepEqual(JSON.parse(written['losslesscut-project']).cutSegments.map(({ name }) => name), labels);
    const cells = splitRows(written['losslesscut-csv'], ',').rows.map((row) => row.cells[2]);
    assert.deepEqual(cells, labels.map((label) => label.trim()));
  }
});

test('a list that is read is written the same again', () => {
  for (const { id, ending, write } of kWritable.filter((each) => each.id !== 'youtube-chapters')) {
    for (const frameRate of [25, 29.97]) {
      const of = { ...kFilm, frameRate };
      const once = write(readCutList(`a${ending}`, write(randomClips(5, of), of).text, of).clips, of).text;
      assert.equal(write(readCutList(`a${ending}`, once, of).clips, of).text, once, id);
    }
  }
});
