// @ts-check
// Which video it is: picture, title, author, and what is known of it.

import { contentUrl } from '../../api.js';
import { draw, h, icon } from '../../dom.js';
import { formatBytes, formatTime } from '../../format.js';
import { t, tNodes } from '../../lang/t.js';
import { renderThumbnail } from '../thumbnail.js';

/** @param {HTMLElement} element @param {import('../../types.js').Job} job @param {import('../../types.js').Artifact[]} artifacts */
export function renderHead(element, job, artifacts) {
  const { sourceMeta: meta, source } = job;
  const poster = artifacts.find((artifact) => artifact.type === 'poster');
  draw(element, [job.title, job.videoId, meta, source, poster?.id], () => {
    const duration = source?.durationSeconds ?? meta?.durationSeconds ?? null;
    return [
      renderThumbnail(job, poster ? contentUrl(poster.id) : null),
      h(
        'div',
        { class: 'job-what' },
        h('h1', null, h('bdi', null, job.title ?? t('job.untitled'))),
        h('p', { class: 'job-sub' }, meta?.authorName ? h('bdi', null, meta.authorName) : null),
        h(
          'ul',
          { class: 'facts' },
          h('li', null, h('a', { href: job.sourceUrl, rel: 'noreferrer', target: '_blank' }, t('job.onYouTube'), icon('out'))),
          duration !== null && h('li', { class: 'mono' }, formatTime(Math.round(duration * 10) / 10)),
          source && pictureOf(source) && h('li', { class: 'mono' }, pictureOf(source)),
          source && h('li', null, tNodes('job.fileFact', { name: h('bdi', null, source.fileName), size: formatBytes(source.sizeBytes) })),
        ),
        meta?.limited && meta.via !== 'manual' && h('p', { class: 'hint' }, t('job.limited')),
      ),
    ];
  });
}

/** As it is seen: a quarter turn changes sides. @param {import('../../types.js').SourceFile} source */
function pictureOf({ width, height, rotation, frameRate }) {
  if (!width || !height) return '';
  const turned = Math.abs(rotation ?? 0) % 180 === 90;
  const size = turned ? `${height}×${width}` : `${width}×${height}`;
  return frameRate ? t('job.pictureFact', { size, rate: Number(frameRate.toFixed(2)) }) : size;
}
