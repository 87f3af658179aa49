// @ts-check
// A receipt in words: what a file was made of, how, by what and when, and how anyone can check it.

import { button, h, notice } from '../../dom.js';
import { formatBytes, formatTime } from '../../format.js';
import { languageLocale, t } from '../../lang/t.js';
import { checkCommand, receiptName, settingsOf } from '../../results/receipt.js';
import { methodWord } from '../../words.js';
import { showModal } from '../modal.js';
import { copied } from './files.js';
import { saveText } from './save_text.js';

/** @typedef {import('../../results/receipt.js').Receipt} Receipt */

/**
 * @param {{title: string, fileName: string, text: string, said: Receipt, publicKey: string}} given  `text` as it was signed
 */
export function showReceipt({ title, fileName, text, said, publicKey }) {
  const told = h('p', { class: 'hint', role: 'status' });
  const wrong = notice();
  const command = checkCommand(fileName, publicKey);
  const copy = (/** @type {string} */ what) => async () => {
    if (await copied(what)) told.textContent = t('results.receipt.copied');
    else wrong.say(t('results.receipt.notCopied'));
  };
  showModal(
    { title: t('results.receipt.title', { file: title }), class: 'receipt-dialog' },
    h('p', null, t('results.receipt.lead')),
    h('dl', { class: 'facts-list' }, factsOf(said, publicKey).map(([name, ...value]) => h('div', null, h('dt', null, name), h('dd', null, value)))),
    h('section', { class: 'check-it' }, h('h3', null, t('results.receipt.check')), h('p', { class: 'hint' }, t('results.receipt.how')), h('pre', { tabindex: 0, dir: 'ltr', 'aria-label': t('results.receipt.command') }, h('code', null, command))),
    wrong.element,
    told,
    h(
      'div',
      { class: 'row end' },
      button(t('results.receipt.copyCommand'), { icon: 'link', onclick: copy(command) }),
      button(t('results.receipt.copy'), { icon: 'receipt', onclick: copy(text) }),
      button(t('results.receipt.save'), { class: 'primary', icon: 'save', onclick: () => saveText(receiptName(fileName), 'application/json', text) }),
    ),
  );
}

/** @param {Receipt} said @param {string} publicKey @returns {[string, ...import('../../dom.js').Child[]][]} */
function factsOf(said, publicKey) {
  const { artifact, source, read, rights, software } = said;
  const code = (/** @type {string} */ text) => h('code', { class: 'digest', dir: 'ltr' }, text);
  const span = (/** @type {number} */ start, /** @type {number} */ end) => h('span', { class: 'mono', dir: 'ltr' }, `${formatTime(start)} – ${formatTime(end)}`);
  const settings = settingsOf(said).map(([name, value]) => h('li', null, code(`${name}: ${value}`)));
  /** @type {[string, ...import('../../dom.js').Child[]][]} */
  const facts = [
    [t('results.receipt.made'), when(said.issuedAt), ', ', t('results.receipt.by', { version: software.clipbox })],
    [t('results.receipt.source'), code(source.key), h('span', { class: 'sub' }, t('results.receipt.sourceFacts', { size: formatBytes(source.sizeBytes) }), ' ', code(source.etag))],
    [t('results.receipt.range'), artifact.start === null || artifact.end === null ? t('results.whole') : span(artifact.start, artifact.end)],
    [t('results.receipt.method'), methodWord(artifact.method), h('span', { class: 'sub' }, t('results.receipt.read', { bytes: formatBytes(read.bytes), total: formatBytes(source.sizeBytes) }))],
    ...(settings.length ? [/** @type {[string, ...import('../../dom.js').Child[]]} */ ([t('results.receipt.settings'), h('ul', { class: 'settings-list' }, settings)])] : []),
    [t('results.receipt.file'), formatBytes(artifact.sizeBytes), h('span', { class: 'sub' }, t('results.receipt.digest'), ' ', code(artifact.sha256))],
    [t('results.receipt.rights'), rights ? when(rights.confirmedAt) : t('results.receipt.noRights')],
    [t('results.receipt.software'), [...software.encoders, ...software.libraries].join(', ')],
    [t('results.receipt.key'), code(publicKey)],
  ];
  return facts;
}

/** @param {string} iso */
const when = (iso) => h('time', { datetime: iso }, new Date(iso).toLocaleString(languageLocale(), { dateStyle: 'long', timeStyle: 'medium' }));
