import net from 'node:net';

interface Handle {
  fd: number;
  close(): void;
}
const { _createServerHandle: bindHandle } = net as unknown as {
  _createServerHandle: (address: string, port: number, addressType: 4 | 6) => Handle | number;
};

/** A bound socket, as a supervisor holds it: it accepts nothing itself, and keeps its queue when a process ends. */
export function holdSocket(port: number): Handle {
  const handle = bindHandle('127.0.0.1', port, 4);
  if (typeof handle === 'number') throw new Error(`port ${port} cannot be bound: ${handle}`);
  return handle;
}
