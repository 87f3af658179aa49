// Several films and links at once: what belongs together, in what order they go, and that one's failure stops no other.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { likeness, nameLikeness, proposals } from '../../static/js/upload/likeness.js';
import { linksIn, videoIdOf } from '../../static/js/upload/links.js';
import { SendQueue } from '../../static/js/upload/queue.js';
import { settle } from './fakes.js';

const linkTo = (id) => `https://youtu.be/${id.padEnd(11, '_')}`;
const jobOf = (id, title, given = {}) => ({
  id, title, status: 'META_READY', videoId: id.padEnd(11, '_'), sourceMeta: { durationSeconds: null }, failure: null, ...given,
});
const filmOf = (name, seconds = null) => ({ file: { name, size: 1000, seconds }, handle: null });

function queueOf(given = {}) {
  const calls = [];
  const keys = [];
  let count = 0;
  const ends = new Map();
  const paused = new Set();
  const titles = given.titles ?? {};
  const queue = new SendQueue({
    find: async (videoId) => given.there?.[videoId] ?? null,
    makeJob: async (link, key) => {
      calls.push(`make ${link.slice(17).replace(/_+$/, '')}`);
      keys.push(key);
      const id = link.slice(17).replace(/_+$/, '');
      if (given.refuses?.(id)) throw new Error(`not ${id}`);
      return jobOf(id, titles[id] ?? id, given.job?.(id));
    },
    prepare: async (job) => void calls.push(`prepare ${job.id}`),
    isPaused: (jobId) => paused.has(jobId),
    send: (jobId, picked) => {
      calls.push(`send ${picked.file.name} to ${jobId}`);
      return new Promise((resolve) => ends.set(jobId, resolve));
    },
    durationOf: async (file) => file.seconds,
    newKey: () => `key${(count += 1)}`,
  });
  const seen = () => queue.rows.map((row) => `${row.phase}: ${row.jobId ?? '-'} ${row.film?.name ?? '-'}`);
  return { queue, calls, keys, ends, paused, seen };
}

/** Links a, b, c with the films a.mp4, b.mp4, c.mp4, all put together by hand. */
async function three(given = {}) {
  const made = queueOf(given);
  await made.queue.addLinks(['a', 'b', 'c'].map(linkTo));
  await made.queue.addFilms(['1.mp4', '2.mp4', '3.mp4'].map((name) => filmOf(name)));
  for (const [name, job] of [['1.mp4', 'a'], ['2.mp4', 'b'], ['3.mp4', 'c']]) {
    made.queue.pair(made.queue.rows.find(({ film }) => film?.name === name).id, job);
  }
  made.calls.length = 0;
  return made;
}

test('each line of what was pasted is a link, and the same one counts once', () => {
  assert.deepEqual(linksIn('https://youtu.be/aaa\r\n\n  youtube.com/watch?v=bbb  \nMy film: https://youtu.be/ccc\nhttps://youtu.be/aaa'), [
    'https://youtu.be/aaa', 'youtube.com/watch?v=bbb', 'https://youtu.be/ccc',
  ]);
  assert.deepEqual(linksIn('what is this\n'), ['what is this'], 'the server says what is wrong with it');
});

test('the video of a link is known where it can be told', () => {
  for (const link of ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3', 'youtu.be/dQw4w9WgXcQ?si=x', 'https://m.youtube.com/shorts/dQw4w9WgXcQ', 'https://youtube.com/live/dQw4w9WgXcQ']) {
    assert.equal(videoIdOf(link), 'dQw4w9WgXcQ', link);
  }
  for (const link of ['https://notyoutube.com/watch?v=dQw4w9WgXcQ', 'https://youtu.be/short', 'nothing', 'https://youtube.com/@dQw4w9WgXcQ']) assert.equal(videoIdOf(link), null, link);
});

test('a file’s name is like the title that it was made of, and like no other', () => {
  assert.ok(nameLikeness('splicing_film_FINAL_v3_1080p.mov', 'A film about splicing') > 0.5);
  assert.ok(nameLikeness('Über den Bäumen.mp4', 'Uber den Baumen – Teil 1') > 0.5);
  assert.ok(nameLikeness('猫の一日.mp4', '猫の一日') > 0.9);
  assert.ok(nameLikeness('holiday in rome.mp4', 'A film about splicing') < 0.4);
  assert.equal(nameLikeness('....', 'A film'), 0);
});

