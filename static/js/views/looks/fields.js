// @ts-check
// Fields that stay while what they show changes: what is being typed is left alone, and focus is never lost.

import { choiceGroup, draw, field, h } from '../../dom.js';

/** @typedef {(value: any) => void} Give */
/** `show` brings it up to date. @template T @typedef {{box: HTMLElement, show: (now: T) => void}} Kept */

/**
 * @param {{id: string, label: string, hint?: string, min?: number, max?: number, step?: string, scale?: number, optional?: boolean}} about
 *   `scale`: what a unit of the field is in the recipe; an `optional` one may be empty: null
 * @param {Give} give @returns {Kept<number|null>}
 */
export function numberField({ id, label, hint, min, max, step = '1', scale = 1, optional = false }, give) {
  const input = h('input', { type: 'number', id, min, max, step, inputmode: 'decimal' });
  input.addEventListener('input', () => {
    const value = input.valueAsNumber;
    input.setAttribute('aria-invalid', String(!input.validity.valid));
    if (input.value === '' && !input.validity.badInput) return optional ? give(null) : undefined;
    return input.validity.valid && Number.isFinite(value) ? give(Math.round(value * scale * 1e6) / 1e6) : undefined;
  });
  return {
    box: field(label, input, hint),
    show(value) {
      const text = value === null ? '' : String(Math.round((value / scale) * 1000) / 1000);
      if (document.activeElement !== input && input.value !== text) input.value = text;
    },
  };
}

/** @param {{id: string, label: string, hint?: string}} about @param {Give} give @returns {Kept<{value: string, options: [string, string][]}>} */
export function selectField({ id, label, hint }, give) {
  const select = h('select', { id });
  select.addEventListener('change', () => give(select.value));
  return {
    box: field(label, select, hint),
    show({ value, options }) {
      draw(select, options, () => options.map(([each, words]) => h('option', { value: each }, words)));
      if (select.value !== value) select.value = value;
    },
  };
}

/** @param {{id: string, label: string}} about @param {[string, string][]} options @param {Give} give @returns {Kept<string>} */
export function segments({ id, label }, options, give) {
  const inputs = options.map(([value]) => h('input', { type: 'radio', name: id, id: `${id}-${value.replace(':', '-')}`, value, onchange: () => give(value) }));
  const box = choiceGroup(
    { class: 'segments' },
    label,
    options.map(([, words], index) => h('label', { for: inputs[index].id }, inputs[index], h('span', null, words))),
  );
  return { box, show: (value) => inputs.forEach((input) => (input.checked = input.value === value)) };
}

/** @param {{id: string, label: string, hint?: string, class?: string}} about @param {(on: boolean) => void} give @returns {Kept<boolean>} */
export function check({ id, label, hint, class: name = 'check' }, give) {
  const input = h('input', { type: 'checkbox', id, onchange: () => give(input.checked) });
  const box = h('label', { class: name, for: id }, input, h('span', null, label, hint && h('span', { class: 'sub' }, hint)));
  return { box, show: (on) => void (input.checked = on) };
}

/** @param {{id: string, label: string, min?: number, max?: number, step?: number, text: (value: number) => string}} about @param {(value: number) => void} give @returns {Kept<number>} */
export function slider({ id, label, min = 0, max = 1, step = 0.01, text }, give) {
  const input = h('input', { type: 'range', id, min, max, step });
  const said = h('output', { class: 'sub mono', for: id });
  const say = (/** @type {number} */ value) => {
    said.textContent = text(value);
    input.setAttribute('aria-valuetext', text(value));
  };
  input.addEventListener('input', () => {
    say(input.valueAsNumber); // what it is given to need not show it again
    give(input.valueAsNumber);
  });
  const box = field(label, input);
  box.append(said);
  box.classList.add('slider');
  return {
    box,
    show(value) {
      if (input.valueAsNumber !== value) input.value = String(value);
      say(value);
    },
  };
}
