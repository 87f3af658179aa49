// One job on its page, as each status shows it, and the form that stays while the job moves on.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { buttonOf, place, type } from './fake_dom.js';
import { withValue } from '../../static/js/looks/look.js';
import * as lookViews from '../../static/js/views/looks/all.js';
import { PlanBook } from '../../static/js/making/plan_book.js';
import { Making } from '../../static/js/pages/making.js';
import { RecipeDraft } from '../../static/js/pages/recipe_draft.js';
import { renderJob } from '../../static/js/views/job/job.js';
import { settle } from './fakes.js';

const kJob = {
  id: 'j', status: 'META_READY', title: 'Mine', sourceUrl: 'https://youtu.be/x', videoId: 'x', sourceMeta: null, rightsConfirmedAt: 'x',
  r2SourceKey: null, source: null, recipe: { clips: [{ start: 0, end: 1 }] }, proposedClip: null, autoProcess: true, progress: null,
  attempts: 0, failure: null, warnings: [], createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', readyAt: null,
};
const kHere = { r2SourceKey: 'k', source: { fileName: 'film.mp4', sizeBytes: 10, durationSeconds: 60 } };
const kClip = { id: 'a', type: 'clip', label: 'One', start: 0, end: 1, sizeBytes: 1000, contentType: 'video/mp4' };
const kUpload = {
  phase: 'sending', sentBytes: 5e6, totalBytes: 1e7, bytesPerSecond: 1e6, secondsLeft: 5, partsDone: 1, partCount: 2, retries: 0,
  waitsFor: null, trouble: null, differences: [], wrongFile: false, error: null, mend: null,
};

/** The page of a job: `go` moves it on as an event of the server does. */
function pageOf(job, more = {}) {
  const root = place('main');
  const ordered = [];
  let page = null;
  const state = {
    job: { ...kJob, ...job }, artifacts: [], timeline: [], session: null, kept: null, held: null, upload: null, uploadName: 'film.mp4', elsewhere: null, refusedFile: '', problem: '', making: null,
    looks: { presets: [], removed: '', problem: '' }, lookViews, ...more,
  };
  const actions = new Proxy({}, { get: (_, name) => async (...given) => void ordered.push([name, ...given]) });
  const making = new Making({
    jobId: 'j', orders: { of: () => page?.order ?? null }, plans: new PlanBook({ plan: async () => ({ items: [] }) }, 'j'), notifier: { state: 'none' }, now: () => 0,
    onChange: () => drawn(), presets: () => [],
  });
  function drawn() {
    making.update(state.job, state.artifacts);
    state.making = making.state;
    renderJob(root, state, actions);
  }
  state.draft = new RecipeDraft(state.job, {
    save: async () => {}, hold: async () => page.go({ autoProcess: false }), onChange: drawn, note: { get: () => null, set: () => {} },
  });
  page = {
    root, state, ordered, order: null, draw: drawn,
    go(change) {
      state.job = { ...state.job, ...change };
      state.draft.follow(state.job);
      drawn();
    },
    region: (name) => root.querySelector(`[data-region=${name}]`),
    shown: () => root.querySelectorAll('[data-region]').filter((region) => region.localName === 'section' && !region.hidden).map((region) => region.getAttribute('data-region')),
    said: (name) => root.querySelector(`[data-say=${name}]`).textContent,
    mayOrder: () => buttonOf(root, 'Make these') !== null,
  };
  drawn();
  return page;
}

beforeEach(() => (document.focused = null));

test('each status shows what can be done in it, and nothing else', () => {
  const shown = (job, more) => pageOf(job, more).shown().filter((name) => name !== 'timeline');
  const failure = { code: 'internal', message: 'm', at: '' };
  assert.deepEqual(shown({ status: 'CREATED', title: null }), ['manual']);
  assert.deepEqual(shown({ rightsConfirmedAt: null }), ['rights', 'recipe', 'chapters']);
  assert.deepEqual(shown({ title: null }), ['manual', 'file', 'recipe', 'chapters']);
  assert.deepEqual(shown({ status: 'UPLOADING' }, { upload: kUpload }), ['transfer', 'recipe', 'chapters']);
  assert.deepEqual(shown({ status: 'UPLOADED', ...kHere }), ['working']);
  assert.deepEqual(shown({ status: 'PROCESSING', ...kHere }, { artifacts: [kClip] }), ['working', 'results']);
  assert.deepEqual(shown({ status: 'READY', ...kHere }), ['results', 'recipe']);
  assert.deepEqual(shown({ status: 'FAILED', failure }), ['failure']);
  assert.deepEqual(shown({ status: 'FAILED', failure, ...kHere }), ['failure', 'recipe']);
  assert.deepEqual(shown({ status: 'FAILED', failure: { ...failure, code: 'truncated' }, ...kHere }), ['failure']);
});

