import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../static/js/api.js';
import { lookOf, withValue } from '../../static/js/looks/look.js';
import { RecipeDraft } from '../../static/js/pages/recipe_draft.js';
import { settle, withManualTimers } from './fakes.js';

const kJob = { status: 'META_READY', autoProcess: true, recipe: null, proposedClip: null, source: null, sourceMeta: null };
const kClips = { clips: [{ start: 10, end: 25 }] };

/** A draft of a job that waits for its file, what was saved of it, how often it was held, and what a reload would find. */
function draftOf({ job = {}, save = async () => {}, hold = null, left = null, tell = () => {} } = {}) {
  const seen = { saved: [], holds: 0, note: left };
  const draft = new RecipeDraft({ ...kJob, ...job }, {
    save: async (recipe) => void (await save(recipe), seen.saved.push(recipe)),
    async hold() {
      seen.holds += 1;
      await (hold?.() ?? Promise.resolve().then(() => draft.follow({ ...kJob, ...job, autoProcess: false })));
    },
    onChange: () => {},
    note: { get: () => seen.note, set: (value) => (seen.note = structuredClone(value)) },
    tell,
  });
  return { draft, seen };
}

/** Resolves what it makes when told. */
function gate() {
  let open;
  const shut = new Promise((resolve) => (open = resolve));
  return { open, wait: () => shut };
}

test('a wrong range is not settled and not saved, and lies in the times', async () => {
  const { draft, seen } = draftOf();
  draft.change({ mode: 'hand', ranges: '25-10' });
  assert.equal(await draft.settled(), false);
  assert.deepEqual(seen.saved, []);
  assert.match(draft.timesErrors.join(), /ends before it starts/);
  draft.change({ ranges: '10-25' });
  assert.equal(await draft.settled(), true);
  assert.deepEqual([draft.errors, draft.timesErrors], [[], []]);
  assert.deepEqual(seen.saved, [kClips]);
});

test('what is wrong beside the times is no error of the times', async () => {
  const { draft } = draftOf();
  draft.setLook(withValue(draft.look('none'), ['outputs'], [], []));
  assert.equal(await draft.settled(), false);
  assert.deepEqual([draft.errors.length, draft.timesErrors.length], [1, 0]);
});

test('what could not be saved is not settled, and says why', async () => {
  const { draft } = draftOf({ save: () => Promise.reject(new Error('The server cannot be reached.')) });
  draft.change({ mode: 'none' });
  assert.equal(await draft.settled(), false);
  assert.deepEqual(draft.errors, ['The server cannot be reached.']);
});

test('what the end of the upload kept from being saved is no fault: it goes with the order', async () => {
  const { draft } = draftOf({ save: () => Promise.reject(new ApiError(409, { code: 'wrong_status' })) });
  draft.change({ mode: 'none' });
  await draft.save();
  assert.deepEqual(draft.errors, []);
  const given = [];
  await draft.order(async (recipes) => void given.push(...recipes.map(({ recipe }) => recipe)));
  assert.deepEqual(given, [{ clips: [] }]);
});

test('a hold that was refused is asked for again, by the next change and after a reload', async () => {
  const { draft, seen } = draftOf({ hold: () => Promise.reject(new ApiError(401, { code: 'unauthenticated' })) });
  draft.change({ mode: 'none' });
  await settle();
  assert.deepEqual([seen.holds, seen.note.held], [1, false]);
  draft.change({ mode: 'auto' });
  await settle();
  assert.equal(seen.holds, 2);
  const again = draftOf({ left: seen.note });
  await settle();
  assert.deepEqual([again.seen.holds, again.seen.note.held], [1, true]);
});

test('a form that is touched while nothing can start waits for nothing once work goes on', () => {
  const { draft, seen } = draftOf({ job: { status: 'FAILED' } });
  draft.change({ mode: 'none' });
  draft.follow({ ...kJob, status: 'PROCESSING' });
  assert.deepEqual([draft.waits, seen.holds], [false, 0]);
});

test('what nobody touched is settled as it is, and goes on by itself', async () => {
  const { draft, seen } = draftOf();
  assert.equal(await draft.settled(), true);
  assert.deepEqual([draft.touched, draft.waits, seen.holds], [false, false, 0]);
});

