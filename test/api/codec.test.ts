import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Payload, SerializationContext } from '@temporalio/common';
import { OnboardingCodec, type PayloadKeys } from '../../src/temporal/codec';
import { createDataConverter } from '../../src/temporal/data-converter';
import { payloadConverter } from '../../src/temporal/payload-converter';
import { Visitor } from '../web/support/visitor';
import { PEOPLE, TestApi } from './support/test-api';

const UI_ORIGIN = 'https://temporal.example.com';
const ID = '00000000-0000-4000-8000-00000000000b';
const DECISION = { by: 'grace@example.com', proof: { decisionId: 'd-1' } };
const context: SerializationContext = { type: 'workflow', namespace: 'default', workflowId: `onboarding:${ID}` };
const encrypting: PayloadKeys = { encryption: [{ id: 'main', key: randomBytes(32) }] };
const codec = new OnboardingCodec(encrypting);

let api: TestApi;
let client: Client;
beforeAll(async () => {
  client = new Client({
    connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }),
    dataConverter: createDataConverter(encrypting),
  });
  api = await TestApi.start({ client, config: { temporalUiOrigin: UI_ORIGIN } });
});
afterAll(async () => {
  await api.close();
  await client.connection.close();
});

const toJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
const fromJson = ({ metadata, data }: ReturnType<typeof toJson>): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
  data: Buffer.from(data, 'base64'),
});

const encodeFor = async (keys: PayloadKeys, ...values: unknown[]) =>
  (
    await new OnboardingCodec(keys).encode(
      values.map((value) => payloadConverter.toPayload(value)),
      context,
    )
  ).map(toJson);
const decodeText = (text: string) => Buffer.from(text, 'base64').toString();

const call = async (path: string, payloads: unknown, as: 'it' | 'admin' | 'hr' = 'it') => {
  const { status, body } = await api.call('POST', path, {
    as,
    body: { payloads },
    headers: { 'X-Namespace': 'default' },
  });
  return { status, body, payloads: body.payloads as ReturnType<typeof toJson>[] };
};

test('encrypted payloads are returned as plain JSON, in their order', async () => {
  const plain = toJson(payloadConverter.toPayload('typed by an operator'));
  const sent = [...(await encodeFor(encrypting, DECISION, 'text', undefined)), plain];
  const { status, payloads } = await call('/codec/decode', sent, 'admin');
  expect(status).toBe(200);
  expect(payloads.slice(0, 2)).toEqual([
    { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data: expect.any(String) },
    { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data: expect.any(String) },
  ]);
  expect(JSON.parse(decodeText(payloads[0]?.data ?? ''))).toEqual(DECISION);
  expect(decodeText(payloads[1]?.data ?? '')).toBe('"text"');
  expect(decodeText(payloads[2]?.metadata.encoding ?? '')).toBe('binary/null');
  expect(payloads[3]).toEqual(plain);
});

test('what cannot be decrypted becomes a marker', async () => {
  const foreign = await encodeFor({ encryption: [{ id: 'main', key: randomBytes(32) }] }, DECISION);
  const { payloads } = await call('/codec/decode', [...foreign, {}, { data: null }]);
  expect(payloads.map(({ data }) => decodeText(data))).toEqual(['{"firstdayUndecodable":true}', '', '']);
});

test('nothing that it returns counts as verified', async () => {
  const decoded = (await call('/codec/decode', await encodeFor(encrypting, DECISION))).payloads;
  const typed = [toJson(payloadConverter.toPayload(DECISION))];
  const answers = [
    decoded,
    (await call('/codec/encode', decoded)).payloads,
    (await call('/codec/encode', typed)).payloads,
  ];
  for (const payloads of answers) {
    const [received] = await codec.decode(payloads.map(fromJson), context);
    expect(received && payloadConverter.fromPayload(received)).toEqual({ by: DECISION.by });
  }
});

test('who decoded what is in the security log', async () => {
  await call('/codec/decode', await encodeFor(encrypting, 'one', 'two'), 'admin');
  await call('/codec/decode', [{ metadata: { 'firstday-workflow': Buffer.from('onboarding:x').toString('base64') } }]);
  const { body } = await api.call('GET', '/security-events?event=decode&limit=2', { as: 'admin' });
  expect(body.items).toEqual([
    expect.objectContaining({ actor: PEOPLE.it.email, route: 'POST /codec/decode', count: 1 }),
    expect.objectContaining({ actor: PEOPLE.admin.email, onboardingId: ID, count: 2 }),
  ]);
  expect(body.items?.[0]).not.toHaveProperty('onboardingId');
});

const preflight = (origin: string) =>
  fetch(`${api.url}/api/v1/codec/decode`, {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
  });

test('pages of Temporal’s web UI may call it, and no other site', async () => {
  const { status, headers } = await preflight(UI_ORIGIN);
  expect(status).toBe(204);
  expect(headers.get('access-control-allow-origin')).toBe(UI_ORIGIN);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  expect(headers.get('access-control-allow-headers')).toMatch(/X-Namespace/);
  for (const origin of ['https://evil.example.com', 'null', `${UI_ORIGIN}.evil.com`]) {
    const refused = await preflight(origin);
    expect(refused.status).toBe(405);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('a signed-in browser decodes from Temporal’s web UI alone, and does nothing else from there', async () => {
  const ivan = await Visitor.signIn(api, 'it');
  const send = (path: string, origin: string, body: unknown) =>
    fetch(`${api.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Cookie: `firstday=${ivan.getCookie('firstday') ?? ''}`,
        Origin: origin,
        'Sec-Fetch-Site': 'same-site',
      },
      body: JSON.stringify(body),
    });
  const body = { payloads: await encodeFor(encrypting, 'text') };
  expect((await send('/codec/decode', UI_ORIGIN, body)).status).toBe(200);
  expect((await send('/codec/decode', 'https://evil.example.com', body)).status).toBe(403);
  expect((await send('/inventory', UI_ORIGIN, {})).status).toBe(403);
});
