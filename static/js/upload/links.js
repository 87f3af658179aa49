// @ts-check
// Links in what a person pasted, and which video they name. The server decides what is one: this only tells lines apart
// and finds what is there already.

const kId = /^[0-9A-Za-z_-]{11}$/;
const kHost = /(?:^|\.)(?:youtube\.com|youtube-nocookie\.com|youtu\.be)$/;

/** The links in a text, each once, in their order. A line without one says what it is: it is given as it is. @param {string} text @returns {string[]} */
export function linksIn(text) {
  const found = text.split(/\r?\n/).flatMap((line) => {
    const words = line.trim().split(/\s+/).filter(Boolean);
    const links = words.filter((word) => /^https?:\/\//i.test(word) || /^(?:www\.|m\.)?youtu(?:be\.com|\.be)\//i.test(word));
    return links.length ? links : words.length ? [line.trim()] : [];
  });
  return [...new Set(found)];
}

/** The video that a link names, where that can be told here. @param {string} link @returns {string|null} its id */
export function videoIdOf(link) {
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(link) ? link : `https://${link}`);
    if (!kHost.test(url.hostname)) return null;
    const [first = '', second = ''] = url.pathname.split('/').filter(Boolean);
    const inPath = url.hostname.endsWith('youtu.be') ? first : ['shorts', 'embed', 'live', 'v', 'e'].includes(first) ? second : '';
    const id = url.searchParams.get('v') ?? inPath;
    return kId.test(id) ? id : null;
  } catch {
    return null;
  }
}