test('the clip that a link proposes is saved without a person, and holds nothing', async () => {
  const { draft, seen } = draftOf({ job: { proposedClip: { start: 10, end: 25 } } });
  await draft.save();
  assert.deepEqual([seen.saved, draft.touched, draft.waits, seen.holds], [[kClips], false, false, 0]);
});

test('the first touch holds the job at once, and the next ones need not', async () => {
  const { draft, seen } = draftOf();
  draft.change({ mode: 'hand' });
  await settle();
  draft.change({ ranges: '1' });
  draft.change({ ranges: '10' });
  assert.deepEqual([draft.touched, draft.waits, seen.holds], [true, true, 1]);
  await draft.save();
});

test('it waits from the touch on, before the server has answered', () => {
  const { draft } = draftOf({ hold: () => new Promise(() => {}) });
  draft.change({ mode: 'none' });
  assert.equal(draft.waits, true);
});

test('a finished job has nothing to hold', () => {
  for (const status of ['READY', 'FAILED']) {
    const { draft, seen } = draftOf({ job: { status } });
    draft.change({ mode: 'none' });
    assert.deepEqual([draft.touched, seen.holds], [true, 0], status);
  }
});

test('what is typed stays through the end of the upload, and through what else is saved of the job', async () => {
  const { draft } = draftOf();
  draft.change({ mode: 'hand', ranges: '10-25\n' });
  await draft.save();
  for (const status of ['UPLOADING', 'UPLOADED', 'PROCESSING', 'UPLOADED']) {
    draft.follow({ ...kJob, status, autoProcess: false, recipe: kClips });
    draft.follow({ ...kJob, status, autoProcess: false, recipe: {} });
    assert.equal(draft.form.ranges, '10-25\n', status);
  }
});

test('what nobody touched follows the job', () => {
  const { draft } = draftOf();
  draft.follow({ ...kJob, recipe: kClips });
  assert.deepEqual([draft.form.mode, draft.form.ranges], ['hand', '0:10-0:25']);
});

test('an order gives what is chosen, and with it the form is as nobody touched it', async () => {
  const { draft, seen } = draftOf();
  draft.change({ mode: 'hand', ranges: '10-25' });
  const given = [];
  await draft.order(async (recipes) => void given.push(...recipes.map(({ recipe }) => recipe)));
  draft.follow({ ...kJob, recipe: kClips });
  assert.deepEqual(given, [kClips]);
  assert.deepEqual([draft.touched, draft.waits, seen.note.ordered], [false, false, true]);
  await draft.save();
  assert.deepEqual(seen.saved, [], 'it is saved by the order');
});

test('a form that is not right orders nothing and says so', async () => {
  const { draft } = draftOf();
  draft.change({ mode: 'hand', ranges: '25-10' });
  await assert.rejects(draft.order(() => assert.fail('ordered')), /25-10.* ends before it starts/);
  assert.equal(draft.touched, true);
});

test('an order that fails leaves everything as it was', async () => {
  const { draft, seen } = draftOf();
  draft.change({ mode: 'none' });
  await assert.rejects(draft.order(() => Promise.reject(new Error('away'))), /away/);
  assert.deepEqual([draft.touched, draft.waits, seen.note.form.mode], [true, true, 'none']);
  await draft.save();
});

test('an order waits for what is being saved: the older choice does not land behind it', async () => {
  const saving = gate();
  const order = [];
  const { draft } = draftOf({ save: () => saving.wait().then(() => order.push('saved')) });
  draft.change({ mode: 'none' });
  void draft.save();
  await settle();
  const ordered = draft.order(async () => void order.push('ordered'));
  await settle();
  assert.deepEqual(order, []);
  saving.open();
  await ordered;
  assert.deepEqual(order, ['saved', 'ordered']);
});

test('two saves do not overtake each other', async () => {
  const first = gate();
  const waits = [first.wait];
  const landed = [];
  const { draft } = draftOf({ save: async (recipe) => void (await waits.shift()?.(), landed.push(recipe.clips.length)) });
  draft.change({ mode: 'none' });
  void draft.save();
  await settle();
  draft.change({ mode: 'hand', ranges: '10-25' });
  const second = draft.save();
  await settle();
  first.open();
  await second;
  assert.deepEqual(landed, [0, 1]);
});

