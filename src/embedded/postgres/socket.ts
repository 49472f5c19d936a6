import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

const SOCKET_PREFIX = '.s.PGSQL.';
/** Longest path of a socket on macOS, in bytes; Linux accepts four more. */
const MAX_PATH_BYTES = 103;

/**
 * True if a server can put its socket for this port into the folder, and clients reach it there: not on Windows, in a
 * folder with a long path, nor on file systems without sockets (folders that a virtual machine shares).
 */
export async function canHoldSocket(folder: string, port: number): Promise<boolean> {
  const socketPath = path.join(folder, `${SOCKET_PREFIX}${port}`);
  if (process.platform === 'win32' || Buffer.byteLength(socketPath) > MAX_PATH_BYTES) return false;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(socketPath, () => server.close(() => resolve(true)));
  });
}

/**
 * Removes sockets that a killed server left behind. With them are lock files, which keep PostgreSQL from starting if
 * they name a running process, even one that merely reused the pid. No server may run on the folder.
 */
export function removeStaleSockets(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(SOCKET_PREFIX)) : [];
  names.forEach((name) => rmSync(path.join(folder, name), { force: true }));
}
