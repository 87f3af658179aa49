// What lies between the browser and the server in the tests of uploads: it sees each part, holds it, fails it, and can be
// cut like a cable.

import { createServer, request as connect } from 'node:http';

/** It leads to `port` on this machine, which may be told later. */
export async function startProxy() {
  const sockets = new Set();
  const proxy = {
    port: 0,
    /** Every PUT of a part, in order: {n, url, status}; the status once it was answered. */
    puts: [],
    /** Which parts wait until `release`, by number. @type {(n: number) => boolean} */
    holds: () => false,
    /** What to answer instead of the store, or 0. @type {(put: {n: number}) => number} */
    fails: () => 0,
    /** The headers of such an answer. @type {Record<string, string>} */
    failsWith: {},
    /** When a part may go on to the store. @type {(put: {n: number, url: string}) => Promise<void>|null} */
    delays: () => null,
    mostAtOnce: 0,
    /** How many parts are on their way now. */
    get flying() {
      return flying;
    },
    isCut: false,
    release() {
      proxy.holds = () => false;
      for (const { go } of waiting.splice(0)) go();
    },
    /** Resolves when nobody waits any more for the parts that are held. */
    abandoned: () => Promise.all(waiting.map(({ gone }) => gone)),
    cut() {
      proxy.isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      proxy.isCut = false;
    },
    /** Resolves when that many parts wait. */
    held: (count) => new Promise((resolve) => {
      watch = () => waiting.length >= count && resolve(undefined);
      watch();
    }),
    /** Numbers of the parts that the store took. */
    taken: () => proxy.puts.filter((put) => put.status === 200).map((put) => put.n),
    close() {
      server.close();
      proxy.cut();
    },
  };
  const waiting = [];
  let flying = 0;
  let watch = () => {};

  /** @param {Buffer|null} body of a part, which has been read already */
  function forward(request, response, put, body) {
    const { method, url, headers } = request;
    const onward = connect({ host: '127.0.0.1', port: proxy.port, method, path: url, headers, agent: false }, (answer) => {
      if (put) put.status = answer.statusCode;
      response.writeHead(answer.statusCode, answer.headers);
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    if (body) onward.end(body);
    else request.pipe(onward);
  }

  async function answer(request, response) {
    const n = request.method === 'PUT' && Number(new URL(request.url, 'http://x').searchParams.get('partNumber'));
    if (!n) return forward(request, response, null, null);
    const put = { n, url: request.url, status: 0 };
    proxy.puts.push(put);
    flying += 1;
    proxy.mostAtOnce = Math.max(proxy.mostAtOnce, flying);
    const gone = new Promise((resolve) => response.on('close', resolve)).then(() => (flying -= 1));
    const blocks = [];
    // Read first: of a client whose bytes nobody takes, nobody sees that it is gone.
    for await (const block of request) blocks.push(block);
    if (proxy.holds(n)) {
      await new Promise((go) => {
        waiting.push({ go, gone });
        watch();
      });
    }
    await proxy.delays(put);
    if (response.destroyed) return;
    const status = proxy.fails(put);
    if (status) response.writeHead((put.status = status), proxy.failsWith).end();
    else forward(request, response, put, Buffer.concat(blocks));
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.keepAliveTimeout = 120_000; // a client that has waited five seconds must not meet a closed connection
  server.on('connection', (socket) => {
    if (proxy.isCut) return socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.base = `http://127.0.0.1:${server.address().port}`;
  return proxy;
}