test('a job that is held shows its form, before its analysis, during it and behind it', () => {
  for (const status of ['UPLOADED', 'PROCESSING']) {
    const page = pageOf({ status, ...kHere, autoProcess: false });
    assert.deepEqual(page.shown().slice(0, 3), ['working', 'recipe', 'chapters'], status);
    assert.equal(page.region('working').querySelector('h2').textContent, 'Waiting for your choice');
    assert.equal(page.said('waits'), 'The file is here and waits for your choice.');
    assert.ok(page.mayOrder());
  }
});

test('the form stays under the fingers while the upload ends and the file is looked through', async () => {
  const page = pageOf({ status: 'UPLOADING' }, { upload: kUpload });
  const field = page.root.querySelector('#ranges');
  assert.deepEqual([page.said('waits'), page.mayOrder()], ['This is made as soon as the file is here.', false]);
  type(field, '0:10-0:2');
  await settle();
  assert.deepEqual([page.said('waits'), page.mayOrder()], ['Nothing is made before you press “Make these”.', true]);
  for (const change of [{ status: 'UPLOADED', ...kHere }, { status: 'PROCESSING' }, { status: 'UPLOADED' }]) {
    page.state.upload = null;
    page.go(change);
    assert.equal(page.root.querySelector('#ranges'), field);
    assert.equal(document.activeElement, field);
    type(field, `${field.value}1`);
  }
  assert.equal(page.state.draft.form.ranges, '0:10-0:2111');
  await page.state.draft.save();
});

test('what is made meanwhile comes below the form of who is choosing, and above it otherwise', () => {
  const below = (page) => page.region('recipe').nextElementSibling === page.region('results');
  const page = pageOf({ status: 'UPLOADED', ...kHere, autoProcess: false }, { artifacts: [{ ...kClip, type: 'storyboard', start: null, end: null }] });
  assert.equal(below(page), true);
  page.go({ status: 'READY', autoProcess: true });
  assert.equal(below(page), false);
  assert.equal(page.region('results').nextElementSibling, page.region('recipe'));
});

test('who is choosing keeps the form where somebody else has ordered, and cannot order before that is made', async () => {
  const page = pageOf({ status: 'UPLOADING' });
  type(page.root.querySelector('#ranges'), '0:10-0:20');
  await settle();
  page.go({ status: 'PROCESSING', ...kHere, autoProcess: true });
  assert.deepEqual([page.said('waits'), page.mayOrder()], ['Another choice is being made now. Yours can be made after it.', false]);
  page.go({ status: 'READY' });
  assert.deepEqual([page.root.querySelector('#ranges').value, page.mayOrder()], ['0:10-0:20', true]);
  await page.state.draft.save();
});

const roomOf = () => ({ element: document.createElement('div'), makePlace: document.createElement('div'), attached() {} });

test('what the room has of the form goes with it while things are made, and comes back with it', () => {
  const room = roomOf();
  const page = pageOf({ status: 'READY', ...kHere }, { room });
  const mayOrder = () => !room.makePlace.hidden && buttonOf(room.makePlace, 'Make these') !== null;
  assert.equal(mayOrder(), true);
  for (const status of ['UPLOADED', 'PROCESSING']) {
    page.go({ status });
    assert.equal(mayOrder(), false, status);
  }
  page.go({ status: 'READY' });
  assert.equal(mayOrder(), true);
});

