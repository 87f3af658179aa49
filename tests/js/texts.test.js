// No text for people stands in a script: each is in the catalogue, where every language has it.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const kRoot = fileURLToPath(new URL('../../static/js', import.meta.url));

/** The same in every language, by file. */
const kNames = {
  'main.js': ['clipbox', 'x · clipbox'],
  'pages/job.js': ['x · clipbox'],
  'views/header.js': ['clipbox'],
  'views/system/system.js': ['clipbox x'],
  // What is typed on a command line.
  'results/receipt.js': ['clipbox verify x x --key x'],
  'results/shares.js': ['<iframe src="x" title="x" width="x" height="x" style="border:0;max-width:100%" loading="lazy" allow="fullscreen" allowfullscreen></iframe>'],
  'views/results/receipt_dialog.js': ['SHA-256 '],
  'views/sign_in.js': ['clipbox serve', 'sudo journalctl -u clipbox | grep "set up at"', 'clipbox user passwd NAME', 'clipbox user add NAME'],
  // A link, as it looks.
  'views/upload/paste.js': ['youtube.com/watch?v=…'],
  // Languages call themselves so.
  'lang/language.js': ['English', 'Deutsch'],
  // Words of file formats and of the programs that read them.
  'room/lists/plain_csv.js': ['Start', 'End', 'Name'],
  'room/lists/cmx3600.js': ['TITLE: x', 'FCM: x', 'DROP FRAME', 'NON-DROP FRAME', '* FROM CLIP NAME: x'],
  'room/lists/losslesscut_csv.js': ['LosslessCut CSV'],
  'room/lists/losslesscut_project.js': ['LosslessCut project'],
  'room/lists/webvtt.js': ['WebVTT'],
  'results/captions_track.js': ['WEBVTT\n\nx'],
  'views/looks/picture.js': ['WebP'],
  // Names of keys, for programs.
  'views/room/frame.js': ['Control+Z', 'Control+Y'],
  // Nobody reads these: the server's reason of an abort, a step's key, selectors, queries, errors that leave a picture away.
  'captions/cue_list.js': ['text x', 'slide x'],
  'captions/cue_text.js': ['WEBVTT\n\nx'],
  'views/captions/overlay.js': ['xpx xpx'],
  'pages/job_upload.js': ['stopped in the page'],
  'room/cut_list.js': ['trim x x'],
  'api.js': ['text/plain; charset=utf-8'],
  'making/orders.js': ['clipbox orders x'],
  'views/modal.js': ['card modal x'],
  'room/key_owner.js': ['input[type=radio], input[type=range], [role=radio], [role=slider], [role=menuitem], [role=option], video[controls], audio[controls]'],
  'timeline/theme.js': ['(prefers-color-scheme: dark)', '(forced-colors: active)'],
  'views/list/job_row.js': ['.job-title bdi'],
  'views/room/pictures.js': ['The picture is empty.', 'The browser cannot show this film.', 'closed'],
  // What is left of the server's own English sentence.
  'error_words.js': ['Thisx'],
};
/** The DOM's names of keys and colours, and ours of errors: one word, of which no person sees anything. */
const kIdentifier = /^(Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End|Delete|Backspace|Escape|Space|Ctrl|Shift|(Canvas|Gray|Link|Highlight)(Text)?|(\p{Lu}\p{Ll}+){2,})$/u;

/** What these are given is no text, or is one that has been looked up. */
const kNoText = /^(t|tNodes|tPlain|hasWords|import|querySelector(All)?|closest|matches|getElementById|getAttribute|hasAttribute|removeAttribute|toggleAttribute|addEventListener|removeEventListener|createElement(NS)?|getPropertyValue|matchMedia|RegExp|raw|test|exec|includes|startsWith|endsWith|indexOf|lastIndexOf|split|join|replace|replaceAll|icon|has|get|set|add|delete|toggle|region|card|getContext|DateTimeFormat|NumberFormat|RelativeTimeFormat|ListFormat|PluralRules|inLanguage|log)$/;
/** The arguments that are shown, or become names of elements. */
const kShown = { button: [0], field: [0, 2], passwordField: [0, 2], stepTitle: [0], say: [0, 2], tell: [0], refuse: [], Error: [0] };
const kShownProps = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'text', 'yes', 'no', 'hint'];
const kNoTextProps = ['class', 'className', 'd', 'viewBox', 'style', 'accept', 'autocomplete', 'type', 'ending', 'mediaType', 'tag', 'locale', 'month', 'method', 'font'];

const filesOf = (folder, from = '') =>
  readdirSync(join(folder, from), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesOf(folder, join(from, entry.name)) : [join(from, entry.name)]));

