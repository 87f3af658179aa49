// How the screen follows a hand that moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ScrubPace } from '../../static/js/views/room/scrub_pace.js';
import { ManualClock } from './fakes.js';

/** A pace whose seeks end when the test says so. */
function openPace(rests = 3) {
  const clock = new ManualClock();
  const sought = [];
  const pace = new ScrubPace((time) => (sought.push(time), pace.began(rests)), { now: clock.now, setTimer: clock.setTimeout, clearTimer: clock.clearTimeout });
  const takes = (ms) => (clock.step(ms), pace.ended());
  /** The hand goes on, a place each 10 ms. */
  const moves = async (ms, from) => {
    for (let gone = 0; gone < ms; gone += 10) {
      pace.to(from + gone);
      await clock.advance(10);
    }
  };
  return { pace, clock, sought, takes, moves };
}

test('the first place is gone to at once, of those that come meanwhile the last alone', async () => {
  const { pace, clock, sought, takes } = openPace();
  for (const time of [1, 2, 3]) pace.to(time);
  assert.deepEqual(sought, [1]);
  takes(10);
  pace.to(4);
  assert.deepEqual(sought, [1]);
  await clock.advance(30);
  assert.deepEqual(sought, [1, 4]);
});

test('while the hand moves it rests thrice as long as a seek took, so that a quarter of the time goes to seeks', async () => {
  const { pace, sought, takes, moves } = openPace();
  pace.to(0);
  takes(40);
  await moves(110, 1000);
  assert.deepEqual(sought, [0]);
  await moves(20, 2000);
  assert.deepEqual(sought, [0, 2000]);
});

test('it does not rest for ever, and behind a still for as long as that took', async () => {
  for (const [rests, took, rest] of [[3, 4000, 300], [1, 150, 150]]) {
    const { pace, sought, takes, moves } = openPace(rests);
    pace.to(0);
    takes(took);
    await moves(rest - 10, 1000);
    assert.deepEqual(sought, [0]);
    await moves(20, 2000);
    assert.equal(sought.length, 2);
  }
});

test('a hand that stands is shown its place within a twelfth of a second, whatever the rest', async () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  takes(1000);
  pace.to(2);
  await clock.advance(79);
  pace.to(3);
  await clock.advance(79);
  assert.deepEqual(sought, [1]);
  await clock.advance(1);
  assert.deepEqual(sought, [1, 3]);
  pace.to(4);
  takes(1000);
  await clock.advance(80);
  assert.deepEqual(sought, [1, 3, 4], 'it stood while the seek went on');
  takes(1000);
  await clock.advance(1000);
  assert.equal(sought.length, 3, 'nothing is sought twice');
});

test('when the hand lets go its last place is gone to at once, within a rest and within a seek', async () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  takes(40);
  pace.to(2);
  pace.end();
  assert.deepEqual(sought, [1, 2]);
  pace.to(3);
  pace.end();
  assert.deepEqual(sought, [1, 2, 3]);
  takes(10);
  await clock.advance(1000);
  pace.end();
  assert.deepEqual(sought, [1, 2, 3], 'nothing is sought twice');
});

test('what was sought otherwise is not undone by a place of before', async () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  pace.to(2);
  pace.forget();
  takes(10);
  await clock.advance(1000);
  assert.deepEqual(sought, [1]);
});

test('while another seek is under way none is begun', async () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  takes(10);
  pace.began(3);
  pace.to(2);
  await clock.advance(1000);
  assert.deepEqual(sought, [1]);
  takes(10);
  await clock.advance(80);
  assert.deepEqual(sought, [1, 2]);
});
