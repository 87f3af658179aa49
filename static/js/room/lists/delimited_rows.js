// @ts-check
// Rows of cells, as in CSV and TSV (RFC 4180). A cell in quotes may hold the delimiter and line breaks.

/** `line` is where the row begins and `text` what stands there. @typedef {{line: number, text: string, cells: string[]}} Row */

/**
 * A quote that nothing closes is taken as a letter, and so are all after it: `unclosed` is its line.
 * @param {string} text @param {string} delimiter @returns {{rows: Row[], unclosed: number|null}}
 */
export function splitRows(text, delimiter) {
  /** @type {Row[]} */
  const rows = [];
  const scan = { text, delimiter, at: 0, line: 1, unclosed: /** @type {number|null} */ (null) };
  while (scan.at < text.length) {
    const { at, line } = scan;
    const cells = readRow(scan);
    if (cells.some((cell) => cell !== '')) rows.push({ line, text: text.slice(at, scan.at).trim(), cells });
    scan.at += 1; // the line break
    scan.line += 1;
  }
  return { rows, unclosed: scan.unclosed };
}

/** @typedef {{text: string, delimiter: string, at: number, line: number, unclosed: number|null}} Scan */

/** Leaves the scan at the row's line break. @param {Scan} scan */
function readRow(scan) {
  const cells = [readCell(scan)];
  while (scan.text[scan.at] === scan.delimiter) {
    scan.at += 1;
    cells.push(readCell(scan));
  }
  return cells;
}

/** Leaves the scan at what ends the cell. @param {Scan} scan */
function readCell(scan) {
  const from = scan.at;
  while (scan.text[scan.at] === ' ') scan.at += 1;
  const quoted = scan.text[scan.at] === '"' && scan.unclosed === null ? readQuoted(scan) : null;
  if (quoted === null) scan.at = from;
  return `${quoted ?? ''}${readPlain(scan)}`.trim();
}

/** @param {Scan} scan */
function readPlain(scan) {
  const from = scan.at;
  while (scan.at < scan.text.length && scan.text[scan.at] !== scan.delimiter && scan.text[scan.at] !== '\n') scan.at += 1;
  return scan.text.slice(from, scan.at);
}

/** What stands between the quotes; null, and the scan as it was, where none closes. @param {Scan} scan */
function readQuoted(scan) {
  const parts = [];
  let from = scan.at + 1;
  let close = scan.text.indexOf('"', from);
  while (close !== -1 && scan.text[close + 1] === '"') {
    parts.push(scan.text.slice(from, close + 1));
    from = close + 2;
    close = scan.text.indexOf('"', from);
  }
  if (close === -1) {
    scan.unclosed = scan.line;
    return null;
  }
  const value = parts.join('') + scan.text.slice(from, close);
  scan.at = close + 1;
  scan.line += value.split('\n').length - 1;
  return value;
}

/** One row without its line break; quotes only where a cell needs them. @param {(string|number)[]} cells @param {string} [delimiter] */
export const rowText = (cells, delimiter = ',') => cells.map((cell) => cellText(String(cell), delimiter)).join(delimiter);

/** @param {string} cell @param {string} delimiter */
const cellText = (cell, delimiter) =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
