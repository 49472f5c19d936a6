import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT } from '../../src/cli/exit';
import { runFirstday } from './support';

/** Serves one scripted response per connection; the last one repeats. */
class ScriptedServer {
  readonly lastEventIds: (string | undefined)[] = [];
  private readonly server: Server;

  constructor(connections: ((response: ServerResponse) => void)[]) {
    this.server = createServer((request, response) => {
      this.lastEventIds.push(request.headers['last-event-id'] as string | undefined);
      connections[Math.min(this.lastEventIds.length, connections.length) - 1]?.(response);
    });
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const formatTimelineEvent = (id: number) =>
  `id: ${String(id)}\nevent: timeline\ndata: ${JSON.stringify({ seq: id, at: '2027-01-01T08:00:00Z', kind: `happening-${String(id)}` })}\n\n`;
const formatStatusEvent = (name: string, readiness = 'on-track') =>
  `event: status\ndata: ${JSON.stringify({ status: name, readiness })}\n\n`;
const startStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });
const sendProblem = (response: ServerResponse, code: number, body: object) =>
  response
    .writeHead(code, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ status: code, ...body }));

test('an interrupted stream is resumed, and each event is printed once', async () => {
  const server = new ScriptedServer([
    (response) =>
      startStream(response).write(
        formatTimelineEvent(1) + formatStatusEvent('in-progress') + formatTimelineEvent(2),
        () => response.destroy(),
      ),
    (response) => sendProblem(response, 503, { title: 'away', retryable: true }),
    (response) =>
      startStream(response).end(
        formatStatusEvent('in-progress') + formatTimelineEvent(3) + formatStatusEvent('completed'),
      ),
  ]);
  const { code, out, err } = await runFirstday(['watch', 'an-id'], { url: await server.start() });
  server.stop();
  expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
  expect(out.match(/happening-\d/g)).toEqual(['happening-1', 'happening-2', 'happening-3']);
  expect(out.match(/in progress/gi)).toHaveLength(1);
  expect(server.lastEventIds).toEqual([undefined, '2', '2']);
});

test('if the stream is over, the final status is fetched', async () => {
  const server = new ScriptedServer([
    (response) => startStream(response).write(formatTimelineEvent(1), () => response.destroy()),
    (response) => response.writeHead(204).end(),
    (response) => response.end(JSON.stringify({ status: 'rolled-back', readiness: 'late' })),
  ]);
  const { code, out } = await runFirstday(['watch', 'an-id'], { url: await server.start() });
  server.stop();
  expect(code).toBe(EXIT.notCompleted);
  expect(out).toMatch(/rolled back · late/i);
});

test('a rejection after an interruption ends the command', async () => {
  const server = new ScriptedServer([
    (response) => startStream(response).write(formatTimelineEvent(1), () => response.destroy()),
    (response) => sendProblem(response, 401, { title: 'Sign in', code: 'unauthorized', retryable: false }),
  ]);
  const { code, err } = await runFirstday(['watch', 'an-id'], { url: await server.start() });
  server.stop();
  expect(code).toBe(EXIT.rejected);
  expect(err).toMatch(/Sign in/);
});

const formatAttemptsEvent = (...steps: object[]) => `event: attempts\ndata: ${JSON.stringify({ steps })}\n\n`;
const createAttempts = (count: number) => ({
  ...{ count, since: '2027-01-04T08:00:00Z', nextAt: '2027-01-04T08:05:00Z' },
  reason: { code: 'Unexpected', params: { message: 'no route to host' } },
});

test('failing attempts, and what they endanger, are printed as they happen', async () => {
  const server = new ScriptedServer([
    (response) =>
      startStream(response).end(
        formatStatusEvent('in-progress') +
          formatAttemptsEvent({ id: 'bookSeat', title: 'Book a seat', failedAttempts: createAttempts(1) }) +
          formatAttemptsEvent({ id: 'bookSeat', title: 'Book a seat', failedAttempts: createAttempts(7) }) +
          formatStatusEvent('in-progress', 'at-risk') +
          formatAttemptsEvent() +
          formatStatusEvent('completed'),
      ),
  ]);
  const { code, out } = await runFirstday(['watch', 'an-id'], { url: await server.start() });
  server.stop();
  expect(code).toBe(EXIT.ok);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => line.trim());
  expect(lines).toEqual([
    expect.stringMatching(/^in progress · on track$/i),
    expect.stringMatching(/^bookSeat: tried once since .*, next attempt: .*no route to host/),
    expect.stringMatching(/^bookSeat: tried 7 times since /),
    expect.stringMatching(/^in progress · at risk$/i),
    expect.stringMatching(/^completed · on track$/i),
  ]);
});
