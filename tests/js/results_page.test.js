// The results of a job on its page, with its server: what is shown, selected, deleted and had back, renamed, made again.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { buttonOf, place, type } from './fake_dom.js';
import { LiveList } from '../../static/js/base/live_list.js';
import { Results } from '../../static/js/pages/results.js';
import { ManualClock, settle } from './fakes.js';
import { artifact, srt } from './results_fakes.js';

globalThis.sessionStorage = { kept: {}, getItem: (key) => sessionStorage.kept[key] ?? null, setItem: (key, value) => void (sessionStorage.kept[key] = value), removeItem: (key) => delete sessionStorage.kept[key] };
globalThis.localStorage = { kept: {}, getItem: (key) => localStorage.kept[key] ?? null, setItem: (key, value) => void (localStorage.kept[key] = value) };
beforeEach(() => {
  document.focused = null;
  sessionStorage.kept = {};
  localStorage.kept = {};
});

const kJob = {
  id: 'j', status: 'READY', title: 'Mine', recipe: { clips: [{ start: 1, end: 6, label: 'Intro' }] }, warnings: [], failure: null, r2SourceKey: 'k/v.mp4',
  source: { fileName: 'film.mp4', width: 1280, height: 720, frameRate: 25, durationSeconds: 60 },
};

const plain = (time) => Number(time.toFixed(6));

/** @param {object[]} items @param {object} [answers] of the server */
async function open(items, answers = {}, job = {}) {
  const root = place('section');
  const calls = [];
  const clock = new ManualClock();
  const state = { job: { ...kJob, ...job }, passes: [] };
  const call = async (name, ...given) => {
    calls.push([name, ...given]);
    const answer = await answers[name]?.(...given);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const api = {
    deleteArtifact: (id) => call('delete', id),
    renameArtifact: (id, label) => call('rename', id, label),
    artifacts: async () => page.there,
    artifactUrl: (id) => call('link', id),
    artifactText: async (id) => answers.text?.(id) ?? '1\n00:00:01,000 --> 00:00:02,000\nHello\n',
    receipt: (id) => call('receipt', id),
    frame: async (url) => {
      const time = Number(new URL(url, 'http://page').searchParams.get('t'));
      await answers.frame?.(time);
      return { picture: new Blob([]), headers: new Map([['X-Frame-Time', time], ['X-Previous-Frame', plain(time - 0.04)], ['X-Next-Frame', plain(time + 0.04)]]) };
    },
    job: async () => state.job,
    process: async (_, recipe) => (await call('process', recipe), { ...state.job, recipe, status: 'UPLOADED' }),
    change: async (_, change) => (await call('change', change), { ...state.job, ...change }),
  };
  const artifacts = new LiveList();
  const results = new Results({
    api, jobId: 'j', account: 'me', artifacts, clock, isAwaited: false,
    draft: () => ({ pass: (on) => state.passes.push(on) }),
    act: async (act) => {
      state.job = await act();
      page.draw();
    },
    changed: () => page.draw(),
  });
  const page = {
    root, results, artifacts, calls, clock, state, there: items,
    draw() {
      results.update(state.job);
      results.render(root);
    },
    go(change) {
      state.job = { ...state.job, ...change };
      page.draw();
    },
    cards: () => root.querySelectorAll('.clip'),
    titles: () => root.querySelectorAll('h3').map(({ textContent }) => textContent),
    said: () => root.querySelector('.undo').textContent,
    async press(name) {
      page.button(name).click();
      await settle();
    },
    button: (name) => root.querySelectorAll('button').find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name),
    /** A choice in the menu of that button. */
    async choose(name, item) {
      await page.press(name);
      const chosen = root.querySelectorAll('[role=menuitem]').find(({ textContent }) => textContent === item);
      assert.ok(chosen, `${item} in ${root.querySelectorAll('[role=menuitem]').map(({ textContent }) => textContent)}`);
      chosen.click();
      await settle();
    },
    box: (index) => root.querySelectorAll('[data-pick]')[index],
    pick(index, shiftKey = false) {
      const box = page.box(index);
      box.checked = !box.checked;
      box.dispatchEvent(Object.assign(new Event('click'), { shiftKey }));
    },
  };
  await artifacts.read(async () => items);
  page.draw();
  return page;
}

const three = () => [artifact('clip', 1), artifact('gif', 1), srt(1, 'Intro'), artifact('clip', 10, { label: 'Middle' }), artifact('clip', 30, { label: 'End' }), artifact('poster', 30, { label: 'End' })];