test('the same length speaks for it, another length against it', () => {
  const video = { title: 'A film about splicing', durationSeconds: 200 };
  assert.ok(likeness({ name: 'C0012.MP4', durationSeconds: 200.4 }, video) > 0.5);
  assert.ok(likeness({ name: 'splicing.mp4', durationSeconds: 90 }, video) < 0.5);
  assert.ok(likeness({ name: 'splicing.mp4', durationSeconds: null }, video) > 0.5);
});

test('what two videos are as like is proposed for neither', () => {
  const titled = (title) => ({ title, durationSeconds: null });
  const film = { name: 'my holiday.mp4', durationSeconds: null };
  assert.deepEqual(proposals([film], [titled('My holiday, part one'), titled('My holiday, part two')]), []);
  const [found, none] = proposals([film], [titled('My holiday'), titled('Cooking rice')]);
  assert.deepEqual([found.video.title, none], ['My holiday', undefined]);
});

test('links become jobs, and films are proposed for those whose title is like their name', async () => {
  const { queue, seen, calls } = queueOf({ titles: { a: 'Holiday in Rome', b: 'Cooking rice' } });
  await queue.addLinks([linkTo('a'), linkTo('b')]);
  await queue.addFilms([filmOf('cooking-rice-master.mov'), filmOf('C0001.MP4')]);
  assert.deepEqual(seen(), ['needsFilm: a -', 'ready: b cooking-rice-master.mov', 'needsLink: - C0001.MP4']);
  assert.ok(queue.rows[1].likeness > 0.5);
  assert.deepEqual(calls, ['make a', 'make b']);
});

test('films that came first are proposed when the links come', async () => {
  const { queue, seen } = queueOf({ titles: { a: 'Holiday in Rome' } });
  await queue.addFilms([filmOf('holiday_in_rome.mp4')]);
  await queue.addLinks([linkTo('a')]);
  assert.deepEqual(seen(), ['ready: a holiday_in_rome.mp4']);
});

test('a film is proposed for a job that there was before', async () => {
  const { queue, seen } = queueOf();
  queue.offer([jobOf('old', 'Holiday in Rome'), jobOf('over', 'Cooking rice', { status: 'READY' })]);
  await queue.addFilms([filmOf('holiday in rome.mp4'), filmOf('cooking rice.mp4')]);
  assert.deepEqual(seen(), ['needsLink: - cooking rice.mp4', 'ready: old holiday in rome.mp4']);
});

test('the person decides: parted is not proposed again, another pair is, and two films change places', async () => {
  const { queue, seen } = queueOf({ titles: { a: 'Holiday in Rome', b: 'Cooking rice' } });
  await queue.addLinks([linkTo('a'), linkTo('b')]);
  await queue.addFilms([filmOf('holiday in rome.mp4'), filmOf('x.mp4')]);
  queue.part(queue.rows.find(({ jobId }) => jobId === 'a').id);
  assert.deepEqual(seen().sort(), ['needsFilm: a -', 'needsFilm: b -', 'needsLink: - holiday in rome.mp4', 'needsLink: - x.mp4']);
  const rowOf = (name) => queue.rows.find(({ film }) => film?.name === name).id;
  queue.pair(rowOf('x.mp4'), 'a');
  queue.pair(rowOf('holiday in rome.mp4'), 'b');
  assert.deepEqual(seen().sort(), ['ready: a x.mp4', 'ready: b holiday in rome.mp4']);
  queue.pair(rowOf('x.mp4'), 'b');
  assert.deepEqual(seen().sort(), ['ready: a holiday in rome.mp4', 'ready: b x.mp4']);
  assert.equal(queue.rows[0].likeness, null);
});

