import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Hands } from '../../static/js/timeline/hands.js';
import { hitAt } from '../../static/js/timeline/hit.js';
import { FakeCanvas, FakeClock, refresh, sceneOf } from './timeline_fakes.js';

/** Hands over a scene of 1000 pixels for 100 seconds; `said` is what the page heard. */
function seat(given = {}) {
  const scene = sceneOf({ clips: [{ start: 20, end: 40, label: 'a' }, { start: 60, end: 80 }], ...given });
  const { cutList, view } = scene;
  const canvas = new FakeCanvas();
  const clock = new FakeClock();
  const said = [];
  const host = {
    view,
    cutList,
    playhead: 5,
    snapKinds: new Set(['scene', 'clip']),
    candidates: () => ({ scene: [50], clip: [60] }),
    nearestCut: (time) => scene.film.frames.nearest(time),
    setHint: (hint) => (scene.hint = hint),
    seek: (time, isDone) => void said.push(`seek ${+time.toFixed(3)}${isDone ? '.' : ''}`),
    scrub: (time, edge) => void said.push(`scrub ${+time.toFixed(3)} ${edge}`),
    scrubEnd: (isKept) => void said.push(isKept ? 'kept' : 'dropped'),
    hitAt: (x, y, reach) => hitAt(x, y, refresh(scene, cutList), reach),
    pointOf: ({ offsetX, offsetY }) => ({ x: offsetX, y: offsetY }),
    setCursor: (cursor) => (canvas.cursor = cursor),
    pressTwice: (hit, time) => void said.push(`twice ${hit.part} ${+time.toFixed(1)}`),
  };
  const hands = new Hands(canvas, host, clock);
  const yOf = (band) => scene.layout[band].y + scene.layout[band].h * 0.8;
  const ranges = () => cutList.marks.map(({ start, end }) => [+start.toFixed(3), +end.toFixed(3)]);
  const pointer = (type, x, band = 'film', more = {}) => canvas.send(`pointer${type}`, { offsetX: x, offsetY: yOf(band), ...more });
  return { scene, cutList, view, canvas, clock, said, hands, host, ranges, pointer, yOf };
}

test('a press on the ruler seeks at once, and moving scrubs', () => {
  const { pointer, said } = seat();
  pointer('down', 300, 'ruler');
  pointer('move', 350, 'ruler');
  pointer('up', 350, 'ruler');
  assert.deepEqual(said, ['seek 30', 'seek 35', 'seek 35.']);
});

test('Escape puts the playhead back', () => {
  const { pointer, said, canvas, hands } = seat();
  pointer('down', 300, 'ruler');
  canvas.key('Escape');
  pointer('move', 400, 'ruler');
  pointer('up', 400, 'ruler');
  assert.deepEqual(said, ['seek 30', 'seek 5.']);
  assert.equal(hands.isBusy, false);
});

test('an edge is dragged from where it was taken hold of, in one step, on frames', () => {
  const { pointer, said, ranges, cutList } = seat();
  pointer('down', 394);
  pointer('move', 410.3);
  pointer('move', 434.3);
  assert.deepEqual(ranges()[0], [20, 44.04]);
  pointer('up', 434.3);
  assert.deepEqual(said, ['scrub 41.64 end', 'scrub 44.04 end', 'kept']);
  assert.equal(cutList.selected, 'm1');
  cutList.undo();
  assert.deepEqual(ranges()[0], [20, 40]);
  assert.equal(cutList.canUndo, false);
});

test('an edge snaps to what is near, unless Ctrl or Cmd is held', () => {
  const { pointer, ranges, scene } = seat();
  pointer('down', 394);
  pointer('move', 487);
  assert.deepEqual(ranges()[0], [20, 50]);
  assert.equal(scene.hint.words, '0:50 · scene');
  pointer('move', 487, 'film', { ctrlKey: true });
  assert.deepEqual(ranges()[0], [20, 49.32]);
  pointer('move', 487, 'film', { metaKey: true });
  assert.equal(scene.hint.isSnapped, false);
  pointer('up', 487);
  assert.equal(scene.hint, null);
});