test('each clip is one card; each of its buttons says which file of which clip it is about', async () => {
  const page = await open(three());
  assert.deepEqual(page.titles(), ['Intro', 'Middle', 'End']);
  const names = page.root.querySelectorAll('button').map((each) => each.getAttribute('aria-label') ?? each.textContent);
  for (const name of ['Download Intro, MP4', 'Copy a link to Intro, GIF', 'More about Intro, Captions SRT', 'Play Intro, MP4', 'Rename Middle', 'More about End']) assert.ok(names.includes(name), `${name} in ${names}`);
  assert.equal(new Set(names).size, names.length, 'no two are called the same');
});

test('nothing of a clip is fetched before it is played but a small still, and that when it comes near', async () => {
  const page = await open(three());
  assert.equal(page.root.querySelectorAll('video').length, 0);
  const [image] = page.cards()[0].querySelectorAll('img');
  assert.deepEqual([image.getAttribute('loading'), image.getAttribute('src').includes('height=180')], ['lazy', true]);
  await page.press('Play Intro, MP4');
  const [video] = page.root.querySelectorAll('video');
  assert.match(video.getAttribute('src'), /content$/);
  assert.equal(video.querySelector('track').getAttribute('kind'), 'captions', 'captions are its track, not a card');
  page.pick(1);
  page.artifacts.change((items) => [...items, artifact('webp', 1)]);
  page.draw();
  assert.equal(page.root.querySelectorAll('video')[0], video, 'it plays on through what else happens');
  await page.press('Show Intro, GIF, 1.0 kB');
  assert.equal(page.root.querySelectorAll('video').length, 0);
  assert.equal(page.cards()[0].querySelector('.moving').getAttribute('alt'), 'Intro, GIF');
});

test('captions that come when the card is there are the player’s, and those that come while it plays too', async () => {
  const come = (page, ...more) => {
    page.artifacts.change((items) => [...items, ...more]);
    page.draw();
    return settle();
  };
  for (const isPlaying of [false, true]) {
    const page = await open([artifact('clip', 1)]);
    if (!isPlaying) await come(page, srt(1, 'Intro'));
    await page.press('Play Intro, MP4');
    const [video] = page.root.querySelectorAll('video');
    if (isPlaying) await come(page, srt(1, 'Intro'));
    await come(page, artifact('captions', 1));
    assert.equal(page.root.querySelector('video'), video);
    assert.equal(video.querySelectorAll('track').length, 1);
  }
});

test('the times of a storyboard are used when they come behind it', async () => {
  const sheet = artifact('storyboard', null, { width: 20, height: 10 });
  const page = await open([sheet], { text: () => `WEBVTT\n\n00:00.000 --> 00:02.000\n${sheet.id}#xywh=0,0,10,10\n` });
  assert.equal(page.root.querySelector('.scrubber'), null);
  page.artifacts.change((items) => [...items, artifact('storyboard_vtt', null)]);
  page.draw();
  await settle();
  assert.ok(page.root.querySelector('.scrubber'));
});

test('cards are selected one by one, by a range and all, and what is said of them is right', async () => {
  const page = await open(three());
  page.pick(0);
  assert.equal(page.root.querySelector('.sum').textContent, '1 selected · 3 files · 3.0 kB');
  page.pick(2, true);
  assert.equal(page.root.querySelector('.sum').textContent, '3 selected · 6 files · 6.0 kB');
  await page.press('Select nothing');
  assert.equal(page.root.querySelector('.selected-bar').hidden, true);
  page.root.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key: 'a', ctrlKey: true }));
  assert.equal(page.root.querySelectorAll('.selected').length, 3);
  page.root.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key: 'Escape' }));
  assert.equal(page.root.querySelectorAll('.selected').length, 0);
});

test('what is not looked for any more is not selected any more, and of one kind only its files are meant', async () => {
  const page = await open(three());
  page.pick(0);
  page.pick(1);
  const gifs = page.root.querySelectorAll('[name=results-kind]').find(({ value }) => value === 'gif');
  gifs.dispatchEvent(new Event('change'));
  assert.deepEqual(page.titles(), ['Intro']);
  assert.equal(page.root.querySelector('.sum').textContent, '1 selected · 1 file · 1.0 kB');
  await page.press('Delete');
  await page.clock.advance(10_000);
  assert.deepEqual(page.calls.map(([name]) => name), ['delete'], 'the clip’s other files stay');
});

