// The pages beside that of one job: the list with its search, settings, the ways in; and what their views say.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place, type } from './fake_dom.js';
import { openEntry } from '../../static/js/pages/entry.js';
import { openHome } from '../../static/js/pages/home.js';
import { openSettings } from '../../static/js/pages/settings.js';
import { renderStoryboard } from '../../static/js/views/storyboard_view.js';
import { renderTimeline } from '../../static/js/views/job/timeline.js';
import { settle, withManualTimers } from './fakes.js';

const { setInterval } = globalThis;
globalThis.setInterval = (...given) => setInterval(...given).unref(); // a test that fails does not close its page

/** Streams that the test speaks on. */
const streams = [];
globalThis.EventSource = class {
  readyState = 0;
  on = {};
  constructor() {
    streams.push(this);
  }
  addEventListener(kind, run) {
    this.on[kind] = run;
  }
  close() {}
  say(kind, data) {
    this.on[kind]({ data: JSON.stringify(data) });
  }
};

const submit = async (form) => {
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await settle();
};

const job = (id, more = {}) => ({
  id, status: 'READY', title: `Film ${id}`, videoId: 'x', autoProcess: true, rightsConfirmedAt: 'x', r2SourceKey: 'k', sourceMeta: null,
  progress: null, failure: null, createdAt: '2026-01-01T00:00:00Z', ...more,
});

const kAny = { q: '', status: '', sort: 'newest' };
const placesAt = (place = {}, said = []) => ({ key: 'k', said, open: () => ({ looked: kAny, left: null, count: 0, anchor: null, focus: '', ...place }), look: (looked) => said.push(looked), leave: (_, left) => said.push(left), note() {} });

/** The first page, and a server with these pages of jobs. */
async function openList(...pages) {
  const uploads = { get: (id) => (id === 'sent' ? { state: { sentBytes: 42, totalBytes: 100 } } : null), forgetFile: async () => {} };
  const places = placesAt();
  const root = place('main');
  const asked = [];
  const made = [];
  const api = {
    jobs: async (query) => (asked.push(query), pages[query.cursor ? 1 : 0] ?? { items: [], nextCursor: null }),
    createJob: async (url, key) => (made.push({ url, key }), made.length === 1 ? Promise.reject(new Error('lost')) : job('new')),
    usage: () => Promise.reject(new Error('not here')),
    change: async (id, { title }) => job(id, { title, updatedAt: '9' }),
    deleteJob: async (id) => void deleted.push(id),
  };
  const deleted = [];
  const went = [];
  const page = openHome(root, { api, go: (hash) => went.push(hash), uploads, places, queue: { rows: [] } });
  await settle();
  return { root, asked, made, went, deleted, page, api, places, stream: streams.at(-1), rows: () => root.querySelectorAll('.job-title').map((row) => row.textContent) };
}

test('the list shows one status, and what was looked for is found again; its rows say length, size and what was sent', async () => {
  const source = { durationSeconds: 299.6, sizeBytes: 230_000_000 };
  const list = await openList({ items: [job('sent', { status: 'UPLOADING', source })], nextCursor: null });
  assert.match(list.root.textContent, /5:00\s· 230\sMB/);
  assert.match(list.root.textContent, /Uploading 42%/);
  const choice = list.root.querySelector('select');
  choice.value = 'READY';
  choice.dispatchEvent(new Event('change'));
  await settle();
  assert.deepEqual(list.asked.at(-1), { ...kAny, status: 'READY', cursor: '', limit: 50 });
  assert.deepEqual(list.places.said, [{ ...kAny, status: 'READY' }]);
  list.stream.say('job', job('z', { status: 'FAILED' }));
  assert.deepEqual(list.rows().filter((title) => title === 'Film z'), [], 'news of another status does not come in');
  list.page.close();
});

