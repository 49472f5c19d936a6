import { randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { OnboardingCodec, type PayloadKeys } from '../../src/temporal/codec';
import { payloadConverter, SEALED_METADATA_KEY, UNDECODABLE } from '../../src/temporal/payload-converter';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [older, newer] = [key('older'), key('newer')];
const encrypting: PayloadKeys = { encryption: [older] };
const sealing: PayloadKeys = { encryption: [], sealing: randomBytes(32) };
const DECISION = { by: 'grace@example.com', proof: { decisionId: 'd-1' } };
const UNPROVEN = { by: 'grace@example.com' };

async function write(value: unknown, keys: PayloadKeys): Promise<Payload> {
  const [payload] = await new OnboardingCodec(keys).encode([payloadConverter.toPayload(value)]);
  if (!payload) throw new Error('nothing was encoded');
  return payload;
}

async function read(payload: Payload, keys: PayloadKeys): Promise<unknown> {
  const [decoded] = await new OnboardingCodec(keys).decode([payload]);
  if (!decoded) throw new Error('nothing was decoded');
  return payloadConverter.fromPayload(decoded);
}

const textOf = ({ metadata, data }: Payload): string =>
  JSON.stringify([metadata, Buffer.from(data ?? []).toString('latin1')]);
const flipped = (bytes: Uint8Array | null | undefined, at: number): Buffer => {
  const copy = Buffer.from(bytes ?? []);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

test.each([
  ['encrypted', encrypting],
  ['sealed', sealing],
])('what our processes wrote %s is read with its proof', async (_how, keys) => {
  for (const value of [DECISION, [1, 'two', null], 'text', 0, null, undefined, { nested: DECISION }]) {
    expect(await read(await write(value, keys), keys)).toEqual(value);
  }
});

test('an encrypted payload shows nothing, and no two are alike', async () => {
  const payload = await write(DECISION, encrypting);
  expect(textOf(payload)).not.toMatch(/grace|proof|json/);
  expect(textOf(await write(DECISION, encrypting))).not.toBe(textOf(payload));
});

test('a sealed payload stays readable for an operator', async () => {
  const payload = await write(DECISION, sealing);
  expect(JSON.parse(Buffer.from(payload.data ?? []).toString())).toEqual(DECISION);
});

test('after a rotation the old key still reads, and the new one writes', async () => {
  const rotated: PayloadKeys = { encryption: [newer, older] };
  expect(await read(await write(DECISION, encrypting), rotated)).toEqual(DECISION);
  expect(await read(await write(DECISION, rotated), encrypting)).toEqual(UNDECODABLE);
});

test('what was sealed before encryption was switched on keeps its proof', async () => {
  const both: PayloadKeys = { encryption: [newer], sealing: sealing.sealing };
  expect(await read(await write(DECISION, sealing), both)).toEqual(DECISION);
});

test('nothing at all is read back as nothing, also when it came over the wire', async () => {
  for (const keys of [encrypting, sealing]) {
    const { Payload: Wire } = temporal.api.common.v1;
    const payload = Wire.decode(Wire.encode(await write(undefined, keys)).finish());
    expect(await read(payload, keys)).toBeUndefined();
  }
});

test('a payload of somebody else passes through without its proof', async () => {
  const payload = payloadConverter.toPayload(DECISION);
  for (const keys of [encrypting, sealing]) expect(await read(payload, keys)).toEqual(UNPROVEN);
});

test('somebody else cannot put our marks on a payload', async () => {
  const { metadata, data } = payloadConverter.toPayload(DECISION);
  const sealed = await write(DECISION, sealing);
  const seal = sealed.metadata?.['firstday-seal'] ?? new Uint8Array();
  const forgeries: Payload[] = [
    { metadata: { ...metadata, [SEALED_METADATA_KEY]: Buffer.from('1') }, data },
    { metadata: { ...metadata, 'firstday-seal': randomBytes(32) }, data },
    { metadata: { ...metadata, 'firstday-seal': Buffer.from('1') }, data },
    { ...sealed, metadata: { ...sealed.metadata, 'firstday-seal': flipped(seal, 0) } },
    await write(DECISION, { encryption: [], sealing: randomBytes(32) }),
  ];
  for (const forgery of forgeries) expect(await read(forgery, sealing)).toEqual(UNPROVEN);
  const changed = { ...sealed, data: Buffer.from(JSON.stringify({ ...DECISION, by: 'mallory@example.com' })) };
  expect(await read(changed, sealing)).toEqual({ by: 'mallory@example.com' });
});

test('without a key no seal is believed', async () => {
  const forged = await write(DECISION, { encryption: [], sealing: Buffer.alloc(0) });
  expect(await read(forged, encrypting)).toEqual(UNPROVEN);
});

test('what cannot be decrypted or parsed is a marker, never an exception', async () => {
  const encrypted = await write(DECISION, encrypting);
  const json = Buffer.from('json/plain');
  const broken: Payload[] = [
    { ...encrypted, data: flipped(encrypted.data, 40) },
    { ...encrypted, data: flipped(encrypted.data, 0) },
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
  for (const payload of broken) expect(await read(payload, encrypting)).toEqual(UNDECODABLE);
});
