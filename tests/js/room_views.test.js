import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FileStrips, ServerStrips } from '../../static/js/views/room/film_strips.js';
import { rateOf, remembered } from '../../static/js/views/room/pictures.js';
import { place } from './fake_dom.js';
import { ApiError } from '../../static/js/api.js';
import { sumText } from '../../static/js/looks/look_words.js';
import { PlanBook } from '../../static/js/making/plan_book.js';
import { screenNote } from '../../static/js/views/room/room_words.js';
import { SoundPeaks } from '../../static/js/views/room/sound_peaks.js';
import { FrameTimes } from '../../static/js/room/frame_times.js';
import { RoomPlan } from '../../static/js/pages/room_plan.js';
import { settle, withManualTimers } from './fakes.js';
import { renderSuggestions } from '../../static/js/views/room/suggestions.js';

const micros = (seconds) => Math.round(seconds * 1e6) / 1e6;

test('the rate of a film is told from the times of its pictures, also where some were left out', () => {
  for (const rate of [24, 25, 30, 60, 24000 / 1001, 30000 / 1001]) {
    const times = [0, 1, 2, 4, 5, 8, 9, 10, 12, 13, 14, 15].map((n) => micros(n / rate));
    assert.equal(rateOf(times), rate);
  }
  assert.ok(Math.abs(rateOf([0, 0.08, 0.16, 0.24]) - 12.5) < 1e-9);
  assert.equal(rateOf([1]), null);
  assert.equal(rateOf([1, 1]), null);
});

test('a picture is asked for once, and again where it could not be had', async () => {
  let asked = 0;
  const pictureOf = remembered(async (time) => {
    asked += 1;
    if (asked === 2) throw new Error('away');
    return `picture ${time}`;
  });
  assert.equal(await pictureOf(1), 'picture 1');
  assert.equal(await pictureOf(1), 'picture 1');
  assert.equal(asked, 1);
  await assert.rejects(pictureOf(2));
  assert.equal(await pictureOf(2), 'picture 2');
  assert.equal(asked, 3);
});

/** Stands for the browser's Image: each is there at once, 20 pixels a tile. */
function withImages(run) {
  const { Image } = globalThis;
  globalThis.Image = class extends EventTarget {
    naturalHeight = 10;
    set src(url) {
      this.url = url;
      this.naturalWidth = 20 * Number(url.split(' ')[2]);
      this.dispatchEvent(new Event('load'));
    }
  };
  try {
    run();
  } finally {
    globalThis.Image = Image;
  }
}

test('every picture along the timeline is of where its tile begins, whatever a tile’s length', () => {
  withImages(() => {
    const strips = new ServerStrips({ urlOf: (start, end, count) => `${start} ${end} ${count}`, duration: 300, onCome: () => {} });
    for (const seconds of [17.067, 34.133, 0.6, 1 / 30]) {
      strips.at(0, seconds);
      for (const n of [0, 1, 7, 8, 19, 20, 21].filter((each) => each * seconds < 300)) {
        strips.at(n * seconds, seconds);
        const { image, sx } = strips.at(n * seconds, seconds);
        const [start, end, count] = image.url.split(' ').map(Number);
        assert.ok(Math.abs(start + ((sx / 20) * (end - start)) / count - n * seconds) < 1e-6, `${n} of ${seconds}`);
      }
    }
  });
});

test('of a file on this machine, each tile is drawn from where it begins, and a longer tile stands in until then', async () => {
  const drawn = [];
  const strips = new FileStrips({ draw: async (time) => (drawn.push(time), { width: 1, height: 1, time }), onCome: () => {} });
  assert.equal(strips.at(40, 20), null);
  await settle();
  assert.equal(strips.at(50, 10).image.time, 40, 'the tile twice as long begins there');
  await settle();
  assert.equal(strips.at(50, 10).image.time, 50);
  assert.deepEqual(drawn, [40, 50]);
});

test('peaks come in blocks that are asked for once; a coarser one stands in, and nothing is asked behind the end', async () => {
  const asked = [];
  let come = 0;
  const read = async (start, end, points) => {
    asked.push([start, end, points]);
    return { min: new Array(points).fill(-0.5), max: new Array(points).fill(0.5) };
  };
  const peaks = new SoundPeaks({ read, duration: 20, onCome: () => (come += 1) });
  assert.equal(peaks.get(0, 16, 512), null);
  assert.deepEqual(asked, [[0, 16, 512]]);
  await settle();
  assert.equal(come, 1);
  assert.equal(peaks.get(0, 16, 512).max[100], 0.5);
  assert.equal(peaks.get(2, 4, 512).min[3], -0.5, 'the coarse block until the fine ones are there');
  await settle();
  peaks.get(16, 32, 512);
  await settle();
  assert.deepEqual(asked.at(-1), [16, 20, 128]);
});

