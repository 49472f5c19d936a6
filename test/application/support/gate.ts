import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Gate {
  address: string;
  /** Accepts connections. Before it they are refused; `close` also cuts open ones. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Puts a proxy in front of a server. A closed proxy looks like a server that is down. */
export async function createGate(target: string): Promise<Gate> {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(Number(port), host);
    for (const [end, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(end);
      end.on('error', () => other.destroy()).on('close', () => (other.destroy(), sockets.delete(end)));
      end.pipe(other);
    }
  });
  const listen = async (at: number) => void (await once(server.listen(at, '127.0.0.1'), 'listening'));
  const shut = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  await listen(0);
  const { port: ownPort } = server.address() as AddressInfo;
  await shut();
  return { address: `127.0.0.1:${ownPort}`, open: () => listen(ownPort), close: shut };
}
