import { createParser } from 'eventsource-parser';
import { closeApi } from '../../src/api/app';
import { deleteFailedAttempt, saveFailedAttempt } from '../../src/database/failed-attempts';
import { PEOPLE, TestApi, getToken } from './support/test-api';

interface StreamEvent {
  id?: string;
  event?: string;
  data: unknown;
}

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.start();
});
afterEach(() => api.close());

const openStream = (id: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${api.url}/api/v1/onboardings/${id}/events`, {
    headers: { Authorization: `Bearer ${getToken('hr')}`, ...headers },
    signal,
  });

/** Reads a stream until `count` events have arrived or the stream ends. */
async function readEvents(
  id: string,
  count: number,
  headers: Record<string, string> = {},
): Promise<{ events: StreamEvent[]; ended: boolean }> {
  const events: StreamEvent[] = [];
  const response = await openStream(id, headers);
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
async function writeProjectedEntry(id: string, kind: string, status?: 'in-progress' | 'completed'): Promise<void> {
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
const listTimelineKinds = (events: StreamEvent[]) =>
  events.filter(({ event }) => event === 'timeline').map(({ data }) => (data as { kind: string }).kind);

const LISTENERS_SQL = `select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%'`;

/** Waits until the server listens: only then is the stream known to be open. */
async function waitForListener(): Promise<void> {
  while ((await api.testDb.pool.query(LISTENERS_SQL)).rows.length === 0);
}

test('streams past entries, then new ones, and ends with the final status', async () => {
  const id = await api.submit('e1@example.org');
  await writeProjectedEntry(id, 'submitted');
  const reading = readEvents(id, 99);
  await waitForListener();
  await writeProjectedEntry(id, 'approved', 'in-progress');
  await writeProjectedEntry(id, 'completed', 'completed');
  const { events, ended } = await reading;
  expect(ended).toBe(true);
  expect(listTimelineKinds(events)).toEqual(['submitted', 'approved', 'completed']);
  expect(events.at(-1)).toMatchObject({
    event: 'status',
    data: { status: 'completed', closedAt: expect.any(String) as string },
  });
});

test('a notification triggers the stream before the next poll', async () => {
  const id = await api.submit('e2@example.org');
  const reading = readEvents(id, 2);
  await waitForListener();
  const startedAt = Date.now();
  await writeProjectedEntry(id, 'submitted');
  await reading;
  // Without a notification, the next poll would follow after 15 s.
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test('resumes after Last-Event-ID without loss or duplicates', async () => {
  const id = await api.submit('e3@example.org');
  for (const kind of ['one', 'two', 'three', 'four']) await writeProjectedEntry(id, kind);
  const first = await readEvents(id, 2);
  expect(listTimelineKinds(first.events)).toContain('two');
  const lastEventId = first.events.find(({ data }) => (data as { kind?: string }).kind === 'two')?.id ?? '';
  await writeProjectedEntry(id, 'five', 'completed');
  const second = await readEvents(id, 99, { 'Last-Event-ID': lastEventId });
  expect(listTimelineKinds(second.events)).toEqual(['three', 'four', 'five']);
  expect(second.ended).toBe(true);
});

test('returns 204 to a client that has seen the end', async () => {
  const id = await api.submit('e4@example.org');
  await writeProjectedEntry(id, 'completed', 'completed');
  const { events } = await readEvents(id, 99);
  const lastEventId = events.find(({ id: eventId }) => eventId)?.id ?? '';
  const again = await api.call('GET', `/onboardings/${id}/events`, { headers: { 'Last-Event-ID': lastEventId } });
  expect(again.status).toBe(204);
});

test('excludes entries of other onboardings', async () => {
  const [id, other] = [await api.submit('e5@example.org'), await api.submit('e6@example.org')];
  await writeProjectedEntry(other, 'secret');
  await writeProjectedEntry(id, 'own', 'completed');
  expect(listTimelineKinds((await readEvents(id, 99)).events)).toEqual(['own']);
});

test('a lost database connection loses no event', async () => {
  const id = await api.submit('e7@example.org');
  const reading = readEvents(id, 99);
  await waitForListener();
  await api.testDb.pool.query(`select pg_terminate_backend(pid) from (${LISTENERS_SQL}) as listener`);
  // Sent while no connection listens.
  await writeProjectedEntry(id, 'meanwhile');
  await waitForListener();
  await writeProjectedEntry(id, 'after', 'completed');
  expect(listTimelineKinds((await reading).events)).toEqual(['meanwhile', 'after']);
});

test('uses one listening connection, and limits the streams per caller', async () => {
  const id = await api.submit('e8@example.org');
  const responses = await Promise.all(Array.from({ length: 21 }, () => openStream(id)));
  expect(responses.map(({ status }) => status).sort()).toEqual([...Array<number>(20).fill(200), 429]);
  await waitForListener();
  const { rows } = await api.testDb.pool.query(LISTENERS_SQL);
  expect(rows).toHaveLength(1);

  for (const { body } of responses) await body?.cancel();
  // Closed streams free their slots only once the server has noticed.
  let next = await openStream(id);
  while (next.status === 429) next = await openStream(id);
  expect(next.status).toBe(200);
  await next.body?.cancel();
});

test('shutdown ends all streams, and at once those that are opened meanwhile', async () => {
  const id = await api.submit('e9@example.org', { manager: PEOPLE.it });
  const reading = readEvents(id, 99);
  await waitForListener();
  await closeApi(api.app);
  expect((await reading).ended).toBe(true);
  // An error would stop the client's EventSource for good.
  const { status, body } = await api.call('GET', `/onboardings/${id}/events`);
  expect({ status, ...body }).toEqual({ status: 200, text: expect.stringMatching(/^retry: \d+\n\n$/) });
});

test('an attempt that fails, fails again and then succeeds is an event each time', async () => {
  const id = await api.submit('e10@example.org');
  await api.testDb.pool.query(
    `update onboardings set view = jsonb_set(view, '{steps,0,status}', '"running"') where id = $1`,
    [id],
  );
  const { rows } = await api.testDb.pool.query<{ step: string }>(
    `select view #>> '{steps,0,id}' as step from onboardings where id = $1`,
    [id],
  );
  const key = { onboardingId: id, step: String(rows[0]?.step), isUndo: false };
  const fail = (attempt: number, code: string) =>
    saveFailedAttempt(api.testDb.database, {
      ...key,
      attempt,
      reason: { code, params: {} },
      nextAttemptAt: new Date(),
    });
  const response = await openStream(id);
  const events: StreamEvent[] = [];
  const parser = createParser({
    onEvent: ({ data, event }) => events.push({ event, data: JSON.parse(data) as unknown }),
  });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  const readUntil = async (isThere: (data: unknown) => boolean) => {
    while (!events.some(({ event, data }) => event === 'attempts' && isThere(data)))
      parser.feed(decoder.decode((await reader?.read())?.value, { stream: true }));
  };
  const isAttempt = (count: number) => (data: unknown) => JSON.stringify(data).includes(`"count":${count},`);

  await fail(1, 'MailUnavailable');
  await readUntil(isAttempt(1));
  await fail(2, 'Unexpected');
  await readUntil(isAttempt(2));
  await deleteFailedAttempt(api.testDb.database, key);
  await readUntil((data) => JSON.stringify(data) === '{"steps":[]}');
  await reader?.cancel();
  const attempts = events.filter(({ event }) => event === 'attempts').map(({ data }) => data);
  const message = expect.any(String) as string;
  expect(attempts).toEqual([
    {
      steps: [
        expect.objectContaining({
          ...{ id: key.step, title: expect.any(String) as string },
          failedAttempts: expect.objectContaining({
            count: 1,
            message,
            reason: { code: 'MailUnavailable', params: {} },
          }) as object,
        }),
      ],
    },
    {
      steps: [
        expect.objectContaining({
          failedAttempts: expect.objectContaining({ count: 2, reason: { code: 'Unexpected', params: {} } }) as object,
        }),
      ],
    },
    { steps: [] },
  ]);
});