test('several are deleted at once, ten seconds later, and can be had back until then', async () => {
  const page = await open(three());
  page.pick(0);
  page.pick(1);
  await page.press('Delete');
  assert.deepEqual([page.titles(), page.said()], [['End'], 'Deleted: 2 clips.Undo']);
  await page.press('Undo');
  assert.deepEqual([page.titles(), page.said()], [['Intro', 'Middle', 'End'], '']);
  await page.clock.advance(60_000);
  assert.deepEqual(page.calls, []);
  await page.choose('More about Middle', 'Delete it');
  await page.clock.advance(10_000);
  assert.deepEqual([page.calls.length, page.titles(), page.said()], [1, ['Intro', 'End'], '']);
});

test('what is said of something else meanwhile does not take the way back', async () => {
  const page = await open(three(), { link: () => new Error('The store is away.') });
  await page.choose('More about Middle', 'Delete it');
  await page.press('Copy a link to Intro, MP4');
  assert.equal(page.said(), 'The store is away. Deleted: Middle.Undo');
  await page.clock.advance(9_000);
  await page.press('Undo');
  assert.deepEqual([page.titles(), page.said()], [['Intro', 'Middle', 'End'], 'The store is away.']);
  await page.clock.advance(10_000);
  assert.deepEqual([page.calls.map(([name]) => name), page.said()], [['link'], '']);
});

test('a deletion that ends while a new name is told does not take the old name’s way back', async () => {
  let arrive = () => {};
  const page = await open(three(), { delete: () => new Promise((resolve) => (arrive = resolve)) });
  await page.choose('More about Middle', 'Delete it');
  await rename(page, 'Intro', 'Opening');
  arrive();
  await settle();
  assert.deepEqual([page.titles(), page.said()], [['Opening', 'End'], '“Intro” is now “Opening”.Undo']);
});

test('what is deleted while a new name is on its way can be had back, by a button that undoes nothing else and stays', async () => {
  const arrivals = [];
  const page = await open(three(), { rename: () => new Promise((resolve) => arrivals.push(resolve)) });
  await rename(page, 'Intro', 'Opening');
  await page.choose('More about Middle', 'Delete it');
  const button = page.button('Undo');
  while (arrivals.length) {
    arrivals.shift()();
    await settle();
  }
  assert.equal(page.said(), '“Intro” is now “Opening”. Deleted: Middle.Undo');
  assert.equal(page.button('Undo'), button, 'a press that has begun finds it');
  await page.press('Undo');
  assert.deepEqual([page.titles(), page.said()], [['Opening', 'Middle', 'End'], '“Intro” is now “Opening”.']);
});

test('what the server refuses to delete is there again, with the reason; what it deleted is not', async () => {
  const items = three();
  const page = await open(items, { delete: (id) => (id === items[0].id ? new Error('The disk is away.') : undefined) });
  await page.choose('More about Intro', 'Delete with its 3 files');
  await page.clock.advance(10_000);
  assert.match(page.said(), /Not all of it could be deleted: The disk is away\./);
  assert.deepEqual([page.titles(), page.cards()[0].querySelectorAll('.file').length], [['Intro', 'Middle', 'End'], 1]);
});

const rename = async (page, from, to, key = 'Enter') => {
  await page.press(`Rename ${from}`);
  const field = page.root.querySelector('.rename');
  type(field, to);
  field.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key }));
  await settle();
};

test('a clip is renamed with all of its files, and its old name can be had back', async () => {
  const items = three();
  const page = await open(items);
  await rename(page, 'Intro', ' Opening ');
  assert.deepEqual(page.calls, [['rename', items[0].id, 'Opening'], ['rename', items[1].id, 'Opening'], ['rename', items[2].id, 'Opening srt']]);
  assert.deepEqual([page.titles()[0], page.cards().length], ['Opening', 3]);
  assert.equal(page.said(), '“Intro” is now “Opening”.Undo');
  assert.equal(document.activeElement.getAttribute('aria-label'), 'Rename Opening', 'the focus is where it was');
  await page.press('Undo');
  assert.deepEqual(page.titles(), ['Intro', 'Middle', 'End']);
  assert.deepEqual(page.calls.at(-1), ['rename', items[2].id, 'Intro srt']);
});

