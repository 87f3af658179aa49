import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { adviceFor, needsAnotherFile, spanWord, statusTone, statusWord, timelineWords, warningLines, wasStopped } from '../../static/js/words.js';

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

test('a failure has advice of its own, one of the future the advice that never harms', () => {
  assert.match(adviceFor('truncated'), /end of the file is missing/);
  assert.equal(adviceFor('of the future'), 'Try again.');
});

test('a status says what it waits for', () => {
  const job = { status: 'META_READY', autoProcess: true, rightsConfirmedAt: null };
  assert.equal(statusWord(job), 'Waiting for your go-ahead');
  assert.equal(statusWord({ ...job, rightsConfirmedAt: 'x' }), 'Waiting for your file');
  assert.equal(statusWord({ ...job, status: 'UPLOADED' }), 'Waiting its turn');
  for (const status of ['UPLOADED', 'PROCESSING']) {
    assert.equal(statusWord({ ...job, status, autoProcess: false }), 'Waiting for your choice', status);
  }
});

test('a span is two times, or the whole video', () => {
  assert.equal(spanWord({ start: 62, end: 77.5 }), '1:02 – 1:17.5');
  assert.equal(spanWord({ start: null, end: null }), 'Whole video');
});

test('what a person stopped is no failure', () => {
  const job = (code) => ({ status: 'FAILED', autoProcess: true, rightsConfirmedAt: 'x', r2SourceKey: 'k', failure: { code, message: 'm', at: '' } });
  for (const code of ['cancelled', 'upload_aborted']) {
    assert.deepEqual([wasStopped(job(code)), statusWord(job(code)), statusTone(job(code))], [true, 'Stopped', 'calm'], code);
  }
  assert.deepEqual([wasStopped(job('internal')), statusWord(job('internal')), statusTone(job('internal'))], [false, 'Failed', 'bad']);
  const [stopped, failed] = timelineWords([
    row('status_changed', { from: 'PROCESSING', to: 'FAILED' }, 'user:7'),
    row('status_changed', { from: 'PROCESSING', to: 'FAILED' }, 'worker:w1'),
  ]);
  assert.deepEqual([stopped.text, stopped.failed, failed.text, failed.failed], ['It was stopped', false, 'The job failed', true]);
});

test('another file is asked for where only that helps, and where there is one', () => {
  const job = (code, r2SourceKey = 'k') => ({ status: 'FAILED', r2SourceKey, failure: { code, message: 'm', at: '' } });
  for (const code of ['not_a_video', 'truncated', 'unsupported_format', 'unsupported_codec', 'too_long', 'too_large', 'decoder_crash']) {
    assert.equal(needsAnotherFile(job(code)), true, code);
  }
  for (const code of ['timeout', 'cancelled', 'internal', 'nothing_made']) assert.equal(needsAnotherFile(job(code)), false, code);
  assert.equal(needsAnotherFile(job('too_large', null)), false);
});

test('warnings name their clip and file, and the same of one clip is one line', () => {
  const warning = (clip, output, message) => ({ code: 'c', clip, output, message });
  assert.deepEqual(
    warningLines([
      warning('The best bit', 'gif', 'Too long.'),
      warning('The end', 'mp4', 'Behind the end.'),
      warning('The end', 'gif', 'Behind the end.'),
      warning(null, 'storyboard', 'Too short.'),
      warning(null, null, 'Odd.'),
    ]),
    ['“The best bit”, GIF: Too long.', '“The end”, MP4, GIF: Behind the end.', 'Storyboard: Too short.', 'Odd.'],
  );
});