test('a row says how many clips there are, and is renamed where it stands', async () => {
  const list = await openList({ items: [job('1', { clipCount: 3 }), job('2', { clipCount: 1 }), job('3', { clipCount: 0 })], nextCursor: null });
  assert.deepEqual(list.root.querySelectorAll('.job-sub').map((sub) => /\d\sclips?/.exec(sub.textContent)?.[0].replace(/\s/, ' ') ?? ''), ['3 clips', '1 clip', '']);
  list.root.querySelector('[data-does=rename]').click();
  const form = list.root.querySelector('form.rename');
  type(form.querySelector('input'), ' Another ');
  await submit(form);
  assert.deepEqual([list.rows(), list.root.querySelector('form.rename')], [['Another', 'Film 2', 'Film 3'], null]);
  assert.equal(document.activeElement.id, 'rename-1', 'the focus is where it was');
  list.root.querySelector('[data-does=rename]').click();
  const again = list.root.querySelector('form.rename');
  buttonOf(again, 'Cancel').click();
  assert.deepEqual([list.root.querySelector('form.rename'), list.rows()[0]], [null, 'Another']);
  list.page.close();
});

test('a title that somebody else gave meanwhile gives way to the one that was there before, when that is given again', async () => {
  const list = await openList({ items: [job('1')], nextCursor: null });
  list.root.querySelector('[data-does=rename]').click();
  const form = list.root.querySelector('form.rename');
  list.stream.say('job', job('1', { title: 'Theirs' }));
  await submit(form);
  assert.deepEqual(list.rows(), ['Film 1']);
  list.page.close();
});

test('several are chosen and taken away after a question, and can be had back', () =>
  withManualTimers(async (clock) => {
    const list = await openList({ items: [job('1'), job('2'), job('3')], nextCursor: null });
    buttonOf(list.root, 'Choose').click();
    await settle();
    assert.equal(list.root.querySelectorAll('a.job-row').length, 0);
    for (const id of ['1', '3']) {
      const box = list.root.querySelector(`#choose-${id}`);
      box.checked = true;
      box.onchange?.();
      box.dispatchEvent(new Event('change'));
    }
    await withAnswer('yes', async (asked) => {
      buttonOf(list.root, 'Delete 2 videos').click();
      await settle();
      assert.match(asked[0], /Delete 2 videos\?/);
    });
    assert.deepEqual([list.rows(), list.deleted], [['Film 2'], []]);
    buttonOf(list.root, 'Undo').click();
    await settle();
    assert.deepEqual(list.rows(), ['Film 1', 'Film 2', 'Film 3']);
    await withAnswer('no', async () => {
      list.root.querySelectorAll('[data-does=delete]')[1].click();
      await settle();
    });
    assert.equal(list.rows().length, 3);
    await withAnswer('yes', async () => {
      list.root.querySelectorAll('[data-does=delete]')[1].click();
      await settle();
    });
    await clock.advance(10_000);
    assert.deepEqual([list.rows(), list.deleted], [['Film 1', 'Film 3'], ['2']]);
    list.page.close();
  }));

test('the question before a deletion tells of the video as it is by now', async () => {
  const list = await openList({ items: [job('1', { clipCount: 1 })], nextCursor: null });
  list.stream.say('job', job('1', { title: 'Another', clipCount: 7 }));
  await withAnswer('no', async (asked) => {
    list.root.querySelector('[data-does=delete]').click();
    await settle();
    assert.match(asked[0], /Another.*7 clips/);
  });
  list.page.close();
});

test('what is deleted of those chosen is what is seen chosen, whatever was looked for before', () =>
  withManualTimers(async (clock) => {
    const shown = { items: [job('1'), job('2')], nextCursor: null };
    const list = await openList(shown);
    buttonOf(list.root, 'Choose').click();
    await settle();
    list.root.querySelector('#choose-all').click();
    for (const id of ['1', '2']) {
      shown.items = [job(id)];
      type(list.root.querySelector('#jobs-search'), id);
      await clock.advance(1000);
    }
    await withAnswer('yes', async (asked) => {
      list.root.querySelector('#delete-chosen').click();
      await settle();
      assert.match(asked[0], /Film 2/);
    });
    list.page.close();
    await settle();
    assert.deepEqual(list.deleted, ['2']);
  }));