/** Two words, or one that begins like a sentence. */
const readsLikeWords = (text) => /\p{L}{2,}[’,.:;!?…]?\s+\p{L}/u.test(text) || (!kIdentifier.test(text) && /^\s*\p{Lu}\p{Ll}{2,}/u.test(text));
const isText = ts.isStringLiteralLike;
const nameOf = (node) => node.text ?? node.name?.text ?? '';

/** What a template says between its values. */
const templateText = (node) => [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('x');

/** Where a literal stands: the first parent that says what it is for. */
function placeOf(node) {
  for (let [child, at] = [node, node.parent]; at; [child, at] = [at, at.parent]) {
    if (ts.isConditionalExpression(at) && child === at.condition) return { kind: 'other' };
    if (ts.isConditionalExpression(at) || ts.isParenthesizedExpression(at) || ts.isArrayLiteralExpression(at)) continue;
    if (ts.isBinaryExpression(at)) {
      const sign = at.operatorToken.getText();
      if (sign === '=' && child === at.right) return { kind: 'assigned', name: nameOf(at.left.name ?? at.left) };
      if (/^([!=]==?|in|[<>]=?)$/.test(sign)) return { kind: 'compared' };
      continue;
    }
    if (ts.isTemplateSpan(at) || ts.isTemplateExpression(at)) continue;
    if (ts.isPropertyAssignment(at)) return child === at.name ? { kind: 'key' } : { kind: 'property', name: nameOf(at.name) };
    if (ts.isArrowFunction(at)) continue;
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) return { kind: 'argument', name: nameOf(at.expression.name ?? at.expression), index: at.arguments?.indexOf(child) ?? -1, call: at };
    if (ts.isCaseClause(at) || ts.isImportDeclaration(at) || ts.isExportDeclaration(at) || ts.isElementAccessExpression(at)) return { kind: 'compared' };
    if (ts.isStatement(at)) return { kind: 'other' };
  }
  return { kind: 'other' };
}

/** Whether people read what stands there, whatever it is. */
function isShown({ kind, name, index, call }) {
  if (kind === 'argument' && name === 'setAttribute') return index === 1 && kShownProps.includes(call.arguments[0].text);
  if (kind === 'argument') return name === 'h' ? index > 1 : (kShown[name]?.includes(index) ?? false);
  if (kind === 'property') return kShownProps.includes(name);
  return kind === 'assigned' && ['textContent', 'innerText', 'title', 'placeholder'].includes(name);
}

/** Whether nobody does. */
function isHidden({ kind, name, index, call }) {
  if (kind === 'argument' && name === 'setAttribute') return index === 0 || !kShownProps.includes(call.arguments[0].text);
  if (kind === 'argument') return kNoText.test(name) || (name === 'h' && index === 0) || (/^draw/.test(name) && index === 1);
  return kind === 'compared' || kind === 'key' || (['property', 'assigned'].includes(kind) && kNoTextProps.includes(name));
}

/** The texts for people in a script. @param {string} source @returns {string[]} */
export function textsIn(source, name = 'x.js') {
  const tree = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
  const found = [];
  const look = (node, text) => {
    const place = placeOf(node);
    if (isHidden(place)) return;
    if (isShown(place) ? /\p{L}{2,}/u.test(text) : readsLikeWords(text)) found.push(text);
  };
  const visit = (node) => {
    if (isText(node)) look(node, node.text);
    else if (ts.isTemplateExpression(node)) look(node, templateText(node));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

test('no text for people stands in a script', () => {
  const files = filesOf(kRoot);
  const wrong = files.flatMap((name) =>
    textsIn(readFileSync(join(kRoot, name), 'utf8'), name)
      .filter((text) => !kNames[name]?.includes(text))
      .map((text) => `${name}: ${JSON.stringify(text)}`),
  );
  assert.deepEqual(wrong, []);
});

test('a text is found wherever it is shown, and what nobody reads is none', () => {
  const shown = [
    "h('p', null, 'added')", "h('p', null, done ? 'made' : '')", "h('b', { title: 'undo' })", "h('b', { 'aria-label': `Name of ${x}` })", "button('go', {})", 'field(`Times`, x)',
    "throw new Error('gone')", "element.textContent = 'closed'", "element.setAttribute('aria-label', 'closed')", "const kTitles = { a: 'Getting ready' }", "x.push('It ends before it starts.')",
    "f(() => 'The whole video')", "const word = x ?? 'Stopped';",
  ];
  const hidden = [
    "h('p', { class: 'card now' })", "t('common.cancel')", "element.querySelector('input.name, select')", "if (x === 'not a text') f();", "element.setAttribute('data-kind', 'closed')",
    "import x from './The file.js';", "element.addEventListener('pointer down', f)", "const kKind = 'clip';", "x['the key']", "h('p', null, '12:30')", "// 'A comment that reads like words'",
  ];
  assert.deepEqual(shown.filter((source) => textsIn(source).length !== 1), []);
  assert.deepEqual(hidden.filter((source) => textsIn(source).length !== 0), []);
});
