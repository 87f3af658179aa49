// @ts-check
// Elements without markup in strings: text is set as text, handlers as functions, and a region is drawn again only
// when what it shows has changed, so that focus, typing and players stay.

import { languageTag, t } from './lang/t.js';

/** Words that follow the language: what stands there for longer than a change of it, or of a name. @typedef {() => string} Said */
/** @typedef {Node|string|number|null|undefined|false|Said} Child */

const kSvg = 'http://www.w3.org/2000/svg';
// The build puts them into index.html.
const sprite = () => (document.getElementById('icons') ? '#icon-' : 'icons.svg#');

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>|null} [props]  `on…` are handlers, `class` and the rest attributes; false and null leave
 *   them out, and a function gives words that follow the language
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = null, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') /** @type {any} */ (element).value = value;
    else if (typeof value === 'function') follow(element, () => element.setAttribute(name, value()));
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...kept(children, element));
  return element;
}

/** @param {(Child|Child[])[]} children @param {Element} parent @returns {(Node|string)[]} */
const kept = (children, parent) =>
  children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : typeof child === 'function' ? saidNode(child, parent) : String(child)));

/** @type {WeakMap<Element, (() => void)[]>} what an element's words are set by */
const following = new WeakMap();

/** @param {Element} element @param {() => void} set */
function follow(element, set) {
  set();
  following.set(element, [...(following.get(element) ?? []), set]);
}

/** @param {Said} said @param {Element} parent */
function saidNode(said, parent) {
  const node = document.createTextNode('');
  follow(parent, () => void (node.data = said()));
  return node;
}

/** The language has changed, or what else words follow: they are said anew. @param {Element} root */
export function sayAnew(root) {
  for (const element of [root, ...root.querySelectorAll('*')]) for (const set of following.get(element) ?? []) set();
}