test('a finger reaches an edge from farther away than a mouse', () => {
  const { pointer, ranges, canvas } = seat();
  for (const [pointerType, end] of [['mouse', 40], ['touch', 45]]) {
    pointer('down', 410, 'film', { pointerType });
    pointer('move', 460, 'film', { pointerType });
    pointer('up', 460, 'film', { pointerType });
    assert.deepEqual(ranges()[0], [20, end], pointerType);
  }
  pointer('move', 460, 'film');
  assert.equal(canvas.cursor, 'default');
});

test('a press on an edge that does not move only selects', () => {
  const { pointer, ranges, cutList, said } = seat();
  pointer('down', 394);
  pointer('move', 396);
  pointer('up', 396);
  assert.deepEqual(ranges()[0], [20, 40]);
  assert.deepEqual([cutList.selected, cutList.canUndo, said], ['m1', false, []]);
});

test('Escape calls a drag off and restores clips and selection', () => {
  const { pointer, ranges, cutList, said, canvas } = seat();
  cutList.select('m2');
  pointer('down', 394);
  pointer('move', 450);
  canvas.key('Escape');
  pointer('move', 470);
  pointer('up', 470);
  assert.deepEqual(ranges()[0], [20, 40]);
  assert.deepEqual([cutList.selected, cutList.canUndo, said.at(-1)], ['m2', false, 'dropped']);
});

test('while the hand is busy, keys do nothing else', () => {
  const { pointer, canvas } = seat();
  let heard = 0;
  canvas.ownerDocument.addEventListener('keydown', () => (heard += 1));
  canvas.key('z');
  pointer('down', 394);
  const key = new Event('keydown');
  let stopped = false;
  key.stopPropagation = () => (stopped = true);
  Object.defineProperty(key, 'key', { value: 'z' });
  canvas.ownerDocument.dispatchEvent(key);
  assert.ok(heard > 0 && stopped);
});

test('a clip is moved by its name, and anywhere with Alt; both its ends snap', () => {
  const { pointer, ranges, scene, canvas } = seat();
  const [box] = scene.boxes;
  canvas.send('pointerdown', { offsetX: box.nameX + 14, offsetY: box.nameY + 5 });
  pointer('move', box.nameX + 14 + 96);
  assert.deepEqual(ranges()[0], [30, 50], 'its end snaps to 50');
  pointer('up', 0);
  pointer('down', 700, 'film', { altKey: true });
  pointer('move', 604, 'film', { altKey: true });
  pointer('up', 604);
  assert.deepEqual(ranges()[1], [50, 70], 'its start snaps to 50');
});

test('Shift draws a new clip, in either direction, and a press alone draws none', () => {
  const { pointer, ranges, cutList, said } = seat();
  pointer('down', 900, 'film', { shiftKey: true });
  pointer('up', 900);
  assert.equal(ranges().length, 2);
  pointer('down', 900, 'film', { shiftKey: true });
  pointer('move', 850, 'film', { shiftKey: true });
  pointer('move', 830, 'film', { shiftKey: true });
  pointer('up', 830);
  assert.deepEqual(ranges()[2], [83, 90]);
  assert.equal(cutList.selectedMark.start, 83);
  assert.deepEqual(said.slice(-2), ['scrub 83 start', 'kept']);
  cutList.undo();
  assert.equal(ranges().length, 2);
});

test('a drag that is called off leaves no drawn clip', () => {
  const { pointer, ranges, canvas } = seat();
  pointer('down', 900, 'film', { shiftKey: true });
  pointer('move', 850);
  canvas.key('Escape');
  assert.equal(ranges().length, 2);
});

test('a tap on a clip selects it, and on a mark goes to it exactly', () => {
  const { pointer, cutList, said } = seat({ suggestions: { scenes: [50] } });
  pointer('down', 700);
  pointer('up', 700);
  assert.equal(cutList.selected, 'm2');
  pointer('down', 503, 'marks');
  pointer('up', 503, 'marks');
  assert.equal(said.at(-1), 'seek 50.');
});

