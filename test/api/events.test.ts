import { createParser } from 'eventsource-parser';
import { closeApi } from '../../src/api/app';
import { PEOPLE, TestApi, getToken } from './support/test-api';

interface Event {
  id?: string;
  event?: string;
  data: unknown;
}

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.start();
});
afterEach(() => api.close());

const open = (id: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${api.url}/api/v1/onboardings/${id}/events`, {
    headers: { Authorization: `Bearer ${getToken('hr')}`, ...headers },
    signal,
  });

/** Reads a stream until `count` events have arrived or the stream ends. */
async function read(
  id: string,
  count: number,
  headers: Record<string, string> = {},
): Promise<{ events: Event[]; ended: boolean }> {
  const events: Event[] = [];
  const response = await open(id, headers);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const parser = createParser({
    onEvent: ({ data, ...event }) => events.push({ ...event, data: JSON.parse(data) as unknown }),
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (events.length < count) continue;
    return { events, ended: false };
  }
  return { events, ended: true };
}

let seq = 0;
/** Writes like the projection: row, timeline entry and notification in one transaction. */
async function happens(id: string, kind: string, status?: 'in-progress' | 'completed'): Promise<void> {
  seq += 1;
  const closed = status === 'completed';
  const client = await api.testDb.pool.connect();
  await client.query('begin');
  await client.query(
    'update onboardings set status = coalesce($2, status), updated_at = now(), closed_at = case when $3 then now() end where id = $1',
    [id, status, closed],
  );
  await client.query('insert into timeline (onboarding_id, seq, at, kind) values ($1, $2, now(), $3)', [id, seq, kind]);
  await client.query(`select pg_notify('onboarding', $1)`, [id]);
  await client.query('commit');
  client.release();
}
const timeline = (events: Event[]) =>
  events.filter(({ event }) => event === 'timeline').map(({ data }) => (data as { kind: string }).kind);

const LISTENING = `select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%'`;

/** Waits until the server listens: only then is the stream known to be open. */
async function listening(): Promise<void> {
  while ((await api.testDb.pool.query(LISTENING)).rows.length === 0);
}

test('what has happened comes at once, what happens comes when it happens, and the final status ends it', async () => {
  const id = await api.submit('e1@example.org');
  await happens(id, 'submitted');
  const reading = read(id, 99);
  await listening();
  await happens(id, 'approved', 'in-progress');
  await happens(id, 'completed', 'completed');
  const { events, ended } = await reading;
  expect(ended).toBe(true);
  expect(timeline(events)).toEqual(['submitted', 'approved', 'completed']);
  expect(events.at(-1)).toMatchObject({
    event: 'status',
    data: { status: 'completed', closedAt: expect.any(String) as string },
  });
});

test('a notification wakes the stream: it does not wait for the next look', async () => {
  const id = await api.submit('e2@example.org');
  const reading = read(id, 2);
  await listening();
  const startedAt = Date.now();
  await happens(id, 'submitted');
  await reading;
  // Without a notification, the next poll would follow after 15 s.
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test('a stream that broke off goes on behind Last-Event-ID, with nothing lost and nothing twice', async () => {
  const id = await api.submit('e3@example.org');
  for (const kind of ['one', 'two', 'three', 'four']) await happens(id, kind);
  const first = await read(id, 2);
  expect(timeline(first.events)).toContain('two');
  const lastEventId = first.events.find(({ data }) => (data as { kind?: string }).kind === 'two')?.id ?? '';
  await happens(id, 'five', 'completed');
  const second = await read(id, 99, { 'Last-Event-ID': lastEventId });
  expect(timeline(second.events)).toEqual(['three', 'four', 'five']);
  expect(second.ended).toBe(true);
});

test('who has seen the end is told not to come again', async () => {
  const id = await api.submit('e4@example.org');
  await happens(id, 'completed', 'completed');
  const { events } = await read(id, 99);
  const lastEventId = events.find(({ id: eventId }) => eventId)?.id ?? '';
  const again = await api.call('GET', `/onboardings/${id}/events`, { headers: { 'Last-Event-ID': lastEventId } });
  expect(again.status).toBe(204);
});

test('entries of other onboardings are not in it', async () => {
  const [id, other] = [await api.submit('e5@example.org'), await api.submit('e6@example.org')];
  await happens(other, 'secret');
  await happens(id, 'own', 'completed');
  expect(timeline((await read(id, 99)).events)).toEqual(['own']);
});

test('a lost database connection loses no event', async () => {
  const id = await api.submit('e7@example.org');
  const reading = read(id, 99);
  await listening();
  await api.testDb.pool.query(`select pg_terminate_backend(pid) from (${LISTENING}) as listener`);
  // Sent while no connection listens.
  await happens(id, 'meanwhile');
  await listening();
  await happens(id, 'after', 'completed');
  expect(timeline((await reading).events)).toEqual(['meanwhile', 'after']);
});

test('one connection listens for all streams, and a caller has a bounded number of them', async () => {
  const id = await api.submit('e8@example.org');
  const answers = await Promise.all(Array.from({ length: 21 }, () => open(id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(20).fill(200), 429]);
  await listening();
  const { rows } = await api.testDb.pool.query(LISTENING);
  expect(rows).toHaveLength(1);

  for (const { body } of answers) await body?.cancel();
  // Closed streams free their slots only once the server has noticed.
  let next = await open(id);
  while (next.status === 429) next = await open(id);
  expect(next.status).toBe(200);
  await next.body?.cancel();
});

test('shutting down ends every stream, and no new one begins', async () => {
  const id = await api.submit('e9@example.org', { manager: PEOPLE.it });
  const reading = read(id, 99);
  await listening();
  await closeApi(api.app);
  expect((await reading).ended).toBe(true);
  expect((await api.call('GET', `/onboardings/${id}/events`)).status).toBe(503);
});