/** @param {string} name of a symbol in icons.svg */
export function icon(name) {
  const svg = document.createElementNS(kSvg, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(kSvg, 'use');
  use.setAttribute('href', `${sprite()}${name}`);
  svg.append(use);
  return svg;
}

/** @type {WeakMap<Element, {key: string, language: string}>} */
const drawn = new WeakMap();

/**
 * Draws a region when `key` (any JSON value: all that it shows) differs from the last time, or the language does. Focus
 * on an element with an id is kept; where only the language is another, so is all that was typed and opened.
 * @param {Element} element @param {unknown} key @param {() => Child|Child[]} build @returns {boolean} whether it was drawn
 */
export function draw(element, key, build) {
  const now = { key: JSON.stringify(key), language: languageTag() };
  const last = drawn.get(element);
  if (last?.key === now.key && last.language === now.language) return false;
  drawn.set(element, now);
  const focused = element.contains(document.activeElement) ? document.activeElement?.id : '';
  const left = last?.key === now.key ? controlsOf(element) : [];
  const typed = left.map(({ value, checked, open }) => ({ value, checked, open }));
  const at = left.indexOf(/** @type {any} */ (document.activeElement));
  element.replaceChildren(...kept([build()], element));
  if (focused) document.getElementById(focused)?.focus();
  if (left.length) takeOver(controlsOf(element), left, typed, at);
  return true;
}

const kControls = ['input', 'textarea', 'select', 'button', 'summary', 'details'];

/** @param {Element} element @returns {any[]} */
const controlsOf = (element) => kControls.flatMap((tag) => [...element.querySelectorAll(tag)]);

/** @param {any[]} now @param {any[]} before @param {{value: string, checked: boolean, open: boolean}[]} typed @param {number} focused */
function takeOver(now, before, typed, focused) {
  if (now.length !== before.length) return;
  now.forEach((control, index) => {
    const { value, checked, open } = typed[index];
    if (control.localName === 'details') control.open = open;
    else if (['textarea', 'select'].includes(control.localName)) control.value = value;
    else if (control.localName === 'input' && control.type !== 'file') Object.assign(control, { value, checked });
  });
  if (focused >= 0) now[focused].focus();
}

/** Shows a region or takes it away. @param {HTMLElement} element @param {boolean} shown */
export function show(element, shown) {
  element.hidden = !shown;
  if (shown || !drawn.has(element)) return;
  drawn.delete(element);
  element.replaceChildren();
}

/**
 * One child per item, kept while the item is there: `render` is called for each, on the same element every time.
 * @template T @param {Element} list @param {T[]} items @param {(item: T) => string} keyOf
 * @param {keyof HTMLElementTagNameMap} tag @param {(element: HTMLElement, item: T, index: number) => void} render
 */
export function keyed(list, items, keyOf, tag, render) {
  const before = new Map([...list.children].map((child) => [child.getAttribute('data-key'), child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    const element = /** @type {HTMLElement} */ (before.get(key) ?? h(tag, { 'data-key': key }));
    before.delete(key);
    render(element, item, index);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
  for (const gone of before.values()) gone.remove();
}

/** Sets the text of a part, where it differs. @param {Element} element @param {string} selector @param {string} text */
export function say(element, selector, text) {
  const part = element.querySelector(selector);
  if (part && part.textContent !== text) part.textContent = text;
}

let lastId = 0;

/**
 * A labelled field. @param {string} label @param {HTMLElement} control @param {string|Said} [hint]
 */
export function field(label, control, hint) {
  if (!control.id) control.id = `field-${(lastId += 1)}`;
  const hintId = `${control.id}-hint`;
  if (hint) control.setAttribute('aria-describedby', hintId);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), control, hint && h('p', { class: 'hint', id: hintId }, hint));
}

/**
 * Choices that belong together, below their name. Not a legend: where the box is flex or grid, WebKit draws one across its edge.
 * @param {Record<string, any>} props @param {string|Said} name @param {...(Child|Child[])} choices
 */
export function choiceGroup(props, name, ...choices) {
  const id = `group-${(lastId += 1)}`;
  return h('fieldset', { ...props, 'aria-labelledby': id }, h('div', { class: 'group-name', id }, name), ...choices);
}

/** A password field that can be looked at. @param {string} label @param {Record<string, any>} props @param {string|Said} [hint] */
export function passwordField(label, props, hint) {
  const input = h('input', { type: 'password', required: true, ...props });
  const toggle = h('button', { type: 'button', class: 'quiet small reveal' });
  const name = () => {
    const does = input.type === 'password' ? 'show' : 'hide';
    toggle.textContent = t(`common.${does}`);
    toggle.setAttribute('aria-label', t(`common.${does}Field`, { label: languageTag() === 'en' ? label.toLowerCase() : label }));
  };
  const become = (/** @type {'password'|'text'} */ type) => {
    input.type = type;
    name();
  };
  toggle.addEventListener('click', () => become(input.type === 'password' ? 'text' : 'password'));
  name();
  const box = field(label, input, hint);
  box.classList.add('with-button');
  box.append(toggle);
  /** Empty, and what is typed next is hidden. */
  const clear = () => {
    input.value = '';
    become('password');
  };
  return { box, input, clear };
}

/** What went wrong, where it went wrong; empty it is silent. */
export function notice() {
  const element = h('p', { class: 'notice', role: 'alert' });
  return {
    element,
    /** @param {unknown} error */
    say: (error) => (element.textContent = error instanceof Error ? error.message : String(error ?? '')),
  };
}

/**
 * A button whose action runs once at a time, and which says beside it why it failed. @param {string} label
 * @param {{class?: string, icon?: string, id?: string, onclick: () => unknown}} given
 */
export function button(label, given) {
  const element = h('button', { type: 'button', class: given.class, id: given.id }, given.icon && icon(given.icon), label);
  const wrong = notice();
  wrong.element.classList.add('full');
  element.addEventListener('click', async () => {
    if (element.getAttribute('aria-busy')) return;
    element.setAttribute('aria-busy', 'true');
    wrong.element.remove();
    try {
      await given.onclick();
    } catch (error) {
      element.parentElement?.append(wrong.element);
      wrong.say(error);
    } finally {
      element.removeAttribute('aria-busy');
    }
  });
  return element;
}