test('the plan is asked for a moment after the last change, and an answer that is out of date is dropped', () =>
  withManualTimers(async (clock) => {
    const answers = [];
    let come = 0;
    const book = new PlanBook({ plan: (_job, recipe) => new Promise((resolve) => answers.push({ recipe, resolve })) }, 'j');
    const plan = new RoomPlan(book, () => (come += 1));
    const item = (end) => ({ type: 'clip', label: null, start: 1, end, method: 'smart', reason: null, settings: 's', expectedBytes: 100, expectedSeconds: 2 });
    const ask = (end) => plan.ask([{ id: 'none', recipe: { clips: [{ start: 1, end }] } }]);
    ask(2);
    ask(3);
    await clock.advance(600);
    assert.equal(answers.length, 1);
    ask(4);
    answers[0].resolve({ items: [item(3)] });
    await clock.advance(600);
    assert.equal(come, 0);
    answers[1].resolve({ items: [item(4), { ...item(4), type: 'gif' }] });
    await settle();
    assert.equal(come, 1);
    assert.equal(plan.of({ start: 1, end: 4 }, 'none').method, 'smart');
    assert.equal(plan.of({ start: 1, end: 3 }, 'none'), null);
    assert.deepEqual(plan.total, { files: 2, bytes: 200, seconds: 4 });
    ask(3);
    assert.equal(plan.of({ start: 1, end: 3 }, 'none').method, 'smart', 'it was asked before');
    await clock.advance(600);
    assert.equal(answers.length, 2);
    plan.ask(null);
    assert.equal(plan.total, null);
  }));

test('several looks are planned one after the other; what they share is counted once, and a look that cannot be planned says why', () =>
  withManualTimers(async (clock) => {
    const asked = [];
    const clip = { type: 'clip', label: null, start: 1, end: 2, method: 'exact', reason: null, expectedBytes: 100, expectedSeconds: 2 };
    const poster = { ...clip, type: 'poster', method: 'render', settings: 'p', expectedBytes: 10, expectedSeconds: 1 };
    const book = new PlanBook({
      async plan(_job, recipe) {
        asked.push(recipe.preset);
        if (recipe.preset === 'broken') throw new ApiError(422, { code: 'invalid_recipe', detail: 'Give it another shape.' });
        return { items: [{ ...clip, settings: recipe.preset }, poster], warnings: [] };
      },
    }, 'j');
    const plan = new RoomPlan(book, () => {});
    plan.ask(['web', 'vertical', 'broken'].map((preset) => ({ id: preset, recipe: { preset } })));
    await clock.advance(600);
    assert.deepEqual(asked, ['web', 'vertical', 'broken']);
    assert.deepEqual(plan.costOf('vertical'), { files: 2, bytes: 110, seconds: 3 });
    assert.deepEqual(plan.total, { files: 3, bytes: 210, seconds: 5 });
    assert.ok(plan.look('broken').problem.length > 0);
    assert.equal(plan.costOf('broken'), null);
  }));

test('where the server could not tell what it would make it is asked again a while later, until it tells', () =>
  withManualTimers(async (clock) => {
    let asked = 0;
    const item = { type: 'clip', label: null, start: 1, end: 2, settings: 's', expectedBytes: 100, expectedSeconds: 2 };
    const book = new PlanBook({
      async plan() {
        asked += 1;
        if (asked < 3) throw new ApiError(503, { code: 'busy', detail: 'Later.' });
        return { items: [item] };
      },
    }, 'j');
    const looks = [{ id: 'web', recipe: { preset: 'web' } }];
    const plan = new RoomPlan(book, () => plan.ask(looks));
    plan.ask(looks);
    await clock.advance(600);
    assert.deepEqual([asked, plan.total], [1, null]);
    await clock.advance(5000);
    assert.deepEqual([asked, plan.total], [2, null]);
    await clock.advance(9000);
    assert.equal(asked, 2, 'less and less often');
    await clock.advance(1000);
    assert.deepEqual([asked, plan.total], [3, { files: 1, bytes: 100, seconds: 2 }]);
    await clock.advance(60_000);
    assert.equal(asked, 3);
    asked = 0;
    book.follow('another film');
    plan.forget();
    plan.ask(looks);
    assert.equal(plan.total, null, 'it was of another film');
    await clock.advance(600);
    assert.equal(asked, 1);
    plan.close();
    await clock.advance(60_000);
    assert.equal(asked, 1);
  }));

