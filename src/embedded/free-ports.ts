import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

// Below those that Linux, macOS and Windows give to outgoing connections, one of which may take it before it is used.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_767;

/** Gives TCP ports of the loopback interface that are free now, none twice as long as there are others. */
export function createFreePortFinder(lowest: number, highest: number): () => Promise<number> {
  let next = randomInt(lowest, highest + 1);
  return async () => {
    for (;;) {
      const port = next;
      next = port === highest ? lowest : port + 1;
      if (await isPortFree(port, LOOPBACK)) return port;
    }
  };
}

/** A TCP port of the loopback interface that is free now. */
export const findFreePort = createFreePortFinder(LOWEST_PORT, HIGHEST_PORT);

/** Whether a program could listen there now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
