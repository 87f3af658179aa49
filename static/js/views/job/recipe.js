// @ts-check
// What to make: which clips, and how they shall look. Where the cutting room is open, it has the looks.

import { button, choiceGroup, draw, field, h, say, show } from '../../dom.js';
import { t } from '../../lang/t.js';
import { kRecipeFields } from '../../recipe_fields.js';
import { isOver } from '../../words.js';

/** @typedef {import('../../pages/recipe_draft.js').RecipeDraft} RecipeDraft */

/** @type {readonly ('count'|'maxSeconds')[]} */
const kNumbers = ['count', 'maxSeconds'];
/** @type {Record<string, string>} */
const kSaved = { '': '', unsaved: '', saving: 'looks.saving', saved: 'looks.saved' };

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderRecipe(element, state, actions) {
  const job = /** @type {import('../../types.js').Job} */ (state.job);
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
      h('fieldset', { class: 'looks', 'data-say': 'strip' }),
      h('div', { class: 'look-panel', 'data-say': 'panel' }),
      h('p', { class: 'notice', role: 'alert', 'data-say': 'errors' }),
      h('p', { class: 'hint', role: 'status', 'data-say': 'saved' }),
      h('p', { role: 'status', 'data-say': 'waits' }),
      h('div', { class: 'row', 'data-say': 'order' }),
    ];
  });
  followNumbers(element, form);
  const { errors, timesErrors, timesHints } = draft;
  say(element, '[data-say=title]', t(ready ? 'looks.titleAgain' : 'looks.title'));
  say(element, '[data-say=again]', ready ? t('looks.again') : '');
  say(element, '[data-say=errors]', errors.filter((error) => !timesErrors.includes(error)).join(' '));
  say(element, '[data-say=times]', timesErrors.join(' '));
  say(element, '[data-say=hints]', timesErrors.length ? '' : timesHints.join(' '));
  element.querySelector('#ranges')?.setAttribute('aria-invalid', String(timesErrors.length > 0));
  say(element, '[data-say=saved]', here || !kSaved[draft.saved] ? '' : t(kSaved[draft.saved]));
  const isBetween = isOver(job) && state.making?.phase === 'queued'; // an order now would take the place of the looks that wait
  say(element, '[data-say=waits]', waitsWord(job, draft, isBetween));
  renderLooks(element, state, job, draft);
  const ownPlace = part(element, 'order');
  const order = state.room?.makePlace ?? ownPlace;
  if (order !== ownPlace) show(ownPlace, false);
  const mayOrder = !isBetween && (draft.waits || (here ? isOver(job) : draft.touched));
  order.hidden = !mayOrder;
  draw(order, mayOrder, () => mayOrder && button(t('looks.make'), { class: 'primary', icon: 'cut', onclick: actions.makeClips }));
}

/** What another tab has said of automatic clips; what is typed here is the form's already. @param {HTMLElement} element @param {RecipeDraft['form']} form */
function followNumbers(element, form) {
  for (const name of kNumbers) {
    const input = /** @type {HTMLInputElement|null} */ (element.querySelector(`#auto-${name}`));
    if (input && !Object.is(input.valueAsNumber, form[name])) input.value = String(form[name]);
  }
}

/** @param {HTMLElement} element @param {string} name */
const part = (element, name) => /** @type {HTMLElement} */ (element.querySelector(`[data-say=${name}]`));

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('../../types.js').Job} job @param {RecipeDraft} draft */
function renderLooks(element, state, job, draft) {
  const [strip, panel] = [part(element, 'strip'), part(element, 'panel')];
  const { room, looks, lookViews } = state;
  const isElsewhere = Boolean(room) || !looks || !lookViews;
  strip.hidden = panel.hidden = isElsewhere;
  if (isElsewhere || !looks || !lookViews) {
    show(strip, false);
    show(panel, false);
    return;
  }
  const given = lookViews.looksBeforeFilm({ job, draft, shelf: looks, panel });
  lookViews.renderStrip(strip, given, 'cards');
  lookViews.renderLookPanel(panel, given);
}

/** When what is chosen is made. @param {import('../../types.js').Job} job @param {RecipeDraft} draft @param {boolean} isBetween  two looks of an order */
function waitsWord(job, draft, isBetween) {
  if (isBetween) return t('looks.waits.another');
  if (isOver(job)) return '';
  const here = job.r2SourceKey !== null;
  if (draft.waits) return t(here ? 'looks.waits.here' : 'looks.waits.order');
  return t(here ? 'looks.waits.another' : 'looks.waits.upload');
}

/** @param {RecipeDraft} draft */
function modes(draft) {
  return choiceGroup(
    { class: 'segments' },
    t('looks.clips'),
    /** @type {const} */ (['auto', 'hand', 'none']).map((mode) => {
      const id = `mode-${mode}`;
      const input = h('input', { type: 'radio', name: 'mode', id, checked: draft.form.mode === mode, onchange: () => draft.change({ mode }) });
      return h('label', { for: id }, input, h('span', null, t(`looks.mode.${mode}`)));
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
    dir: 'auto',
    placeholder: t('looks.times.placeholder'),
    value: draft.form.ranges,
    oninput(/** @type {any} */ event) {
      element.dataset.typed = event.target.value;
      draft.change({ ranges: event.target.value });
    },
  });
  const box = field(t('looks.times'), text, t('looks.times.hint'));
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
    /** @type {const} */ (['any', 'chapters', 'scenes', 'even']).map((name) => {
      const value = name === 'any' ? '' : name;
      return h('option', { value, selected: value === form.from }, t(`looks.from.${name}`));
    }),
  );
  const number = (/** @type {'count'|'maxSeconds'} */ name, /** @type {string} */ step) =>
    field(
      t(`looks.auto.${name}`),
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
  return h('div', { class: 'fields' }, field(t('looks.from'), from), form.from && number('count', '1'), form.from && number('maxSeconds', 'any'));
}