test('what plays plays on under its new name, and so do the choices between its looks', async () => {
  const page = await open([artifact('clip', 1, { variant: 'wide' }), artifact('clip', 1, { variant: 'tall', width: 720, height: 1280 }), artifact('clip', 10, { label: 'Middle' })]);
  await page.press('Play Intro, MP4');
  const [video] = page.root.querySelectorAll('video');
  await rename(page, 'Intro', 'Opening');
  await rename(page, 'Middle', 'Centre');
  assert.deepEqual([page.root.querySelector('video') === video, video.getAttribute('aria-label')], [true, 'Opening, MP4']);
  assert.deepEqual(page.root.querySelectorAll('[data-look]').map((each) => each.getAttribute('aria-label')), ['wide: Opening', 'tall: Opening']);
  assert.ok(page.button('Play Centre, MP4'));
  await page.press('Undo');
  assert.ok(page.button('Play Middle, MP4'));
});

test('Escape leaves the name, an empty or equal one too; a refusal is said at the field', async () => {
  const page = await open(three(), { rename: () => new Error('That name is too long.') });
  for (const [to, key] of [['Other', 'Escape'], ['', 'Enter'], ['Intro', 'Enter']]) await rename(page, 'Intro', to, key);
  assert.deepEqual([page.calls, page.titles()[0]], [[], 'Intro']);
  await rename(page, 'Intro', 'Other');
  assert.equal(page.root.querySelector('.name').querySelector('.notice').textContent, 'That name is too long.');
  assert.equal(document.activeElement, page.root.querySelector('.rename'));
});

test('a name that is being typed stays when more comes of its clip, and goes to that too', async () => {
  const page = await open([artifact('poster', 1)]);
  await page.press('Rename Intro');
  const field = page.root.querySelector('.rename');
  type(field, 'Ope');
  page.artifacts.change((items) => [...items, artifact('clip', 1)]);
  page.draw();
  assert.deepEqual([page.root.querySelector('.rename')?.value, document.activeElement === field], ['Ope', true]);
  field.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key: 'Escape' }));
  assert.match(page.root.querySelector('.about').textContent, /Intro.*0:01/);
  assert.notEqual(page.root.querySelector('.facts-line').children[1], undefined, 'what came meanwhile is told then');
  await rename(page, 'Intro', 'Opening');
  assert.deepEqual([page.calls.length, page.titles()], [2, ['Opening']]);
});

test('a refused name stays at its field with the reason, also where more of its clip came meanwhile', async () => {
  let refuse = () => {};
  const page = await open([artifact('poster', 1)], { rename: () => new Promise((resolve) => (refuse = () => resolve(new Error('That name is too long.')))) });
  await rename(page, 'Intro', 'Other');
  page.artifacts.change((items) => [...items, artifact('clip', 1)]);
  page.draw();
  refuse();
  await settle();
  assert.deepEqual([page.root.querySelector('.name').querySelector('.notice').textContent, page.root.querySelector('.rename').value], ['That name is too long.', 'Other']);
});

test('where one of its files cannot be renamed, none is', async () => {
  const items = three();
  let asked = 0;
  const page = await open(items, { rename: () => ((asked += 1) === 2 ? new Error('no') : undefined) });
  await rename(page, 'Intro', 'Other');
  assert.deepEqual(page.calls.at(-1), ['rename', items[0].id, 'Intro']);
  page.draw();
  assert.deepEqual(page.cards().length, 3);
});

test('results that come take the focus, unless the person is busy with something else', async () => {
  for (const busy of [false, true]) {
    const page = await open([], {}, { status: 'PROCESSING' });
    const field = document.createElement('input');
    document.body.append(field);
    if (busy) field.focus();
    page.go({ status: 'READY' });
    assert.equal(page.said(), '', 'there is nothing yet');
    page.artifacts.change((items) => [...items, artifact('clip', 1)]);
    page.draw();
    assert.equal(page.said(), '1 result is ready.');
    assert.equal(document.activeElement, busy ? field : page.root.querySelector('h2'));
    document.focused = null;
  }
});

test('those that were there when the page was opened take no focus', async () => {
  const page = await open(three());
  assert.deepEqual([document.activeElement, page.said()], [document.body, '']);
});

test('how one likes to see them is kept for the next visit', async () => {
  const page = await open(three());
  await page.press('Rows');
  assert.ok(page.root.querySelector('.as-list'));
  const again = await open(three());
  assert.ok(again.root.querySelector('.as-list'));
});

const receiptOf = (recipe) => JSON.stringify({ publicKey: 'k', receipt: { artifact: {}, source: {}, recipe } });

