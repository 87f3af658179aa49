// As much of a browser's document as the page's views use. A test imports it before them: `document` and `Node` are global.
// The words are English.

import './words_setup.js';

class FakeNode extends EventTarget {
  parentNode = null;
  childNodes = [];

  get children() {
    return this.childNodes.filter((node) => node instanceof FakeElement);
  }
  get parentElement() {
    return this.parentNode;
  }
  get isConnected() {
    return this === document.body || (this.parentNode?.isConnected ?? false);
  }
  get textContent() {
    return this.childNodes.map((node) => node.textContent).join('');
  }
  set textContent(text) {
    this.replaceChildren(...(text === '' || text === null ? [] : [String(text)]));
  }

  contains = (node) => node === this || this.childNodes.some((child) => child.contains(node));
  remove() {
    if (document.focused && this.contains(document.focused)) document.focused = null; // also where it is only moved
    if (this.parentNode) this.parentNode.childNodes = this.parentNode.childNodes.filter((node) => node !== this);
    this.parentNode = null;
  }
  insertBefore(node, before) {
    node.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
    return node;
  }
  append(...nodes) {
    for (const node of nodes) this.insertBefore(node instanceof FakeNode ? node : new FakeText(node), null);
  }
  prepend(...nodes) {
    const [first] = this.childNodes;
    for (const node of nodes) this.insertBefore(node, first);
  }
  replaceChildren(...nodes) {
    for (const child of [...this.childNodes]) child.remove();
    this.append(...nodes);
  }
  #sibling(by) {
    const all = this.parentNode?.children ?? [];
    return all[all.indexOf(this) + by] ?? null;
  }
  get nextElementSibling() {
    return this.#sibling(1);
  }
  get previousElementSibling() {
    return this.#sibling(-1);
  }
  before = (node) => void this.parentNode.insertBefore(node, this);
  after = (node) => void this.parentNode.insertBefore(node, this.parentNode.childNodes[this.parentNode.childNodes.indexOf(this) + 1]);
}

class FakeText extends FakeNode {
  constructor(text) {
    super();
    this.data = String(text);
  }
  get textContent() {
    return this.data;
  }
}

class FakeElement extends FakeNode {
  style = {};
  #attributes = new Map();
  #value = null;
  #checked = null;

  constructor(tag) {
    super();
    this.localName = tag;
    this.dataset = new Proxy({}, {
      get: (_, name) => this.getAttribute(`data-${name}`) ?? undefined,
      set: (_, name, value) => (this.setAttribute(`data-${name}`, value), true),
    });
  }

  getAttribute = (name) => this.#attributes.get(name) ?? null;
  hasAttribute = (name) => this.#attributes.has(name);
  setAttribute = (name, value) => void this.#attributes.set(name, String(value));
  removeAttribute = (name) => void this.#attributes.delete(name);
  toggleAttribute = (name, on = !this.hasAttribute(name)) => (this.#flag(name, on), on);
  #flag = (name, on) => (on ? this.setAttribute(name, '') : this.removeAttribute(name));

  get classList() {
    const names = () => new Set((this.getAttribute('class') ?? '').split(' ').filter(Boolean));
    const keep = (all) => this.setAttribute('class', [...all].join(' '));
    return {
      contains: (name) => names().has(name),
      add: (name) => keep(names().add(name)),
      toggle: (name, on) => keep(on ? names().add(name) : [...names()].filter((other) => other !== name)),
    };
  }
  get hidden() {
    return this.hasAttribute('hidden');
  }
  set hidden(on) {
    this.#flag('hidden', on);
  }
  get id() {
    return this.getAttribute('id') ?? '';
  }
  set id(id) {
    this.setAttribute('id', id);
  }
  get type() {
    return this.getAttribute('type') ?? '';
  }
  set type(type) {
    this.setAttribute('type', type);
  }
  get value() {
    return this.#value ?? this.getAttribute('value') ?? '';
  }
  set value(value) {
    this.#value = String(value);
  }
  get valueAsNumber() {
    return this.value === '' ? NaN : Number(this.value);
  }
  get checked() {
    return this.#checked ?? this.hasAttribute('checked');
  }
  set checked(on) {
    this.#checked = on;
  }

  matches(selector) {
    if (selector === '*') return true;
    const parts = selector.match(/:not\([^)]*\)|#[\w-]+|\.[\w-]+|\[[^\]]+\]|^[\w-]+/g) ?? [];
    return parts.every((part) => {
      if (part.startsWith(':not(')) return !this.matches(part.slice(5, -1));
      if (part[0] === '#') return this.id === part.slice(1);
      if (part[0] === '.') return this.classList.contains(part.slice(1));
      const [, name, value] = /^\[([\w-]+)(?:="?([^"]*?)"?)?\]$/.exec(part) ?? [];
      if (name) return value === undefined ? this.hasAttribute(name) : this.getAttribute(name) === value;
      return this.localName === part;
    });
  }
  closest(selector) {
    for (let at = this; at; at = at.parentNode) if (at.matches(selector)) return at;
    return null;
  }
  querySelectorAll(selector) {
    const inner = this.children.flatMap((child) => [child, ...child.querySelectorAll('')]);
    const [last, ...above] = selector.split(' ').reverse();
    const fits = (element) => element.matches(last) && above.every((part) => element.parentNode?.closest(part));
    return selector ? inner.filter(fits) : inner;
  }
  querySelector = (selector) => this.querySelectorAll(selector)[0] ?? null;

  getBoundingClientRect = () => ({ top: 0, bottom: 0 }); // nothing is laid out
  focus() {
    if (this.isConnected) document.focused = this;
  }
  select() {}
  showModal() {}
  close = () => this.dispatchEvent(new Event('close'));
  click = () => this.dispatchEvent(new Event('click', { cancelable: true }));
}

globalThis.Node = FakeNode;
globalThis.document = {
  addEventListener() {},
  title: '',
  hidden: false,
  focused: null,
  body: new FakeElement('body'),
  get activeElement() {
    return this.focused?.isConnected ? this.focused : this.body;
  },
  createElement: (tag) => new FakeElement(tag),
  createTextNode: (text) => new FakeText(text),
  createElementNS: (_, tag) => new FakeElement(tag),
  querySelector: () => null,
  getElementById: (id) => document.body.querySelector(`#${id}`),
};

/** An empty place in the page. */
export function place(tag = 'section') {
  const element = new FakeElement(tag);
  document.body.replaceChildren(element);
  return element;
}

/** As a person does it. */
export function type(input, text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

/** The button that reads so. */
export const buttonOf = (element, text) => element.querySelectorAll('button').find((button) => button.textContent === text) ?? null;
