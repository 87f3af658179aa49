// @ts-check
// One clip, or the whole video: something to look at, and its files with size, method and links.

import { contentUrl } from '../api.js';
import { button, draw, h, icon } from '../dom.js';
import { formatBytes } from '../format.js';
import { kindWord, methodWord, spanWord } from '../words.js';
import { renderStoryboard } from './storyboard_view.js';

/** @typedef {import('../types.js').Artifact} Artifact */

/** What can be looked at, the first of them at once. */
const kPlayable = ['clip', 'storyboard', 'gif', 'webp', 'poster', 'audio', 'waveform'];

/**
 * @param {HTMLElement} element @param {import('./results.js').Group} group @param {number} index
 * @param {import('./job.js').JobActions} actions
 */
export function renderClip(element, group, index, actions) {
  element.className = `card clip${group.start === null ? ' whole' : ''}`;
  draw(element, [index, group.artifacts.map((artifact) => artifact.id)], () => {
    const shown = kPlayable.flatMap((type) => group.artifacts.filter((artifact) => artifact.type === type));
    const stage = h('div', { class: 'stage' });
    const choices = h('div', { class: 'choices', role: 'group', 'aria-label': 'Show' });
    const look = (/** @type {Artifact} */ artifact) => {
      stage.replaceChildren(preview(artifact, group, actions));
      for (const choice of choices.children) choice.setAttribute('aria-pressed', String(choice.getAttribute('data-artifact') === artifact.id));
    };
    for (const artifact of shown) {
      const choose = { type: 'button', class: 'small', 'data-type': artifact.type, 'data-artifact': artifact.id, onclick: () => look(artifact) };
      choices.append(h('button', choose, lookWord(artifact, group.artifacts)));
    }
    if (shown.length) look(shown[0]);
    return [
      h(
        'header',
        null,
        h('h3', null, h('bdi', null, group.start === null ? 'The whole video' : (group.label ?? `Clip ${index + 1}`))),
        group.start !== null && h('p', { class: 'mono' }, spanWord(group)),
      ),
      stage,
      shown.length > 1 && choices,
      h('ul', { class: 'files' }, group.artifacts.map((artifact) => renderFileLine(artifact, group.artifacts, actions))),
    ];
  });
}

/** @param {Artifact} artifact @param {import('./results.js').Group} group @param {import('./job.js').JobActions} actions */
function preview(artifact, group, actions) {
  const src = contentUrl(artifact.id);
  const name = `${kindWord(artifact.type)}, ${group.label ?? spanWord(group)}`;
  if (artifact.type === 'clip') {
    const poster = group.artifacts.find((other) => other.type === 'poster');
    // Nothing is fetched before it is played: players that preload would take the browser's few connections.
    return h('video', { src, controls: true, playsinline: true, preload: 'none', poster: poster && contentUrl(poster.id), 'aria-label': name, 'data-artifact': artifact.id });
  }
  if (artifact.type === 'audio') return h('audio', { src, controls: true, preload: 'none', 'aria-label': name });
  if (artifact.type === 'storyboard') {
    const times = group.artifacts.find((other) => other.type === 'storyboard_vtt');
    return renderStoryboard(artifact, times ?? null, actions.artifactText);
  }
  return h('img', { src, alt: name, loading: 'lazy', width: artifact.width, height: artifact.height });
}

/**
 * What tells it from the others of its kind: several looks of one range lie in one card.
 * @param {Artifact} artifact @param {Artifact[]} all
 */
export function lookWord(artifact, all) {
  const kind = kindWord(artifact.type);
  const others = all.filter(({ type }) => type === artifact.type);
  if (others.length < 2) return kind;
  const size = (/** @type {Artifact} */ { width, height }) => `${width}×${height}`;
  const sized = artifact.width && artifact.height && new Set(others.map(size)).size === others.length;
  return `${kind} ${sized ? size(artifact) : others.indexOf(artifact) + 1}`;
}

/** @param {Artifact} artifact @param {Artifact[]} all @param {import('./job.js').JobActions} actions */
function renderFileLine(artifact, all, actions) {
  const kind = lookWord(artifact, all);
  const size = artifact.width && artifact.height ? `${artifact.width}×${artifact.height}` : '';
  return h(
    'li',
    { class: 'line', 'data-type': artifact.type },
    h(
      'span',
      { class: 'grow' },
      kind,
      h('span', { class: 'sub' }, [formatBytes(artifact.sizeBytes), size, artifact.type === 'clip' ? methodWord(artifact.method) : ''].filter(Boolean).join(' · ')),
    ),
    iconButton('link', `Copy a link to the ${kind}`, async (element) => {
      await copy(await actions.linkUrl(artifact.id), element);
    }),
    iconButton('save', `Download the ${kind}`, async () => {
      h('a', { href: await actions.downloadUrl(artifact.id), download: '' }).click();
    }),
    iconButton('bin', `Delete the ${kind}`, () => actions.removeArtifact(artifact)),
  );
}

/** @param {string} name @param {string} label @param {(element: HTMLElement) => Promise<void>} act */
function iconButton(name, label, act) {
  const element = button('', { class: 'icon-button', onclick: () => act(element) });
  element.replaceChildren(icon(name));
  element.setAttribute('aria-label', label);
  element.title = label;
  return element;
}

/** Copies, or where the page may not (plain http), shows what to copy. @param {string} url @param {HTMLElement} near */
async function copy(url, near) {
  const line = /** @type {HTMLElement} */ (near.closest('.line'));
  line.querySelector('.link')?.remove();
  const copied = await navigator.clipboard?.writeText(url).then(
    () => true,
    () => false,
  );
  const field = h('input', { class: 'mono', readonly: true, value: url, 'aria-label': 'The link' });
  line.append(h('div', { class: 'link', role: 'status' }, copied ? 'The link is copied. It works for a while, for anyone.' : field));
  if (!copied) field.select();
}