test('between two looks of an order nothing else can be ordered: it would take the place of those that wait', async () => {
  const room = roomOf();
  const page = pageOf({ status: 'PROCESSING', ...kHere }, { room });
  const mayOrder = () => !room.makePlace.hidden && buttonOf(room.makePlace, 'Make these') !== null;
  const entry = (state) => ({ lookId: 'none', title: 'As it is', recipe: { clips: [] }, state, warnings: [], failure: null, since: '' });
  page.order = { id: 'o', startedAt: '', entries: [entry('done'), entry('waiting')] };
  page.go({ status: 'READY' });
  assert.deepEqual([mayOrder(), page.region('recipe').hidden], [false, true]);
  page.state.draft.change({ mode: 'none' });
  assert.deepEqual([mayOrder(), page.said('waits')], [false, 'Another choice is being made now. Yours can be made after it.']);
  page.order = { ...page.order, entries: [entry('done'), entry('done')] };
  page.draw();
  assert.deepEqual([mayOrder(), page.said('waits')], [true, '']);
  await page.state.draft.save();
});

test('a form that nobody touches goes with the end of the upload, and comes back for other clips', () => {
  const page = pageOf({ status: 'UPLOADING' });
  page.go({ status: 'UPLOADED', ...kHere });
  assert.deepEqual(page.shown().slice(0, 1), ['working']);
  assert.equal(page.region('recipe').children.length, 0);
  page.go({ status: 'READY' });
  assert.deepEqual([page.said('title'), page.mayOrder()], ['Make other clips', true]);
});

test('what is wrong with the times stands at the times, the rest below', async () => {
  const page = pageOf({});
  type(page.root.querySelector('#ranges'), '20-10');
  assert.match(page.said('times'), /ends before it starts/);
  assert.deepEqual([page.said('errors'), page.root.querySelector('#ranges').getAttribute('aria-invalid')], ['', 'true']);
  page.state.draft.change({ ranges: '10-20', looks: page.state.draft.form.looks.map((look) => withValue(look, ['outputs'], [], [])) });
  assert.deepEqual([page.said('times'), page.said('errors')], ['', 'Choose at least one kind of file for every look.']);
  await page.state.draft.save();
});

test('what another tab says of automatic clips is in the fields, and what is typed here stays', async () => {
  const page = pageOf({ recipe: { auto: { from: 'scenes', count: 3, maxSeconds: 20 } } });
  const [count, seconds] = ['count', 'maxSeconds'].map((name) => page.root.querySelector(`#auto-${name}`));
  page.state.draft.hear({ form: { ...page.state.draft.form, count: 7, maxSeconds: 15 } });
  assert.deepEqual([count.value, seconds.value], ['7', '15']);
  type(count, '');
  assert.deepEqual([count.value, page.root.querySelector('#auto-count') === count], ['', true]);
  await page.state.draft.save();
});

test('a choice made by another hand than the typing one is shown in the field', async () => {
  const page = pageOf({ sourceMeta: { chapters: [{ start: 5, end: 9, title: 'Two' }], durationSeconds: 60 } });
  buttonOf(page.region('chapters'), 'Add as clip').click();
  await settle();
  assert.equal(page.root.querySelector('#ranges').value, '0:00-0:01\n0:05-0:09 Two');
  await page.state.draft.save();
});

test('a description that is being pasted stays when the length of the film comes, and goes once it is taken', async () => {
  const page = pageOf({ sourceMeta: { chapters: [] } });
  const details = page.region('chapters').querySelector('details');
  const text = details.querySelector('textarea');
  details.open = true;
  type(text, '0:00 One');
  page.go({ ...kHere, sourceMeta: { chapters: [{ start: 0, end: null, title: 'Two' }] } });
  assert.deepEqual([page.region('chapters').querySelector('textarea') === text, text.value, details.open], [true, '0:00 One', true]);
  assert.notEqual(buttonOf(page.region('chapters'), 'Add as clip'), null, 'the chapters themselves are those of now');
  page.region('chapters').querySelector('form').dispatchEvent(Object.assign(new Event('submit', { cancelable: true })));
  await settle();
  assert.deepEqual([page.ordered.at(-1), text.value, details.open], [['giveDescription', '0:00 One'], '', false]);
});