test('a link that has a job already is asked about, and makes no second one by itself', async () => {
  const there = { [jobOf('a').videoId]: jobOf('first', 'Mine') };
  const { queue, seen, calls } = queueOf({ there });
  await queue.addLinks([linkTo('a')]);
  assert.deepEqual([seen(), calls.length], [['same: - -'], 0]);
  queue.takeSame(queue.rows[0].id);
  assert.deepEqual(seen(), ['needsFilm: first -']);
  await queue.addLinks([linkTo('a')]);
  await queue.makeAnother(queue.rows[1].id);
  assert.deepEqual(seen(), ['needsFilm: first -', 'needsFilm: a -']);
});

test('a link that is refused says why, and is asked again by the same key', async () => {
  let closed = true;
  const { queue, keys, seen } = queueOf({ refuses: () => closed });
  await queue.addLinks([linkTo('a')]);
  assert.deepEqual([seen(), queue.rows[0].fault.message], [['refused: - -'], 'not a']);
  closed = false;
  await queue.again(queue.rows[0].id);
  assert.deepEqual([seen(), keys], [['needsFilm: a -'], ['key1', 'key1']]);
});

test('a video that is gone is refused, with the job that says why', async () => {
  const { queue, seen } = queueOf({ job: () => ({ status: 'FAILED', failure: { code: 'video_removed', message: 'there is no such video' } }) });
  await queue.addLinks([linkTo('a')]);
  assert.deepEqual([seen(), queue.rows[0].job.failure.code], [['refused: a -'], 'video_removed']);
});

test('one film goes after the other, in the order of the list', async () => {
  const { queue, calls, ends, seen } = await three();
  queue.move(queue.rows[2].id, queue.rows[0].id);
  const started = queue.start();
  await settle();
  assert.deepEqual(calls, ['prepare c', 'send 3.mp4 to c']);
  assert.deepEqual(seen(), ['sending: c 3.mp4', 'waiting: a 1.mp4', 'waiting: b 2.mp4']);
  queue.move(queue.rows[2].id, queue.rows[1].id);
  for (const job of ['c', 'b', 'a']) {
    ends.get(job)('done');
    await settle();
  }
  await started;
  assert.deepEqual(calls.filter((call) => /send/.test(call)), ['send 3.mp4 to c', 'send 2.mp4 to b', 'send 1.mp4 to a']);
  assert.deepEqual([seen(), queue.pending], [['done: c 3.mp4', 'done: b 2.mp4', 'done: a 1.mp4'], false]);
});

test('one that fails or is stopped stops no other, and can be had again', async () => {
  const { queue, ends, seen } = await three();
  void queue.start();
  await settle();
  ends.get('a')(new Error('the store is full'));
  await settle();
  ends.get('b')('stopped');
  await settle();
  assert.deepEqual(seen(), ['failed: a 1.mp4', 'stopped: b 2.mp4', 'sending: c 3.mp4']);
  assert.equal(queue.rows[0].fault.message, 'the store is full');
  void queue.again(queue.rows[0].id);
  await settle();
  assert.deepEqual(seen(), ['waiting: a 1.mp4', 'stopped: b 2.mp4', 'sending: c 3.mp4']);
  ends.get('c')('done');
  await settle();
  assert.deepEqual([seen()[0], queue.rows[0].fault], ['sending: a 1.mp4', null]);
});

test('what a person pauses lets the next one go', async () => {
  const { queue, paused, seen } = await three();
  void queue.start();
  await settle();
  paused.add('a');
  queue.uploadChanged();
  await settle();
  assert.deepEqual(seen(), ['sending: a 1.mp4', 'sending: b 2.mp4', 'waiting: c 3.mp4']);
});

test('what is taken off the list does not go', async () => {
  const { queue, ends, calls, seen } = await three();
  void queue.start();
  await settle();
  queue.remove(queue.rows[1].id);
  ends.get('a')('done');
  await settle();
  assert.deepEqual(seen(), ['done: a 1.mp4', 'sending: c 3.mp4']);
  assert.ok(!calls.includes('send 2.mp4 to b'));
});

test('leaving the page loses films that wait, and nothing else', async () => {
  const { queue } = queueOf();
  await queue.addLinks([linkTo('a')]);
  assert.equal(queue.pending, false);
  await queue.addFilms([filmOf('x.mp4')]);
  assert.equal(queue.pending, true);
  queue.clear();
  assert.deepEqual([queue.pending, queue.rows], [false, []]);
});