test('what is chosen while the order is on its way is not in it, and holds the job again', async () => {
  const { draft, seen } = draftOf();
  draft.change({ mode: 'hand', ranges: '10-25' });
  await settle();
  const sent = gate();
  const ordered = draft.order(() => sent.wait());
  await settle();
  draft.follow({ ...kJob, recipe: kClips });
  draft.change({ ranges: '10-26' });
  assert.equal(seen.holds, 1, 'not before the order is answered');
  sent.open();
  await ordered;
  assert.deepEqual([draft.touched, draft.form.ranges, seen.holds, seen.note.form.ranges], [true, '10-26', 2, '10-26']);
  await draft.save();
});

test('a reload finds what was typed, also what is not right yet', () => {
  const before = draftOf();
  before.draft.change({ mode: 'hand', ranges: '25-1' });
  const { draft } = draftOf({ left: before.seen.note, job: { status: 'UPLOADED', autoProcess: false, recipe: kClips } });
  assert.deepEqual([draft.form.mode, draft.form.ranges, draft.touched, draft.timesErrors.length], ['hand', '25-1', true, 1]);
});

test('a reload before the server has answered holds the job again; after that it is for others to order', async () => {
  const before = draftOf();
  before.draft.change({ mode: 'none' });
  const unanswered = structuredClone(before.seen.note);
  assert.equal(draftOf({ left: unanswered }).seen.holds, 1);
  await settle();
  const after = draftOf({ left: before.seen.note });
  assert.deepEqual([after.draft.touched, after.draft.waits, after.seen.holds], [true, false, 0]);
});

test('it saves by itself a moment after the last change', () =>
  withManualTimers(async (clock) => {
    const { draft, seen } = draftOf();
    draft.change({ mode: 'hand', ranges: '10-2' });
    await clock.advance(599);
    draft.change({ ranges: '10-25' });
    await clock.advance(599);
    assert.equal(draft.saved, 'unsaved');
    await clock.advance(1);
    assert.deepEqual([draft.saved, seen.saved], ['saved', [kClips]]);
  }));

test('another tab shows what is chosen here, keeps it through a reload, and knows when it was ordered', async () => {
  const other = draftOf({ job: { recipe: { clips: [] } } });
  const { draft } = draftOf({ tell: (left) => other.draft.hear(structuredClone(left)) });
  draft.change({ mode: 'hand', ranges: '10-25', marks: [{ start: 10, end: 25 }] });
  assert.equal(other.draft.form.ranges, '10-25');
  assert.equal(other.draft.touched, true);
  assert.equal(other.seen.note.form.ranges, '10-25');
  await draft.order(async () => {});
  assert.equal(other.draft.touched, false);
  assert.equal(other.seen.note.ordered, true);
  assert.equal(other.seen.holds, 0, 'the tab in which it is chosen asks the server');
  assert.deepEqual(other.seen.saved, []);
});

test('marks are ordered to the frame, although the text has milliseconds; typed over, the text counts', () => {
  const { draft } = draftOf();
  const marks = [{ start: 31 / 30, end: 62 / 30, focus: { x: 0.2, y: 0.5 } }];
  draft.change({ mode: 'hand', marks, ranges: '0:01.033-0:02.067' });
  assert.deepEqual(draft.recipe().clips, marks);
  draft.change({ ranges: '0:01.033-0:02.066' });
  assert.deepEqual(draft.recipe().clips, [{ start: 1.033, end: 2.066 }]);
});

test('a range that reaches past the end is said, and is made all the same', () => {
  const { draft } = draftOf({ job: { source: { durationSeconds: 300 } } });
  draft.change({ mode: 'hand', ranges: '4:59-6:00' });
  assert.deepEqual(draft.errors, []);
  assert.match(draft.timesHints.join(), /past the end of the video \(5:00\): that clip lasts 0:01/);
  draft.change({ ranges: '4:50-5:00' });
  assert.deepEqual(draft.timesHints, []);
});

test('what the API set and the form does not show stays: presets, settings and every kind of file', () => {
  const recipe = { preset: 'vertical', outputs: ['mp4', 'webp', 'waveform', 'captions'], mp4: { crf: 18 }, sound: { mix: true }, captions: { burn: true } };
  const { draft } = draftOf({ job: { recipe } });
  const [look] = draft.chosen;
  draft.setLook(withValue(look, ['outputs'], ['mp4', 'gif', 'webp', 'waveform', 'captions'], draft.presets));
  assert.deepEqual(draft.recipe(), { ...recipe, outputs: ['mp4', 'gif', 'webp', 'waveform', 'captions'] });
});

