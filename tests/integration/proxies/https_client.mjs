// Requests over TLS to the proxy under test: its name leads to loopback, its certificate is the test's own.

import { Agent, request } from 'node:https';

const kAgent = new Agent({ keepAlive: false, rejectUnauthorized: false });
const toLoopback = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));

/** @returns {Promise<import('node:http').IncomingMessage>} as soon as its head is there */
function send(method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: kAgent, lookup: toLoopback });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body);
  });
}

async function wholeOf(answer) {
  const blocks = [];
  for await (const block of answer) blocks.push(block);
  return Buffer.concat(blocks);
}

/** @returns {Promise<{status: number, headers: object, bytes: Buffer}>} */
export async function fetchBytes(method, url, body, headers = {}) {
  const answer = await send(method, url, body ? { ...headers, 'content-length': body.length } : headers, body);
  return { status: answer.statusCode, headers: answer.headers, bytes: await wholeOf(answer) };
}

/** @returns {Promise<{status: number, headers: object, text: string, json: any}>} */
export async function call(origin, method, path, body, headers = {}) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const typed = text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const answer = await send(method, origin + path, { ...headers, ...typed }, text);
  const got = (await wholeOf(answer)).toString();
  const isJson = /json/.test(answer.headers['content-type'] ?? '');
  return { status: answer.statusCode, headers: answer.headers, text: got, json: isJson ? JSON.parse(got) : null };
}

async function* eventsOf(answer) {
  let text = '';
  for await (const block of answer) {
    text += block;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const valueOf = (field) => lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
      if (valueOf('event')) yield { name: valueOf('event'), data: JSON.parse(valueOf('data')) };
    }
  }
}

/** An event stream, read as it arrives; `next` gives the data of the next event of that name. */
export async function openEvents(origin, path, headers) {
  const answer = await send('GET', origin + path, { ...headers, accept: 'text/event-stream' });
  if (!/^text\/event-stream/.test(answer.headers['content-type'] ?? '')) throw new Error(`no event stream but ${answer.statusCode}`);
  const events = eventsOf(answer);
  return {
    async next(name) {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error('the event stream ended');
        if (value.name === name) return value.data;
      }
    },
    close: () => answer.destroy(),
  };
}
