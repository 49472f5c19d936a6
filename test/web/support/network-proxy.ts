import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { allocatePort } from '../../support/ports';

const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Proxy between a browser and the platform that can cut the connection or answer 502. */
export class NetworkProxy {
  private readonly sockets = new Set<Socket>();
  private state: 'open' | 'cut' | 'unanswered' = 'open';

  private constructor(
    private readonly server: Server,
    /** URL of the platform through the proxy. */
    readonly url: string,
  ) {}

  static async start(url: string): Promise<NetworkProxy> {
    const port = await allocatePort();
    const server = createServer();
    const proxy = new NetworkProxy(server, `http://localhost:${port}`);
    server.on('connection', (socket) => proxy.forward(socket, Number(new URL(url).port)));
    server.listen(port, 'localhost');
    await once(server, 'listening');
    return proxy;
  }

  /** Cuts open connections and refuses new ones. */
  cut(): void {
    this.disconnect('cut');
  }

  /** Cuts open connections and answers new requests with 502. */
  answerBadGateway(): void {
    this.disconnect('unanswered');
  }

  restore(): void {
    this.state = 'open';
  }

  close(): void {
    this.disconnect('cut');
    this.server.close();
  }

  private disconnect(state: 'cut' | 'unanswered'): void {
    this.state = state;
    for (const socket of this.sockets) socket.destroy();
  }

  private forward(socket: Socket, port: number): void {
    if (this.state === 'cut') return void socket.destroy();
    this.trackSocket(socket);
    if (this.state === 'unanswered') return void socket.once('data', () => socket.end(BAD_GATEWAY));
    const upstream = connect(port, 'localhost');
    this.trackSocket(upstream);
    socket.pipe(upstream).pipe(socket);
    socket.once('close', () => upstream.destroy());
    upstream.once('close', () => socket.destroy());
  }

  private trackSocket(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // Connection errors are expected here.
    socket.on('error', () => undefined);
  }
}
