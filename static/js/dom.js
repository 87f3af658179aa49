// @ts-check
// Elements without markup in strings: text is set as text, handlers as functions, and a region is drawn again only
// when what it shows has changed, so that focus, typing and players stay.

/** @typedef {Node|string|number|null|undefined|false} Child */

const kSvg = 'http://www.w3.org/2000/svg';
// The build puts them into index.html.
const sprite = () => (document.getElementById('icons') ? '#icon-' : 'icons.svg#');

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>|null} [props]  `on…` are handlers, `class` and the rest attributes; false and null leave them out
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = null, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') /** @type {any} */ (element).value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...kept(children));
  return element;
}

/** @param {(Child|Child[])[]} children @returns {(Node|string)[]} */
const kept = (children) =>
  children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));

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

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * Draws a region when `key` (any JSON value: all that it shows) differs from the last time. Focus on an element with
 * an id is kept.
 * @param {Element} element @param {unknown} key @param {() => Child|Child[]} build @returns {boolean} whether it was drawn
 */
export function draw(element, key, build) {
  const text = JSON.stringify(key);
  if (drawn.get(element) === text) return false;
  drawn.set(element, text);
  const focused = element.contains(document.activeElement) ? document.activeElement?.id : '';
  element.replaceChildren(...kept([build()]));
  if (focused) document.getElementById(focused)?.focus();
  return true;
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
 * A labelled field. @param {string} label @param {HTMLElement} control @param {string} [hint]
 */
export function field(label, control, hint) {
  if (!control.id) control.id = `field-${(lastId += 1)}`;
  const hintId = `${control.id}-hint`;
  if (hint) control.setAttribute('aria-describedby', hintId);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), control, hint && h('p', { class: 'hint', id: hintId }, hint));
}

/** A password field that can be looked at. @param {string} label @param {Record<string, any>} props @param {string} [hint] */
export function passwordField(label, props, hint) {
  const input = h('input', { type: 'password', required: true, ...props });
  const toggle = h('button', { type: 'button', class: 'quiet small reveal' });
  const name = () => {
    toggle.textContent = input.type === 'password' ? 'Show' : 'Hide';
    toggle.setAttribute('aria-label', `${toggle.textContent} ${label.toLowerCase()}`);
  };
  toggle.addEventListener('click', () => {
    input.type = input.type === 'password' ? 'text' : 'password';
    name();
  });
  name();
  const box = field(label, input, hint);
  box.classList.add('with-button');
  box.append(toggle);
  return { box, input };
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