test('the space that is used is said, with what takes the most', async () => {
  const root = place('main');
  const usage = { usedBytes: 41_000_000_000, limitBytes: 50_000_000_000, largest: [{ jobId: '7', title: 'Long', sizeBytes: 9_000_000_000 }] };
  const api = { jobs: async () => ({ items: [job('1')], nextCursor: null }), usage: async () => usage };
  const page = openHome(root, { api, uploads: { get: () => null }, places: placesAt(), queue: { rows: [] } });
  await settle();
  assert.match(root.querySelector('.usage').textContent, /41 GB of 50 GB used/);
  assert.equal(root.querySelector('.usage a').getAttribute('href'), '#/jobs/7');
  page.close();
});

/** What a question is answered with while `run` runs. */
async function withAnswer(answer, run) {
  const asked = [];
  const { append } = document.body;
  document.body.append = (...nodes) => {
    append.call(document.body, ...nodes);
    for (const dialog of nodes.filter(({ localName }) => localName === 'dialog')) {
      dialog.showModal = () => {
        asked.push(dialog.textContent);
        dialog.returnValue = answer;
        dialog.dispatchEvent(new Event('close'));
      };
    }
  };
  try {
    await run(asked);
  } finally {
    document.body.append = append;
  }
}

test('the list is read on where it ended, and shows no job twice', async () => {
  const list = await openList({ items: [job('3'), job('2')], nextCursor: 'c' }, { items: [job('2'), job('1')], nextCursor: null });
  buttonOf(list.root, 'Show more').click();
  await settle();
  assert.deepEqual(list.rows(), ['Film 3', 'Film 2', 'Film 1']);
  assert.deepEqual([list.asked[1].cursor, buttonOf(list.root, 'Show more')], ['c', null]);
  list.page.close();
});

test('the list follows what happens: a new job, a change, a deletion; in a search nothing new comes in', async () => {
  const list = await openList({ items: [job('2'), job('1')], nextCursor: null });
  list.stream.say('job', job('3', { status: 'UPLOADED', autoProcess: false }));
  list.stream.say('job', job('1', { title: 'Renamed' }));
  list.stream.say('job', job('0'));
  list.stream.say('deleted', { id: '2' });
  assert.deepEqual(list.rows(), ['Film 3', 'Renamed', 'Film 0']);
  const pill = () => list.root.querySelector('.pill').textContent;
  assert.equal(pill(), 'Waiting for your choice');
  list.stream.say('job', job('3', { status: 'UPLOADED' }));
  assert.equal(pill(), 'Waiting its turn');
  const atWork = { status: 'PROCESSING', progress: { fraction: 0.4 } };
  list.stream.say('job', job('3', { ...atWork, autoProcess: false }));
  assert.equal(pill(), 'Waiting for your choice');
  list.stream.say('job', job('3', atWork));
  assert.equal(pill(), 'Making clips 40%');
  list.page.close();
});

test('news of a job that come while an older list is on its way are kept', async () => {
  const list = await openList({ items: [job('1', { updatedAt: '1' })], nextCursor: null });
  let answer;
  list.api.jobs = () => new Promise((resolve) => (answer = resolve));
  const reading = list.page.refresh();
  list.stream.say('job', job('2'));
  list.stream.say('job', job('1', { title: 'Renamed', updatedAt: '2' }));
  answer({ items: [job('1', { updatedAt: '1' })], nextCursor: null });
  await reading;
  assert.deepEqual(list.rows(), ['Film 2', 'Renamed']);
  list.page.close();
});

test('more of the list that comes after a search was begun is not put into the search', () =>
  withManualTimers(async (clock) => {
    const list = await openList({ items: [job('9')], nextCursor: 'c' });
    const answers = [];
    list.api.jobs = () => new Promise((resolve) => answers.push(resolve));
    buttonOf(list.root, 'Show more').click();
    type(list.root.querySelector('.jobs-head input'), 'five');
    await clock.advance(250);
    answers[0]({ items: [job('7'), job('6')], nextCursor: null });
    answers[1]({ items: [job('5')], nextCursor: null });
    await settle();
    assert.deepEqual(list.rows(), ['Film 5']);
    list.page.close();
  }));

