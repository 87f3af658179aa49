// How the screen follows a hand that moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ScrubPace } from '../../static/js/views/room/scrub_pace.js';
import { FakeClock } from './timeline_fakes.js';

/** A pace whose seeks end when the test says so. */
function openPace() {
  const clock = Object.assign(new FakeClock(), { time: 0, now: () => clock.time, rests: [] });
  const { setTimer } = clock;
  clock.setTimer = (work, ms) => (clock.rests.push(ms), setTimer(work));
  const sought = [];
  const pace = new ScrubPace((time) => (sought.push(time), pace.began()), clock);
  const takes = (ms) => ((clock.time += ms), pace.ended());
  return { pace, clock, sought, takes };
}

test('the first place is gone to at once, of those that come meanwhile the last alone', () => {
  const { pace, clock, sought, takes } = openPace();
  for (const time of [1, 2, 3]) pace.to(time);
  assert.deepEqual(sought, [1]);
  takes(40);
  pace.to(4);
  assert.deepEqual(sought, [1]);
  clock.ring();
  assert.deepEqual(sought, [1, 4]);
});

test('it rests for as long as a seek took, but not for ever', () => {
  const { pace, clock, takes } = openPace();
  pace.to(1);
  takes(40);
  clock.ring();
  pace.to(2);
  takes(4000);
  assert.deepEqual(clock.rests, [40, 150]);
});

test('when the hand lets go its last place is gone to at once, within a rest and within a seek', () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  takes(40);
  pace.to(2);
  pace.end();
  assert.deepEqual([sought, clock.timers.size], [[1, 2], 0]);
  pace.to(3);
  pace.end();
  assert.deepEqual(sought, [1, 2, 3]);
  takes(10);
  clock.ring();
  pace.end();
  assert.deepEqual(sought, [1, 2, 3], 'nothing is sought twice');
});

test('what was sought otherwise is not undone by a place of before', () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  pace.to(2);
  pace.forget();
  takes(10);
  clock.ring();
  assert.deepEqual(sought, [1]);
});

test('while another seek is under way none is begun', () => {
  const { pace, clock, sought, takes } = openPace();
  pace.to(1);
  takes(10);
  pace.began();
  pace.to(2);
  clock.ring();
  assert.deepEqual(sought, [1]);
  takes(10);
  clock.ring();
  assert.deepEqual(sought, [1, 2]);
});
