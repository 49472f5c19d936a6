import { randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { OnboardingCodec, type PayloadKeys } from '../../src/temporal/codec';
import { UNDECODABLE } from '../../src/domain/undecodable';
import { payloadConverter, SEALED_METADATA_KEY } from '../../src/temporal/payload-converter';

const createKey = (id: string) => ({ id, key: randomBytes(32) });
const [oldKey, newKey] = [createKey('older'), createKey('newer')];
const encrypting: PayloadKeys = { encryption: [oldKey] };
const sealing: PayloadKeys = { encryption: [], sealing: randomBytes(32) };
const DECISION = { by: 'grace@example.com', proof: { decisionId: 'd-1' } };
const UNPROVEN = { by: 'grace@example.com' };

async function encodeValue(value: unknown, keys: PayloadKeys): Promise<Payload> {
  const [payload] = await new OnboardingCodec(keys).encode([payloadConverter.toPayload(value)]);
  if (!payload) throw new Error('nothing was encoded');
  return payload;
}

async function decodePayload(payload: Payload, keys: PayloadKeys): Promise<unknown> {
  const [decoded] = await new OnboardingCodec(keys).decode([payload]);
  if (!decoded) throw new Error('nothing was decoded');
  return payloadConverter.fromPayload(decoded);
}

const toText = ({ metadata, data }: Payload): string =>
  JSON.stringify([metadata, Buffer.from(data ?? []).toString('latin1')]);
const flipBit = (bytes: Uint8Array | null | undefined, at: number): Buffer => {
  const copy = Buffer.from(bytes ?? []);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

test.each([
  ['encrypted', encrypting],
  ['sealed', sealing],
])('our own %s payloads are decoded with their proof', async (_how, keys) => {
  for (const value of [DECISION, [1, 'two', null], 'text', 0, null, undefined, { nested: DECISION }]) {
    expect(await decodePayload(await encodeValue(value, keys), keys)).toEqual(value);
  }
});

test('encrypted payloads reveal nothing, and never repeat', async () => {
  const payload = await encodeValue(DECISION, encrypting);
  expect(toText(payload)).not.toMatch(/grace|proof|json/);
  expect(toText(await encodeValue(DECISION, encrypting))).not.toBe(toText(payload));
});

test('a sealed payload stays readable for operators', async () => {
  const payload = await encodeValue(DECISION, sealing);
  expect(JSON.parse(Buffer.from(payload.data ?? []).toString())).toEqual(DECISION);
});

test('without encryption, only a message with a proof carries more metadata than its encoding', async () => {
  expect(Object.keys((await encodeValue(DECISION, sealing)).metadata ?? {})).toEqual(['encoding', 'firstday-seal']);
  for (const value of [UNPROVEN, { status: 'completed', steps: [DECISION] }, [DECISION], 'Create account', null])
    expect(await encodeValue(value, sealing)).toEqual(payloadConverter.toPayload(value));
});

test('after a rotation the old key still decodes, and the new one encodes', async () => {
  const rotated: PayloadKeys = { encryption: [newKey, oldKey] };
  expect(await decodePayload(await encodeValue(DECISION, encrypting), rotated)).toEqual(DECISION);
  expect(await decodePayload(await encodeValue(DECISION, rotated), encrypting)).toEqual(UNDECODABLE);
});

test('payloads sealed before encryption was enabled keep their proof', async () => {
  const both: PayloadKeys = { encryption: [newKey], sealing: sealing.sealing };
  expect(await decodePayload(await encodeValue(DECISION, sealing), both)).toEqual(DECISION);
});

test('undefined stays undefined, also over the wire', async () => {
  for (const keys of [encrypting, sealing]) {
    const { Payload: Wire } = temporal.api.common.v1;
    const payload = Wire.decode(Wire.encode(await encodeValue(undefined, keys)).finish());
    expect(await decodePayload(payload, keys)).toBeUndefined();
  }
});

test('a foreign payload passes without its proof', async () => {
  const payload = payloadConverter.toPayload(DECISION);
  for (const keys of [encrypting, sealing]) expect(await decodePayload(payload, keys)).toEqual(UNPROVEN);
});

test('nobody else can forge our markers', async () => {
  const { metadata, data } = payloadConverter.toPayload(DECISION);
  const sealed = await encodeValue(DECISION, sealing);
  const seal = sealed.metadata?.['firstday-seal'] ?? new Uint8Array();
  const forgeries: Payload[] = [
    { metadata: { ...metadata, [SEALED_METADATA_KEY]: Buffer.from('1') }, data },
    { metadata: { ...metadata, 'firstday-seal': randomBytes(32) }, data },
    { metadata: { ...metadata, 'firstday-seal': Buffer.from('1') }, data },
    { ...sealed, metadata: { ...sealed.metadata, 'firstday-seal': flipBit(seal, 0) } },
    await encodeValue(DECISION, { encryption: [], sealing: randomBytes(32) }),
  ];
  for (const forgery of forgeries) expect(await decodePayload(forgery, sealing)).toEqual(UNPROVEN);
  const changed = { ...sealed, data: Buffer.from(JSON.stringify({ ...DECISION, by: 'mallory@example.com' })) };
  expect(await decodePayload(changed, sealing)).toEqual({ by: 'mallory@example.com' });
});

test('without a key no seal is accepted', async () => {
  const forged = await encodeValue(DECISION, { encryption: [], sealing: Buffer.alloc(0) });
  expect(await decodePayload(forged, encrypting)).toEqual(UNPROVEN);
});

test('an undecodable payload becomes a marker, never an exception', async () => {
  const encrypted = await encodeValue(DECISION, encrypting);
  const json = Buffer.from('json/plain');
  const broken: Payload[] = [
    { ...encrypted, data: flipBit(encrypted.data, 40) },
    { ...encrypted, data: flipBit(encrypted.data, 0) },
    { ...encrypted, data: encrypted.data?.subarray(0, 20) },
    { ...encrypted, data: null },
    { ...encrypted, metadata: { ...encrypted.metadata, 'encryption-key-id': Buffer.from('lost') } },
    { metadata: { encoding: Buffer.from('binary/encrypted') }, data: randomBytes(100) },
    { metadata: { encoding: json }, data: Buffer.from('{"by":') },
    { metadata: { encoding: json }, data: null },
    { metadata: { encoding: Buffer.from('json/protobuf') }, data: Buffer.from('{}') },
    { metadata: {}, data: Buffer.from('{}') },
    { data: Buffer.from('{}') },
    {},
  ];
  for (const payload of broken) expect(await decodePayload(payload, encrypting)).toEqual(UNDECODABLE);
});

describe.each([
  ['encrypted', encrypting, UNDECODABLE],
  ['sealed', sealing, UNPROVEN],
])('an %s payload written for one workflow', (_how, keys, inAnother) => {
  const codec = new OnboardingCodec(keys);
  const createContext = (workflowId: string) => ({ type: 'workflow' as const, namespace: 'default', workflowId });
  const encodeFor = async (workflowId: string): Promise<Payload> => {
    const [payload] = await codec.encode([payloadConverter.toPayload(DECISION)], createContext(workflowId));
    if (!payload) throw new Error('nothing was encoded');
    return payload;
  };
  const decodeIn = async (payload: Payload, workflowId?: string): Promise<unknown> => {
    const [decoded] = await codec.decode([payload], workflowId === undefined ? undefined : createContext(workflowId));
    return decoded && payloadConverter.fromPayload(decoded);
  };

  test('counts there, and for a reader that knows no workflow', async () => {
    const payload = await encodeFor('onboarding:1');
    expect(await decodeIn(payload, 'onboarding:1')).toEqual(DECISION);
    expect(await decodeIn(payload)).toEqual(DECISION);
  });

  test('does not count in another workflow, also if its label is changed', async () => {
    const payload = await encodeFor('onboarding:1');
    expect(await decodeIn(payload, 'onboarding:2')).toEqual(inAnother);
    const relabelled = {
      ...payload,
      metadata: { ...payload.metadata, 'firstday-workflow': Buffer.from('onboarding:2') },
    };
    expect(await decodeIn(relabelled, 'onboarding:2')).toEqual(inAnother);
  });
});