/** The clip made again, with its start a frame earlier. */
async function makeAgain(items, replaces, answers = {}, job = {}) {
  const ordered = { clips: [{ start: 1, end: 6, label: 'Intro' }], outputs: ['mp4', 'gif', 'storyboard'] };
  const page = await open(items, { receipt: () => receiptOf(ordered), ...answers }, job);
  // What the dialog of the ends asks for when a person has moved one.
  const group = { start: 1, end: 6, name: 'Intro', artifacts: items.filter(({ start }) => start === 1) };
  const order = page.results.makeAgain(group, group.artifacts, { start: 0.96, end: 6 }, replaces);
  order.catch(() => {}); // looked at by the test
  await settle();
  return { page, order };
}

test('a clip made again replaces the old one when it is there, which can be had back', async () => {
  const { page, order } = await makeAgain([artifact('clip', 1), artifact('gif', 1)], true);
  await order;
  assert.deepEqual(page.calls.at(-1), ['process', { clips: [{ start: 0.96, end: 6, label: 'Intro' }], outputs: ['mp4', 'gif'] }]);
  assert.equal(page.cards()[0].querySelector('.at-work').textContent, 'Being made again: 0:00.96 – 0:06');
  assert.deepEqual(page.state.passes, [true], 'what is chosen in the room stays meanwhile');
  const made = [artifact('clip', 0.96, { end: 6 }), artifact('gif', 0.96, { end: 6 })];
  page.there = [...page.artifacts.items, ...made];
  page.go({ status: 'PROCESSING' });
  page.go({ status: 'READY' });
  await settle();
  assert.deepEqual(page.calls.at(-1), ['change', { recipe: { clips: [{ start: 0.96, end: 6, label: 'Intro' }] } }]);
  assert.deepEqual([page.cards().length, page.said(), page.state.passes], [1, 'The new “Intro” has replaced the old one.Undo', [true, false]]);
  await page.press('Undo');
  assert.equal(page.cards().length, 2);
});

test('or it stands beside it', async () => {
  const { page, order } = await makeAgain([artifact('clip', 1)], false);
  await order;
  page.there = [...page.artifacts.items, artifact('clip', 0.96, { end: 6 })];
  page.go({ status: 'PROCESSING' });
  page.go({ status: 'READY' });
  await settle();
  assert.deepEqual([page.cards().length, page.said()], [2, 'The new “Intro” is there.']);
  assert.equal(page.button('Download Intro (0:00.96 – 0:06), MP4') === undefined, false, 'two of one name are told apart');
});

/** The dialog about the ends of a clip, once one has gone a frame earlier; `answer` lets the frame that is asked for come. */
async function openEnds(answers = {}) {
  const items = [artifact('clip', 1)];
  const page = await open(items, { receipt: () => receiptOf({ clips: [{ start: 1, end: 6 }] }), ...answers });
  await page.choose('More about Intro', 'Start a frame earlier');
  const dialog = document.body.querySelector('.cut-dialog');
  const [start] = dialog.querySelectorAll('.cut-end');
  return {
    page, dialog, start,
    press: (text) => buttonOf(start, text).click(),
    make: () => buttonOf(dialog, 'Make it again').click(),
    frames: () => start.querySelectorAll('.film-frame .mono').map(({ textContent }) => textContent),
    ordered: () => page.calls.filter(([name]) => name === 'process').map(([, { clips }]) => clips[0].start),
  };
}

test('each press on an end counts, and the clip is made with all that were pressed before', async () => {
  let isSlow = false;
  const { page, dialog, press, make, frames, ordered } = await openEnds({ frame: () => isSlow && settle(3) });
  isSlow = true;
  for (let i = 0; i < 3; i += 1) press('A frame earlier');
  make();
  await settle(60);
  assert.deepEqual([ordered(), frames()], [[0.84], ['0:00.8', '0:00.84', '0:00.88']]);
  assert.equal(dialog.isConnected, false);
  await page.clock.advance(1);
});

test('what is cancelled while its last steps are on their way is not made', async () => {
  let isSlow = false;
  const { page, dialog, press, make, ordered } = await openEnds({ frame: () => isSlow && settle(3) });
  isSlow = true;
  press('A frame earlier');
  make();
  buttonOf(dialog, 'Cancel').click();
  await settle(60);
  assert.deepEqual([dialog.isConnected, ordered()], [false, []]);
  await page.clock.advance(1);
});