test('a plan that is refused is not asked for again by itself, and a server that asks for a pause gets it', () =>
  withManualTimers(async (clock) => {
    const asked = { gone: 0, busy: 0 };
    const refusals = { gone: new ApiError(409, { code: 'source_missing', detail: 'Gone.' }), busy: new ApiError(429, { code: 'rate_limited', detail: 'Later.' }, 60) };
    const book = new PlanBook({ plan: async (_job, { preset }) => (asked[preset] += 1) && Promise.reject(refusals[preset]) }, 'j');
    const plan = new RoomPlan(book, () => {});
    plan.ask(['gone', 'busy'].map((id) => ({ id, recipe: { preset: id } })));
    await clock.advance(600);
    await clock.advance(59_000);
    assert.deepEqual(asked, { gone: 1, busy: 1 });
    await clock.advance(1000);
    assert.deepEqual(asked, { gone: 1, busy: 2 });
    await clock.advance(3_600_000);
    assert.ok(asked.busy < 20, 'at most every five minutes');
    plan.close();
  }));

test('an answer about the film before is not taken for the one that is here now', () =>
  withManualTimers(async (clock) => {
    const answers = [];
    const book = new PlanBook({ plan: () => new Promise((resolve) => answers.push(resolve)) }, 'j');
    const plan = new RoomPlan(book, () => {});
    const looks = [{ id: 'web', recipe: { preset: 'web' } }];
    const items = (expectedBytes) => ({ items: [{ type: 'clip', label: null, start: 1, end: 2, settings: 's', expectedBytes, expectedSeconds: 2 }] });
    book.follow('one film');
    plan.ask(looks);
    await clock.advance(600);
    book.follow('another film');
    plan.forget();
    plan.ask(looks);
    await clock.advance(600);
    answers[0](items(1)); // while the same is asked about the other
    await settle();
    assert.deepEqual([plan.total, book.known(looks[0].recipe)], [null, null]);
    answers[1](items(2));
    await settle();
    assert.equal(plan.total.bytes, 2);
  }));

test('the last picture of a clip is the one before its end, and at the film’s end the film’s last', () => {
  const frames = new FrameTimes({ frameRate: 30, duration: 12 });
  assert.equal(frames.index(frames.before(2)), 59);
  assert.equal(frames.index(frames.before(2.01)), 60);
  assert.equal(frames.index(frames.before(12)), 359);
  assert.equal(frames.index(frames.before(0)), 0);
});

test('what the browser cannot play is named, and silence without an error is said', () => {
  const source = { videoCodec: 'hevc', audioCodec: 'eac3' };
  assert.match(screenNote({ mode: 'stills', hasFile: true, isMute: false, source }), /\(HEVC\)/);
  assert.match(screenNote({ mode: 'film', hasFile: false, isMute: false, source }), /no EAC3 sound/);
  assert.equal(screenNote({ mode: 'film', hasFile: true, isMute: false, source: { videoCodec: 'h264', audioCodec: 'aac' } }), '');
  assert.equal(screenNote({ mode: 'film', hasFile: true, isMute: false, source: null }), '');
  assert.match(screenNote({ mode: 'none', hasFile: true, isMute: false, source: null }), /until then marks can be typed/);
  assert.equal(screenNote({ mode: 'none', hasFile: false, isMute: false, source: null }), '');
});

test('the sum says how many clips, looks and files, how large and how long', () => {
  const sum = (mode, clips, looks, total) => sumText({ mode, clips, looks, total });
  assert.equal(sum('hand', 1, 1, null), '1 clip');
  assert.equal(sum('hand', 3, 2, { files: 6, bytes: 14_200_000, seconds: 6.4 }), '3 clips × 2 looks · 6 files · 14 MB · about 7 s');
  assert.equal(sum('auto', 0, 1, null), 'Clips are chosen automatically');
});

test('a chapter with another title at the same times is shown by it', () => {
  const root = place();
  const given = { state: 'there', reason: '', taken: () => false, take() {}, look() {}, again() {}, pictureOf: null };
  for (const label of ['Before', 'After']) renderSuggestions(root, { ...given, proposals: [{ kind: 'chapter', start: 0, end: 5, label }] });
  assert.match(root.textContent, /After/);
});
