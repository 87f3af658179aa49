// @ts-check
// What to make: which clips, and which files of each.

import { button, draw, field, h, say, show } from '../dom.js';
import { kOutputs } from '../recipe.js';
import { kRecipeFields } from '../recipe_fields.js';
import { isOver, kOutputWords } from '../words.js';

/** @typedef {import('../pages/recipe_draft.js').RecipeDraft} RecipeDraft */

/** @type {Record<string, string>} */
const kSaved = { '': '', unsaved: '', saving: 'Saving…', saved: 'Saved' };

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderRecipe(element, state, actions) {
  const job = /** @type {import('../types.js').Job} */ (state.job);
  const draft = /** @type {RecipeDraft} */ (state.draft);
  const ready = job.status === 'READY';
  const here = job.r2SourceKey !== null;
  const { form } = draft;
  // Not by the job, which moves on while somebody types; nor by what is typed, unless another hand has changed it.
  const { typed, changes = '0' } = element.dataset;
  if (form.mode === 'hand' && typed !== form.ranges) element.dataset.changes = String(Number(changes) + 1);
  draw(element, [form.mode, form.from, element.dataset.changes], () => {
    return [
      h('h2', { 'data-say': 'title' }),
      h('p', { class: 'hint', 'data-say': 'again' }),
      modes(draft),
      form.mode === 'hand' && byHand(element, draft),
      form.mode === 'auto' && automatic(draft),
      outputs(draft),
      h('p', { class: 'notice', role: 'alert', 'data-say': 'errors' }),
      h('p', { class: 'hint', role: 'status', 'data-say': 'saved' }),
      h('p', { role: 'status', 'data-say': 'waits' }),
      h('div', { class: 'row', 'data-say': 'order' }),
    ];
  });
  const { errors, timesErrors, timesHints } = draft;
  say(element, '[data-say=title]', ready ? 'Make other clips' : 'What to make');
  say(element, '[data-say=again]', ready ? 'From the same file, without a new upload. What is there stays.' : '');
  say(element, '[data-say=errors]', errors.filter((error) => !timesErrors.includes(error)).join(' '));
  say(element, '[data-say=times]', timesErrors.join(' '));
  say(element, '[data-say=hints]', timesErrors.length ? '' : timesHints.join(' '));
  element.querySelector('#ranges')?.setAttribute('aria-invalid', String(timesErrors.length > 0));
  say(element, '[data-say=saved]', here ? '' : kSaved[draft.saved]);
  say(element, '[data-say=waits]', waitsWord(job, draft));
  const ownPlace = /** @type {HTMLElement} */ (element.querySelector('[data-say=order]'));
  const order = state.room?.makePlace ?? ownPlace;
  if (order !== ownPlace) show(ownPlace, false);
  const mayOrder = draft.waits || (here ? isOver(job) : draft.touched);
  order.hidden = !mayOrder;
  draw(order, mayOrder, () => mayOrder && button('Make these', { class: 'primary', icon: 'cut', onclick: actions.makeClips }));
}

/** When what is chosen is made. @param {import('../types.js').Job} job @param {RecipeDraft} draft */
function waitsWord(job, draft) {
  if (isOver(job)) return '';
  const here = job.r2SourceKey !== null;
  if (draft.waits) return here ? 'The file is here and waits for your choice.' : 'Nothing is made before you press “Make these”.';
  return here ? 'Another choice is being made now. Yours can be made after it.' : 'This is made as soon as the file is here.';
}

/** @param {RecipeDraft} draft */
function modes(draft) {
  /** @type {['auto'|'hand'|'none', string][]} */
  const choices = [
    ['auto', 'Automatic'],
    ['hand', 'By hand'],
    ['none', 'No clips'],
  ];
  return h(
    'fieldset',
    { class: 'segments' },
    h('legend', null, 'Clips'),
    choices.map(([mode, label]) => {
      const id = `mode-${mode}`;
      const input = h('input', { type: 'radio', name: 'mode', id, checked: draft.form.mode === mode, onchange: () => draft.change({ mode }) });
      return h('label', { for: id }, input, h('span', null, label));
    }),
  );
}

/** @param {HTMLElement} element @param {RecipeDraft} draft */
function byHand(element, draft) {
  element.dataset.typed = draft.form.ranges;
  const text = h('textarea', {
    id: 'ranges',
    class: 'mono',
    rows: Math.min(10, Math.max(3, draft.form.ranges.split('\n').length + 1)),
    spellcheck: 'false',
    placeholder: '1:02-1:17 The best bit\n2:30-2:45',
    value: draft.form.ranges,
    oninput(/** @type {any} */ event) {
      element.dataset.typed = event.target.value;
      draft.change({ ranges: event.target.value });
    },
  });
  const box = field('Times', text, 'One a line, from-to and a name if you like: 1:02-1:17 The best bit');
  text.after(
    h('p', { class: 'notice', role: 'alert', id: 'ranges-wrong', 'data-say': 'times' }),
    h('p', { class: 'warn', role: 'status', 'data-say': 'hints' }),
  );
  text.setAttribute('aria-describedby', 'ranges-wrong ranges-hint');
  return box;
}

/** @param {RecipeDraft} draft */
function automatic(draft) {
  const { form } = draft;
  const from = h(
    'select',
    { id: 'auto-from', onchange: (/** @type {any} */ event) => draft.change({ from: event.target.value }) },
    [
      ['', 'Chapters, or else scene changes'],
      ['chapters', 'Chapters'],
      ['scenes', 'Scene changes'],
      ['even', 'Evenly over the video'],
    ].map(([value, label]) => h('option', { value, selected: value === form.from }, label)),
  );
  const number = (/** @type {'count'|'maxSeconds'} */ name, /** @type {string} */ label, /** @type {string} */ step) =>
    field(
      label,
      h('input', {
        type: 'number',
        id: `auto-${name}`,
        min: kRecipeFields.auto[name].minimum,
        max: kRecipeFields.auto[name].maximum,
        step,
        value: form[name],
        oninput: (/** @type {any} */ event) => draft.change({ [name]: event.target.valueAsNumber }),
      }),
    );
  return h(
    'div',
    { class: 'fields' },
    field('Where to cut', from),
    form.from && number('count', 'Clips at most', '1'),
    form.from && number('maxSeconds', 'Seconds each at most', 'any'),
  );
}

/** @param {RecipeDraft} draft */
function outputs(draft) {
  return h(
    'fieldset',
    { class: 'outputs' },
    h('legend', null, 'Files'),
    kOutputs.map((output) => {
      const [label, hint] = kOutputWords[output];
      const id = `output-${output}`;
      const input = h('input', {
        type: 'checkbox',
        id,
        checked: draft.form.outputs.includes(output),
        onchange(/** @type {any} */ event) {
          const others = draft.form.outputs.filter((other) => other !== output);
          draft.change({ outputs: event.target.checked ? [...others, output] : others });
        },
      });
      return h('label', { class: 'check', for: id }, input, h('span', null, label, h('span', { class: 'sub' }, hint)));
    }),
  );
}
