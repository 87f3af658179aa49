// @ts-check
// Names of files and clips as the server keeps them.

/** A file's name as the server keeps it: without what turns its order about, with spaces for controls. @param {string} name */
export function plainName(name) {
  return name.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '').replace(/[\0-\x1F\x7F-\x9F\u2028\u2029]/g, ' ');
}
