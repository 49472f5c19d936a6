import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  headers: IncomingHttpHeaders;
  body: string;
}

/** External server that webhooks call. */
export interface WebhookReceiver {
  url: string;
  requests: ReceivedRequest[];
  /** Statuses of the next responses, one each; afterwards 204. */
  nextStatuses: number[];
  close(): void;
}

/** `isSilent`: accepts requests and never responds. */
export async function startWebhookReceiver({ isSilent = false } = {}): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = [];
  const nextStatuses: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      if (isSilent) return;
      const status = nextStatuses.shift() ?? 204;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    requests,
    nextStatuses,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