test('a search asks when the typing rests, and says when nothing matches', () =>
  withManualTimers(async (clock) => {
    const list = await openList({ items: [job('1')], nextCursor: null });
    list.api.jobs = async (query) => (list.asked.push(query), { items: [], nextCursor: null });
    const field = list.root.querySelector('.jobs-head input');
    for (const text of ['f', 'fi', 'fil']) type(field, text);
    await clock.advance(250);
    assert.deepEqual(list.asked.slice(1).map(({ q }) => q), ['fil']);
    assert.equal(list.root.querySelector('.empty').textContent, 'Nothing matches “fil”.');
    list.stream.say('job', job('9'));
    assert.deepEqual(list.rows(), []);
    list.page.close();
  }));

test('the same link after a lost answer asks for the same job, another link for another', async () => {
  const list = await openList({ items: [], nextCursor: null });
  const form = list.root.querySelector('form.paste');
  const paste = (url) => (type(form.querySelector('#url'), url), submit(form));
  await paste(' youtu.be/a ');
  assert.equal(form.querySelector('.notice').textContent, 'lost');
  await paste('youtu.be/a');
  await paste('youtu.be/b');
  const [lost, again, other] = list.made;
  assert.deepEqual([lost.url, again.url], ['youtu.be/a', 'youtu.be/a']);
  assert.equal(lost.key, again.key);
  assert.notEqual(other.key, again.key);
  assert.deepEqual(list.went, ['#/jobs/new', '#/jobs/new']);
  list.page.close();
});

test('a list that cannot be read says why', async () => {
  const root = place('main');
  const api = { jobs: () => Promise.reject(new Error('The server cannot be reached.')), usage: () => Promise.reject(new Error('no')) };
  const page = openHome(root, { api, uploads: { get: () => null }, places: placesAt(), queue: { rows: [] } });
  await settle();
  assert.equal(root.querySelector('.empty').textContent, 'The server cannot be reached.');
  page.close();
});

test('a token’s secret is shown when it is made, and the list is read anew', async () => {
  const root = place('main');
  let tokens = [];
  const api = {
    tokens: async () => tokens,
    addToken: async (name) => ((tokens = [{ id: 't', name, lastUsedAt: null }]), { ...tokens[0], secret: 'shh' }),
  };
  openSettings(root, { api, user: { id: 'u', username: 'nadia', role: 'member' } });
  await settle();
  assert.equal(root.querySelectorAll('h2').some((title) => title.textContent === 'Accounts'), false, 'no accounts for a member');
  const section = root.querySelectorAll('.card')[1];
  type(section.querySelector('form input'), ' laptop ');
  await submit(section.querySelector('form'));
  assert.equal(section.querySelector('.secret input').value, 'shh');
  assert.match(section.querySelector('.line').textContent, /^laptopnever used/);
  buttonOf(section, 'I have it').click();
  await settle();
  assert.equal(section.querySelector('.secret'), null);
});

test('an administrator sets another’s password, and not one’s own in that list', async () => {
  const root = place('main');
  const set = [];
  const [me, other] = [{ id: 'u', username: 'nadia', role: 'admin' }, { id: 'v', username: 'omar', role: 'member' }];
  openSettings(root, { api: { tokens: async () => [], users: async () => [me, other], setPassword: async (...given) => void set.push(given) }, user: me });
  await settle();
  const [mine, theirs] = root.querySelectorAll('.card')[2].querySelectorAll('.line');
  assert.deepEqual([mine.querySelectorAll('button').length, mine.querySelector('.pill').textContent], [0, 'You']);
  assert.match(theirs.textContent, /^omarMember/);
  for (const _ of [1, 2]) {
    buttonOf(theirs, 'Password').click();
    await settle();
  }
  assert.equal(theirs.querySelectorAll('form').length, 1);
  type(theirs.querySelector('form input'), 'a long enough one');
  await submit(theirs.querySelector('form'));
  assert.deepEqual(set, [['v', 'a long enough one']]);
  assert.match(theirs.textContent, /omar has a new password\./);
});

