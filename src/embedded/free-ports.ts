import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

// Below the ephemeral ranges of Linux, macOS and Windows, where an outgoing connection could take the port before use.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_767;

/** Returns a finder of free TCP ports on the loopback interface. Ports repeat only when the range is exhausted. */
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

/** Finds a TCP port of the loopback interface that is free now. The port is not reserved. */
export const findFreePort = createFreePortFinder(LOWEST_PORT, HIGHEST_PORT);

export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