const kPresets = [
  { name: 'vertical', title: 'Vertical', recipe: { outputs: ['mp4', 'poster'], mp4: { aspect: '9:16' } } },
  { name: 'docs-gif', title: 'GIF', recipe: { outputs: ['gif', 'poster'] } },
];

test('a look brings its files along, and what is added to them is asked for', () => {
  const { draft } = draftOf();
  draft.usePresets(kPresets);
  draft.change({ looks: [{ ...lookOf('preset:docs-gif', kPresets), on: true }] });
  assert.deepEqual(draft.recipe(), { preset: 'docs-gif' });
  draft.setLook(withValue(draft.look('preset:docs-gif'), ['outputs'], ['mp4', 'gif', 'poster'], kPresets));
  assert.deepEqual(draft.recipe(), { preset: 'docs-gif', outputs: ['mp4', 'gif', 'poster'] });
  draft.setLook(withValue(draft.look('preset:docs-gif'), ['outputs'], ['poster', 'gif'], kPresets));
  assert.deepEqual(draft.recipe(), { preset: 'docs-gif' }, 'what holds anyway is not said');
});

test('several looks are several recipes of the same clips, and the job keeps the first', async () => {
  const { draft, seen } = draftOf();
  draft.usePresets(kPresets);
  draft.change({ mode: 'hand', ranges: '10-25' });
  draft.setLook({ ...draft.look('preset:vertical'), on: true });
  draft.setLook({ ...draft.look('page:square'), on: true });
  await draft.save();
  assert.deepEqual(seen.saved, [kClips]);
  const given = [];
  await draft.order(async (recipes) => void given.push(...recipes.map(({ recipe }) => recipe)));
  assert.deepEqual(given.map(({ preset, mp4, clips }) => [preset ?? mp4?.aspect ?? '', clips]), [['', kClips.clips], ['vertical', kClips.clips], ['1:1', kClips.clips]]);
});

test('the looks that were ordered are there after a reload, whichever the job has come to; another order counts more', async () => {
  const before = draftOf();
  before.draft.usePresets(kPresets);
  before.draft.change({ mode: 'none' });
  before.draft.setLook({ ...before.draft.look('preset:vertical'), on: true });
  await before.draft.order(async () => {});
  const looks = (recipe) => draftOf({ left: before.seen.note, job: { status: 'READY', recipe } }).draft.chosen.map(({ id }) => id);
  assert.deepEqual(looks({ clips: [], preset: 'vertical' }), ['none', 'preset:vertical']);
  assert.deepEqual(looks({ clips: [] }), ['none', 'preset:vertical']);
  assert.deepEqual(looks({ clips: [], mp4: { crf: 30 } }), ['kept']);
});

test('while the looks of an order are made one after the other, all of them stay chosen', async () => {
  const { draft } = draftOf();
  draft.usePresets(kPresets);
  draft.change({ mode: 'none' });
  draft.setLook({ ...draft.look('preset:vertical'), on: true });
  await draft.order(async () => {});
  draft.follow({ ...kJob, status: 'PROCESSING', recipe: { clips: [], preset: 'vertical' } });
  assert.deepEqual(draft.chosen.map(({ id }) => id), ['none', 'preset:vertical']);
});

test('a recipe that says what one of one’s own looks says is called by its name once the looks are known', () => {
  const own = { name: 'talks', title: 'Talks', recipe: { mp4: { loudness: -16 } }, own: true };
  const { draft } = draftOf({ job: { recipe: { mp4: { loudness: -16 } } } });
  assert.equal(draft.chosen[0].id, 'kept');
  draft.usePresets([...kPresets, own]);
  assert.equal(draft.chosen[0].id, 'own:talks');
  assert.deepEqual(draft.recipe(), { mp4: { loudness: -16 } });
});

test('no look, or one without files, is no recipe and says so', () => {
  const { draft } = draftOf();
  draft.setLook({ ...draft.look('none'), on: false });
  assert.equal(draft.recipe(), null);
  assert.match(draft.errors.join(), /at least one look/);
});