test('two taps soon and near are a double press; a drag between is none', () => {
  const { pointer, said } = seat();
  const tap = (x, ms) => {
    pointer('down', x, 'wave');
    pointer('up', x, 'wave', { timeStamp: ms });
  };
  tap(500, 1000);
  tap(503, 1200);
  assert.equal(said.at(-1), 'twice track 50.3');
  tap(503, 1300);
  tap(503, 1900);
  tap(540, 2000);
  assert.equal(said.filter((word) => word.startsWith('twice')).length, 1);
});

test('a finger’s tap seeks when it lifts, and a sideways move scrubs', () => {
  const { pointer, said } = seat();
  const touch = { pointerType: 'touch' };
  pointer('down', 500, 'wave', touch);
  assert.deepEqual(said, []);
  pointer('up', 500, 'wave', touch);
  assert.deepEqual(said, ['seek 50', 'seek 50.']);
  pointer('down', 500, 'wave', touch);
  pointer('move', 504, 'wave', touch);
  pointer('move', 520, 'wave', touch);
  pointer('up', 520, 'wave', touch);
  assert.deepEqual(said.slice(2), ['seek 52', 'seek 52.']);
});

test('a finger that scrolls the page changes nothing', () => {
  const { pointer, said, ranges, clock } = seat();
  pointer('down', 500, 'wave', { pointerType: 'touch' });
  pointer('cancel', 500, 'wave', { pointerType: 'touch' });
  clock.ring();
  pointer('down', 394, 'film', { pointerType: 'touch' });
  pointer('move', 420, 'film', { pointerType: 'touch' });
  pointer('cancel', 420, 'film', { pointerType: 'touch' });
  assert.deepEqual(ranges()[0], [20, 40]);
  assert.deepEqual(said, ['scrub 42.6 end', 'dropped']);
});

test('a finger held still draws a clip', () => {
  const { pointer, ranges, clock } = seat();
  const touch = { pointerType: 'touch' };
  pointer('down', 850, 'wave', touch);
  clock.ring();
  pointer('move', 900, 'wave', touch);
  pointer('up', 900, 'wave', touch);
  assert.deepEqual(ranges()[2], [85, 90]);
});

test('a finger held and lifted draws nothing, and a finger that moved before is not held', () => {
  const { pointer, ranges, clock, said } = seat();
  const touch = { pointerType: 'touch' };
  pointer('down', 850, 'wave', touch);
  clock.ring();
  pointer('up', 850, 'wave', touch);
  pointer('down', 850, 'wave', touch);
  pointer('move', 870, 'wave', touch);
  assert.equal(clock.timers.size, 0);
  pointer('up', 870, 'wave', touch);
  assert.equal(ranges().length, 2);
  assert.equal(said.at(-1), 'seek 87.');
});

test('two fingers zoom and pan, and put back what the first began', () => {
  const { pointer, ranges, view } = seat();
  const finger = (pointerId) => ({ pointerType: 'touch', pointerId });
  pointer('down', 394, 'film', finger(1));
  pointer('move', 450, 'film', finger(1));
  pointer('down', 650, 'film', finger(2));
  assert.deepEqual(ranges()[0], [20, 40]);
  const time = view.timeAt(550);
  pointer('move', 350, 'film', finger(1));
  pointer('move', 750, 'film', finger(2));
  assert.equal(Math.round(view.seconds), 50);
  assert.ok(Math.abs(view.xOf(time) - 550) < 1e-6);
  pointer('up', 750, 'film', finger(2));
  pointer('move', 100, 'film', finger(1));
  pointer('up', 100, 'film', finger(1));
  assert.deepEqual(ranges()[0], [20, 40]);
});

