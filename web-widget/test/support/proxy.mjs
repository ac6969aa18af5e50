import { connect, createServer } from 'node:net';

/** Stands between a browser and a server, and can be the server's death: of a request that was heard no answer comes back. */
export async function proxyTo(address) {
  const { port } = new URL(address);
  const sockets = new Set();
  let dead = false;
  let fatal = /(?!)/;
  const keep = (socket, other) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((browser) => {
    if (dead) return browser.destroy();
    const upstream = connect(Number(port), '127.0.0.1');
    keep(browser, upstream);
    keep(upstream, browser);
    let heard = false;
    browser.on('data', (bytes) => {
      heard ||= fatal.test(bytes.toString('latin1'));
      upstream.write(bytes);
    });
    // The first byte of the answer says that the server has done what it was asked.
    upstream.on('data', (bytes) => {
      if (!heard) return browser.write(bytes);
      dead = true;
      for (const socket of sockets) socket.destroy();
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://localhost:${server.address().port}`,
    /** When a request that matches is answered, its answer is lost, and with it every connection. */
    dieAt(pattern) {
      fatal = pattern;
    },
    isDead: async () => dead,
    revive() {
      fatal = /(?!)/;
      dead = false;
    },
  };
}
