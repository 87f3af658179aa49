import assert from 'node:assert/strict';
import { test } from 'node:test';

import { adviceFor, spanWord, statusWord, timelineWords } from '../../static/js/words.js';

const row = (event, detail = {}, actor = 'system') => ({ id: 1, at: '2026-01-01T00:00:00.000Z', actor, event, detail });

test('runs of parts and of files are one row each, and only those', () => {
  const words = timelineWords([
    row('created', {}, 'user:7'),
    row('part_uploaded', { partNumber: 1, sizeBytes: 8e6 }, 'user:7'),
    row('status_changed', { from: 'UPLOAD_READY', to: 'UPLOADING' }),
    row('part_uploaded', { partNumber: 2, sizeBytes: 8e6 }),
    row('part_uploaded', { partNumber: 3, sizeBytes: 8e6 }),
    row('artifact_written', { type: 'gif' }, 'worker:w1'),
    row('artifact_written', { type: 'clip' }, 'worker:w1'),
    row('created'),
    row('created'),
  ]);
  assert.deepEqual(words.map((word) => word.text), [
    'The job was created', 'Part 1 arrived (8.0 MB)', 'The upload began', '2 parts arrived', '2 files made',
    'The job was created', 'The job was created',
  ]);
  assert.deepEqual(words.map((word) => word.actor).slice(0, 3), ['you', 'you', 'clipbox']);
});

test('an event that the page does not know is shown by its name', () => {
  assert.equal(timelineWords([row('moon_risen', null)])[0].text, 'moon risen');
});

test('every failure has advice, also one of the future', () => {
  for (const code of [
    'video_removed', 'not_a_video', 'truncated', 'unsupported_format', 'unsupported_codec', 'too_long', 'too_large', 'timeout',
    'out_of_memory', 'decoder_crash', 'storage_full', 'store_unavailable', 'cancelled', 'upload_aborted', 'upload_expired', 'nothing_made',
    'internal',
  ]) {
    assert.notEqual(adviceFor(code), adviceFor('of the future'), code);
  }
  assert.equal(adviceFor('of the future'), 'Try again.');
});

test('a status says what it waits for', () => {
  const job = { status: 'META_READY', autoProcess: true, rightsConfirmedAt: null };
  assert.equal(statusWord(job), 'Waiting for your go-ahead');
  assert.equal(statusWord({ ...job, rightsConfirmedAt: 'x' }), 'Waiting for your file');
  assert.equal(statusWord({ ...job, status: 'UPLOADED' }), 'Waiting its turn');
  assert.equal(statusWord({ ...job, status: 'UPLOADED', autoProcess: false }), 'Held');
});

test('a span is two times, or the whole video', () => {
  assert.equal(spanWord({ start: 62, end: 77.5 }), '1:02 – 1:17.5');
  assert.equal(spanWord({ start: null, end: null }), 'Whole video');
});