test('frames that come late are not shown in place of those that are looked at now', async () => {
  const late = [];
  let isLate = false;
  const { press, frames } = await openEnds({ frame: (time) => isLate && time < 0.9 && new Promise((resolve) => late.push(resolve)) });
  isLate = true;
  press('A frame earlier');
  await settle();
  press('A frame later');
  await settle();
  assert.deepEqual(frames(), ['0:00.92', '0:00.96', '0:01']);
  for (const come of late) come();
  await settle();
  assert.deepEqual(frames(), ['0:00.92', '0:00.96', '0:01']);
});

test('a frame that cannot be had is told, nothing is made without it, and the next press asks again', async () => {
  let isAway = false;
  const { start, press, make, ordered } = await openEnds({ frame: (time) => (isAway && time < 0.9 ? settle(3).then(() => Promise.reject(new Error('The disk is away.'))) : undefined) });
  isAway = true;
  press('A frame earlier');
  press('A frame earlier');
  make();
  await settle(60);
  assert.deepEqual([start.querySelector('.notice').textContent, ordered()], ['The disk is away.', []]);
  isAway = false;
  press('A frame earlier');
  await settle();
  make();
  await settle();
  assert.deepEqual([start.querySelector('.notice').textContent, ordered()], ['', [0.88]]);
});

test('what is to become of the old clip stays as it was chosen while the ends move', async () => {
  const { dialog, press, make, page } = await openEnds();
  const beside = dialog.querySelectorAll('input').find(({ value }) => value === 'false');
  beside.dispatchEvent(new Event('change'));
  press('A frame later');
  await settle();
  press('A frame later');
  await settle();
  assert.equal(dialog.querySelectorAll('input').find(({ value }) => value === 'false').checked, true);
  make();
  await settle();
  page.there = [...page.artifacts.items, artifact('clip', 1.04, { end: 6 })];
  page.go({ status: 'PROCESSING' });
  page.go({ status: 'READY' });
  await settle();
  assert.equal(page.said(), 'The new “Intro” is there.');
});

test('where it could not be made the old one stays, with the reason, and the job’s recipe is its own again', async () => {
  const { page, order } = await makeAgain([artifact('clip', 1)], true);
  await order;
  page.go({ status: 'FAILED', failure: { code: 'timeout', message: 'It took too long.', at: '' } });
  await settle();
  assert.equal(page.said(), '“Intro” could not be made again, and the old one stays. It took too long.');
  assert.deepEqual([page.cards().length, page.calls.at(-1)[0]], [1, 'change']);
});

test('while something else is being made of the video nothing is ordered', async () => {
  const { page, order } = await makeAgain([artifact('clip', 1)], true, {}, { status: 'PROCESSING' });
  await assert.rejects(order, /Something else is being made/);
  assert.deepEqual([page.calls, page.state.passes], [[], []]);
});

test('what a refused order began is as if it had not been', async () => {
  const { page, order } = await makeAgain([artifact('clip', 1)], true, { process: () => new Error('no') });
  await assert.rejects(order, /no/);
  assert.deepEqual([page.state.passes, page.cards()[0].querySelector('.at-work').textContent], [[true, false], '']);
});

test('a clip of a kind that failed says so at its card, with what to do', async () => {
  const page = await open(three(), {}, { warnings: [{ code: 'no_captions', message: 'this video has no captions', output: 'captions', clip: 'Middle' }] });
  assert.match(page.cards()[1].querySelector('.card-warnings').textContent, /Captions.*no captions.* Add captions to this video, then make it again\./);
  assert.equal(page.root.querySelector('.warnings').hidden, true);
});

test('a link is copied, or shown where the browser does not let it be copied', async () => {
  for (const clipboard of [{ writeText: async () => {} }, undefined]) {
    Object.defineProperty(globalThis, 'navigator', { value: { clipboard }, configurable: true });
    const page = await open(three(), { link: () => ({ url: 'https://store/x' }) });
    await page.press('Copy a link to Intro, MP4');
    assert.equal(page.said(), clipboard ? 'The link is copied. It works for a while, for anyone.' : '');
    assert.equal(page.root.querySelector('.link input')?.value ?? '', clipboard ? '' : 'https://store/x');
  }
});

test('the last one deleted leaves words that say what can be done', async () => {
  const page = await open([artifact('clip', 1)]);
  await page.choose('More about Intro', 'Delete it');
  assert.equal(page.root.querySelector('.empty').textContent, 'Nothing is here any more. Make other clips below.');
  assert.equal(buttonOf(page.root, 'Share'), null);
});
