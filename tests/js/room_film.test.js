// The film of a room: what the timeline is dressed with, in whatever order things become known.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './fake_dom.js';
import { RoomFilm } from '../../static/js/pages/room_film.js';

const kSource = { fileName: 'a.mp4', durationSeconds: 12, frameRate: 30, videoCodec: 'h264', audioCodec: 'aac', width: 640, height: 360, rotation: 0 };
const waits = { id: 'job', r2SourceKey: null, source: null, sourceMeta: null };

function openFilm() {
  const told = [];
  let learned = 0;
  const film = new RoomFilm({
    api: /** @type {any} */ ({ sourceUrl: async () => ({ url: '' }) }),
    job: waits,
    screen: /** @type {any} */ ({ openFilm() {}, setDuration() {}, setStills() {} }),
    timeline: /** @type {any} */ ({ setFilm: (facts) => told.push(facts), invalidate() {} }),
    onLearn: () => (learned += 1),
  });
  return { film, last: (name) => told.findLast((facts) => facts[name])?.[name], learned: () => learned };
}

test('the timeline gets the server’s pictures and sound, however the source and its length become known', () => {
  const steps = {
    'the length first': [{ ...waits, source: kSource }, { ...waits, source: kSource, r2SourceKey: 'a' }],
    'both at once': [{ ...waits, source: kSource, r2SourceKey: 'a' }],
    'sent before the browser has opened the film': [{ ...waits, r2SourceKey: 'a' }, { ...waits, source: kSource, r2SourceKey: 'a' }],
  };
  for (const [name, jobs] of Object.entries(steps)) {
    const { film, last, learned } = openFilm();
    for (const job of jobs) film.update({ job, file: null });
    assert.equal(typeof last('peaks'), 'function', name);
    assert.equal(last('thumbs')?.constructor.name, 'ServerStrips', name);
    assert.ok(learned() > 0, name);
  }
});
