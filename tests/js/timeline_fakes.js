// Stand-ins for what the timeline needs of a browser: a context that writes down what is drawn, a canvas, pointers, a clock.

import './words_setup.js';
import { CutList } from '../../static/js/room/cut_list.js';
import { FrameTimes } from '../../static/js/room/frame_times.js';
import { timelineMarks } from '../../static/js/room/marks_from.js';
import { ViewWindow } from '../../static/js/room/view_window.js';
import { ClipBoxes } from '../../static/js/timeline/clip_boxes.js';
import { filmData } from '../../static/js/timeline/film_data.js';
import { layoutOf } from '../../static/js/timeline/layout.js';
import { placeLabels } from '../../static/js/timeline/place_labels.js';
import { emptyScene } from '../../static/js/timeline/scene.js';
import { TextFit } from '../../static/js/timeline/text_fit.js';

export const kLetterPx = 7;

/** Each call is kept as [name, ...arguments]; each letter is 7 pixels wide. */
export function fakeContext() {
  const calls = [];
  const known = { font: '', calls, measureText: (text) => ({ width: [...text].length * kLetterPx }) };
  const named = (name) => calls.filter(([each]) => each === name);
  const context = new Proxy(known, {
    get: (target, name) => target[name] ?? ((...args) => void calls.push([name, ...args])),
  });
  const texts = () => named('fillText').map(([, text, x, y]) => ({ text, x, y, w: [...text].length * kLetterPx }));
  return { context, calls, named, texts };
}

const kTheme = {
  ...{ ink: 'ink', inkSoft: 'inkSoft', paper: 'paper', surface: 'surface', sunken: 'sunken', line: 'line', lineStrong: 'lineStrong' },
  ...{ accent: 'accent', tape: 'tape', bed: 'bed', onTape: 'onTape', veil: 0.22, scale: 1 },
  ...{ small: 'small', name: 'name', figures: 'figures' },
};

/** A scene as the timeline would draw it. */
export function sceneOf({ clips = [], selected = -1, duration = 100, width = 1000, height = 216, show = null, suggestions = {}, film = {} } = {}) {
  const frames = new FrameTimes({ frameRate: 25, duration });
  const cutList = CutList.fromClips(clips, { duration, frameSeconds: frames.frameSeconds });
  if (selected >= 0) cutList.select(cutList.marks[selected].id);
  const view = new ViewWindow({ duration, frameSeconds: frames.frameSeconds, width });
  if (show) view.zoomAt(duration / (show[1] - show[0]), 0);
  if (show) view.pan(show[0] / view.secondsPerPixel);
  const { silences = [], keyFrames = [] } = suggestions;
  const data = filmData({ frames, marks: timelineMarks(suggestions, duration), silences, keyFrames, ...film });
  const scene = emptyScene(view, data, kTheme, new TextFit(fakeContext().context));
  scene.layout = layoutOf(width, height, { hasPicture: data.hasPicture, hasSound: data.hasSound, hasMarks: data.marks.length > 0 });
  return Object.assign(refresh(scene, cutList), { cutList });
}

/** What a drawing does first. */
export function refresh(scene, cutList) {
  Object.assign(scene, { marks: cutList.marks, selected: cutList.selected, open: cutList.open });
  scene.boxes = new ClipBoxes().update(scene);
  scene.labels = placeLabels(scene);
  return scene;
}

/** Whether any two of these lie over each other. */
export const overlaps = (boxes) =>
  boxes.some((a, i) => boxes.some((b, j) => i < j && a.x < b.x + b.w && b.x < a.x + a.w && (a.y ?? 0) === (b.y ?? 0)));

/** An element that pointers are sent to. */
export class FakeCanvas extends EventTarget {
  ownerDocument = new EventTarget();
  captured = [];
  setPointerCapture = (id) => void this.captured.push(id);

  send(type, more = {}) {
    const event = new Event(type, { cancelable: true });
    const fields = { pointerId: 1, pointerType: 'mouse', button: 0, offsetX: 0, offsetY: 0, ctrlKey: false, metaKey: false, shiftKey: false };
    for (const [name, value] of Object.entries({ altKey: false, ...fields, ...more })) Object.defineProperty(event, name, { value });
    this.dispatchEvent(event);
    return event;
  }

  key(key) {
    const event = new Event('keydown', { cancelable: true });
    Object.defineProperty(event, 'key', { value: key });
    this.ownerDocument.dispatchEvent(event);
    return event;
  }
}

/** Timers and pictures that come when the test says so. */
export class FakeClock {
  timers = new Map();
  frames = [];
  #last = 0;

  setTimer = (work) => (this.timers.set((this.#last += 1), work), this.#last);
  clearTimer = (timer) => void this.timers.delete(timer);
  nextFrame = (work) => void this.frames.push(work);

  ring() {
    const due = [...this.timers.values()];
    this.timers.clear();
    for (const work of due) work();
  }
  frame() {
    for (const work of this.frames.splice(0)) work();
  }
}