test('a wrong password is said at the form, which can be sent again', async () => {
  const root = place('main');
  const tried = [];
  const signIn = async (name, password) => (tried.push(password), password === 'right' ? { user: { id: 'u' } } : Promise.reject(new Error('No such name and password.')));
  let user = null;
  openEntry(root, { uploads: { active: 0 }, api: { signIn }, signedIn: (signed) => (user = signed) }, 'sign-in', '');
  const form = root.querySelector('form');
  const [, password] = form.querySelectorAll('input');
  type(password, 'wrong');
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await submit(form);
  assert.deepEqual([tried, form.querySelector('.notice').textContent], [['wrong'], 'No such name and password.'], 'once at a time');
  type(password, 'right');
  form.dispatchEvent(new Event('input')); // it bubbles
  assert.equal(form.querySelector('.notice').textContent, '', 'what is typed anew is not refused yet');
  await submit(form);
  assert.deepEqual(user, { id: 'u' });
});

test('after too many tries the sign-in says from when on it goes again', async () => {
  const root = place('main');
  const signIn = () => Promise.reject(Object.assign(new Error('Too many.'), { code: 'rate_limited', retryAfterSeconds: 600 }));
  openEntry(root, { uploads: { active: 0 }, api: { signIn }, signedIn() {} }, 'sign-in', '');
  await submit(root.querySelector('form'));
  assert.match(root.querySelector('.notice').textContent, /Try again after \d\d:\d\d/);
});

test('a link that signs in once goes in, or says why not', async () => {
  const root = place('main');
  let user = null;
  const enter = async (signInByLink) => {
    openEntry(root, { uploads: { active: 0 }, api: { signInByLink }, signedIn: (signed) => (user = signed) }, 'sign-in', 'token');
    await settle();
  };
  await enter(async (token) => ({ user: { id: token } }));
  assert.deepEqual(user, { id: 'token' });
  await enter(() => Promise.reject(new Error('This link has been used.')));
  assert.equal(root.querySelector('.notice').textContent, 'This link has been used.');
});

const artifact = (id, type, start, more = {}) => ({ id, type, start, end: start === null ? null : start + 1, label: null, sizeBytes: 1000, r2Key: `k/${id}`, ...more });

test('the storyboard shows the tile of the time that is chosen; without its times the sheet alone', async () => {
  const sheet = artifact('s', 'storyboard', null, { width: 320, height: 90 });
  const vtt = 'WEBVTT\n\n00:00.000 --> 00:10.000\ns#xywh=0,0,160,90\n\n00:10.000 --> 00:20.000\ns#xywh=160,0,160,90\n';
  const box = renderStoryboard(sheet, artifact('v', 'storyboard_vtt', null), async () => vtt);
  await settle();
  type(box.querySelector('.scrubber input'), '1');
  assert.equal(box.querySelector('.tile').style.backgroundPosition, '100% 0%');
  assert.equal(box.querySelector('output').value, '0:10');
  const bare = renderStoryboard(sheet, artifact('v', 'storyboard_vtt', null), () => Promise.reject(new Error('gone')));
  await settle();
  assert.deepEqual([bare.querySelector('.scrubber'), bare.querySelectorAll('img').length], [null, 1]);
});

test('the timeline shows the newest first and folds what is long past', () => {
  const region = place();
  const rows = (count) => Array.from({ length: count }, (_, i) => ({ id: i, at: '2026-01-01T00:00:00Z', actor: 'system', event: `event_${i}`, detail: null }));
  renderTimeline(region, rows(8));
  assert.deepEqual([region.querySelector('li').textContent.includes('event 7'), region.querySelector('details')], [true, null]);
  renderTimeline(region, rows(10));
  assert.equal(region.querySelector('summary').textContent, '2 earlier');
});