test('the modes change the form, and the choice', async () => {
  const page = pageOf({});
  const choose = (id) => page.root.querySelector(id).dispatchEvent(new Event('change'));
  choose('#mode-none');
  assert.deepEqual([page.root.querySelector('#ranges'), page.state.draft.recipe().clips], [null, []]);
  choose('#mode-auto');
  const from = page.root.querySelector('#auto-from');
  from.value = 'even';
  from.dispatchEvent(new Event('change'));
  type(page.root.querySelector('#auto-count'), '3');
  assert.deepEqual(page.state.draft.recipe().auto, { from: 'even', count: 3, maxSeconds: 30 });
  const look = page.region('recipe').querySelector('details');
  look.open = true;
  look.dispatchEvent(new Event('toggle'));
  const gif = page.root.querySelector('#edit-none-gif');
  gif.checked = false;
  gif.dispatchEvent(new Event('change'));
  assert.deepEqual(page.state.draft.recipe().outputs, ['mp4', 'poster', 'storyboard']);
  await page.state.draft.save();
});

test('the focus goes on to the next step when the one that had it goes away', () => {
  const page = pageOf({ rightsConfirmedAt: null });
  page.root.querySelector('#rights').focus();
  page.go({ rightsConfirmedAt: 'x' });
  assert.equal(document.activeElement.textContent, 'The file');
});

test('where the cutting room is open, the focus that goes on does not scroll the film away', () => {
  const page = pageOf({ rightsConfirmedAt: null });
  const given = [];
  const elements = Object.getPrototypeOf(page.root);
  const { focus } = elements;
  elements.focus = function (options) {
    given.push(options?.preventScroll);
    focus.call(this);
  };
  page.root.querySelector('#rights').focus();
  page.state.room = { element: document.createElement('div'), attached() {} };
  page.go({ rightsConfirmedAt: 'x' });
  elements.focus = focus;
  assert.equal(given.at(-1), true);
});

test('the steps tell what is done, what is now, and where it failed', () => {
  const tones = (job) => pageOf(job).region('steps').querySelectorAll('li').map((step) => step.getAttribute('class'));
  assert.deepEqual(tones({ status: 'UPLOADING' }), ['done', 'done', 'current', 'ahead', 'ahead']);
  assert.deepEqual(tones({ status: 'READY', ...kHere }), ['done', 'done', 'done', 'done', 'done']);
  assert.deepEqual(tones({ status: 'FAILED', ...kHere, failure: { code: 'internal', message: 'm' } }), ['done', 'done', 'done', 'failed', 'ahead']);
  assert.deepEqual(tones({ status: 'FAILED', ...kHere, failure: { code: 'cancelled', message: 'm' } }), ['done', 'done', 'done', 'current', 'ahead']);
});

test('a failure leads on: another file, the same one again, or from the start', async () => {
  const cases = [
    ['truncated', kHere, 'Choose another file', 'chooseAnother'],
    ['internal', kHere, 'Try again', 'tryAgain'],
    ['cancelled', kHere, 'Make them now', 'tryAgain'],
    ['upload_aborted', { sourceMeta: { chapters: [] } }, 'Start over', 'tryAgain'],
    ['video_removed', {}, 'Try again', 'tryAgain'],
  ];
  for (const [code, more, label, action] of cases) {
    const page = pageOf({ status: 'FAILED', failure: { code, message: 'it broke', at: '' }, ...more });
    buttonOf(page.region('failure'), label)?.click();
    await settle();
    assert.deepEqual(page.ordered, [[action]], code);
  }
});

test('a file that waits for the choice says what is wrong with it', () => {
  const page = pageOf({});
  page.state.held = { file: { name: 'film.mp4' }, handle: null };
  page.state.draft.errors = ['“2-1” ends before it starts.'];
  page.draw();
  assert.match(page.said('held-back'), /“film.mp4” waits: “2-1” ends before it starts/);
});

test('a job that is not there says so, and leads back', () => {
  const root = place('main');
  renderJob(root, { job: null, problem: '' }, {});
  assert.equal(root.textContent, 'Reading…');
  renderJob(root, { job: null, problem: 'There is no such video here.' }, {});
  assert.match(root.textContent, /Not here.*no such video/);
  assert.equal(root.querySelector('a').getAttribute('href'), '#/');
});
