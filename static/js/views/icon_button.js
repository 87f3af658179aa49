// @ts-check
// A button that is a picture, with its name for who cannot see it and for who rests on it.

import { button, icon } from '../dom.js';

/**
 * @param {string} name of the icon @param {string} label
 * @param {{does?: string, id?: string, onclick: (element: HTMLButtonElement) => unknown}} given
 */
export function iconButton(name, label, given) {
  const element = button('', { class: 'icon-button', onclick: () => given.onclick(element) });
  if (given.id) element.id = given.id;
  element.replaceChildren(icon(name));
  element.setAttribute('aria-label', label);
  element.title = label;
  if (given.does) element.setAttribute('data-does', given.does);
  return element;
}