test('the wheel pans, with Ctrl it zooms at the pointer, and at the end the page scrolls', () => {
  const { canvas, view } = seat();
  const wheel = (more) => canvas.send('wheel', { deltaX: 0, deltaY: 0, deltaMode: 0, offsetX: 250, offsetY: 100, ...more });
  assert.equal(wheel({ deltaY: 50 }).defaultPrevented, false, 'all is in view');
  assert.equal(wheel({ deltaY: -300, ctrlKey: true }).defaultPrevented, true);
  assert.ok(view.seconds < 60 && Math.abs(view.timeAt(250) - 25) < 1e-6);
  const { start } = view;
  assert.equal(wheel({ deltaX: 40, deltaY: 3 }).defaultPrevented, true);
  assert.ok(Math.abs(view.start - start - 40 * view.secondsPerPixel) < 1e-9);
  assert.equal(wheel({ deltaY: 1, deltaMode: 2 }).defaultPrevented, true);
  wheel({ deltaY: -9999 });
  assert.equal(wheel({ deltaY: -1 }).defaultPrevented, false);
});

test('the overview’s window is dragged, and comes to a press beside it', () => {
  const { pointer, view, said } = seat({ show: [40, 60] });
  pointer('down', 450, 'overview');
  pointer('move', 650, 'overview');
  pointer('up', 650, 'overview');
  assert.equal(Math.round(view.start), 60);
  pointer('down', 100, 'overview');
  assert.equal(Math.round(view.start), 0);
  pointer('up', 100, 'overview');
  assert.deepEqual(said, []);
});

test('when all of the film is in view the overview seeks', () => {
  const { pointer, said } = seat();
  pointer('down', 100, 'overview');
  pointer('up', 100, 'overview');
  assert.deepEqual(said, ['seek 10', 'seek 10.']);
});

test('a drag beside the view pans it along, until the hand comes back', () => {
  const { pointer, view, clock, ranges } = seat({ show: [0, 50] });
  pointer('down', 794);
  pointer('move', 1030);
  for (let i = 0; i < 3; i += 1) clock.frame();
  assert.ok(Math.abs(view.start - 3 * 6 * 0.05) < 1e-6, `${view.start}`);
  assert.ok(Math.abs(ranges()[0][1] - view.timeAt(1036)) < 0.05);
  pointer('move', 900);
  clock.frame();
  assert.equal(clock.frames.length, 0);
  pointer('up', 900);
});

test('a hand that lifts beside the view ends the panning', () => {
  const { pointer, view, clock } = seat({ show: [0, 50] });
  pointer('down', 794);
  pointer('move', 1030);
  pointer('up', 1030);
  const { start } = view;
  clock.frame();
  assert.deepEqual([view.start, clock.frames.length], [start, 0]);
  pointer('down', 500, 'ruler');
  pointer('move', 1030, 'ruler');
  clock.frame();
  assert.ok(view.start > start, 'and a new one begins');
});

test('the mouse’s shape says what it would do', () => {
  const { pointer, canvas } = seat({ show: [10, 60] });
  const over = (x, band, more) => (pointer('move', x, band, more), canvas.cursor);
  assert.equal(over(206, 'film'), 'ew-resize');
  assert.equal(over(900, 'film'), 'default');
  assert.equal(over(900, 'film', { shiftKey: true }), 'crosshair');
  assert.equal(over(350, 'overview'), 'grab');
  assert.equal(over(900, 'overview'), 'pointer');
});

test('a pointer that came down elsewhere ends no drag', () => {
  const { pointer, ranges, said } = seat();
  pointer('down', 394);
  pointer('move', 420);
  pointer('up', 420, 'film', { pointerId: 9 });
  pointer('move', 430);
  pointer('up', 430);
  assert.deepEqual(ranges()[0], [20, 43.6]);
  assert.equal(said.filter((word) => word === 'kept').length, 1);
});

test('the right button and a torn-down timeline do nothing', () => {
  const { pointer, said, hands, ranges } = seat();
  pointer('down', 300, 'ruler', { button: 2 });
  pointer('down', 394);
  pointer('move', 450);
  hands.destroy();
  assert.deepEqual(ranges()[0], [20, 40]);
  pointer('down', 300, 'ruler');
  assert.deepEqual(said.filter((word) => word.startsWith('seek')), []);
});
