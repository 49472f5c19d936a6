import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { UNDECODABLE } from '../domain/undecodable';
import { PROOF_METADATA_KEY, SEALED_METADATA_KEY } from './payload-converter';

/** AES-256 key of 32 bytes. The id keeps payloads written under an older key readable. */
export interface EncryptionKey {
  id: string;
  key: Buffer;
  /** True for a key that may have leaked: links signed with it are refused. */
  isDecryptOnly?: boolean;
}

/**
 * The first encryption key encrypts, all of them decrypt. Without one, payloads stay readable, and those with a proof
 * carry a seal.
 * Changing `sealing` discards the verification of earlier messages in open onboardings. Dropping an encryption key
 * makes the payloads written under it undecodable.
 */
export interface PayloadKeys {
  encryption: EncryptionKey[];
  /** 32 bytes. If missing, nothing is sealed and no seal is trusted. */
  sealing?: Buffer;
}

type Metadata = NonNullable<Payload['metadata']>;

const ENCRYPTED_ENCODING = 'binary/encrypted';
const KEY_ID_METADATA_KEY = 'encryption-key-id';
const SEAL_METADATA_KEY = 'firstday-seal';
/** Id of the workflow that the payload was written for: part of the authenticated data. */
const WORKFLOW_METADATA_KEY = 'firstday-workflow';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SEALED_FLAG = Buffer.from('1');
const UNDECODABLE_PAYLOAD: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(UNDECODABLE)),
};

/**
 * Encrypts payloads written by our processes, or seals those with a proof, and flags them when decoding. Payloads of other
 * writers, such as an operator's command line, pass through without the flag, and so do copies of ours that belong to
 * another workflow. Other metadata than the encoding keeps Temporal's command line from showing a payload as JSON.
 * Decoding never throws: an unreadable payload becomes a marker.
 */
export class OnboardingCodec implements PayloadCodec {
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor(private readonly payloadKeys: PayloadKeys) {
    this.keys = new Map(payloadKeys.encryption.map(({ id, key }) => [id, key]));
  }

  encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const [first] = this.payloadKeys.encryption;
    const { sealing } = this.payloadKeys;
    const workflowId = context?.workflowId;
    const encodeOne = (payload: Payload): Payload => {
      const plain = removeMarks(payload);
      if (first) return encrypt(plain, first, workflowId);
      return sealing && payload.metadata?.[PROOF_METADATA_KEY] ? seal(plain, sealing, workflowId) : plain;
    };
    return Promise.resolve(payloads.map(encodeOne));
  }

  decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.decodeOne(payload, context?.workflowId)));
  }

  private decodeOne(payload: Payload, workflowId: string | undefined): Payload {
    try {
      const isOwn = isWrittenFor(payload, workflowId);
      if (decodeText(payload.metadata?.encoding) === ENCRYPTED_ENCODING)
        return isOwn ? markSealed(this.decrypt(payload)) : UNDECODABLE_PAYLOAD;
      const plain = removeMarks(payload);
      return isOwn && this.hasValidSeal(payload) ? markSealed(plain) : plain;
    } catch {
      return UNDECODABLE_PAYLOAD;
    }
  }

  private decrypt({ metadata, data }: Payload): Payload {
    const key = this.keys.get(decodeText(metadata?.[KEY_ID_METADATA_KEY]));
    if (!key || !data) throw new Error('No key for this payload.');
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    decipher.setAAD(Buffer.from(metadata?.[WORKFLOW_METADATA_KEY] ?? []));
    const plain = Buffer.concat([decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return removeMarks(temporal.api.common.v1.Payload.decode(plain));
  }

  private hasValidSeal(payload: Payload): boolean {
    const { sealing } = this.payloadKeys;
    const found = payload.metadata?.[SEAL_METADATA_KEY];
    if (!sealing || !found) return false;
    const expected = computeSeal(payload, sealing);
    return found.length === expected.length && timingSafeEqual(found, expected);
  }
}

/** A reader that does not know the workflow, such as an operator's tool, accepts any. */
function isWrittenFor(payload: Payload, workflowId: string | undefined): boolean {
  const label = getWorkflowId(payload);
  return label === undefined || workflowId === undefined || label === workflowId;
}

/** Returns the id of the workflow that a payload says it was written for. */
export function getWorkflowId({ metadata }: Payload): string | undefined {
  const label = metadata?.[WORKFLOW_METADATA_KEY];
  return label && decodeText(label);
}

const buildWorkflowMetadata = (workflowId: string | undefined): Metadata =>
  workflowId === undefined ? {} : { [WORKFLOW_METADATA_KEY]: Buffer.from(workflowId) };

function encrypt(payload: Payload, { id, key }: EncryptionKey, workflowId: string | undefined): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(workflowId ?? ''));
  const chunks = [cipher.update(temporal.api.common.v1.Payload.encode(payload).finish()), cipher.final()];
  return {
    metadata: {
      encoding: Buffer.from(ENCRYPTED_ENCODING),
      [KEY_ID_METADATA_KEY]: Buffer.from(id),
      ...buildWorkflowMetadata(workflowId),
    },
    data: Buffer.concat([iv, cipher.getAuthTag(), ...chunks]),
  };
}

function seal(payload: Payload, key: Buffer, workflowId: string | undefined): Payload {
  const bound = { ...payload, metadata: { ...payload.metadata, ...buildWorkflowMetadata(workflowId) } };
  return { ...bound, metadata: { ...bound.metadata, [SEAL_METADATA_KEY]: computeSeal(bound, key) } };
}

function computeSeal({ metadata, data }: Payload, key: Buffer): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of [metadata?.encoding, metadata?.[WORKFLOW_METADATA_KEY]]) hmac.update(part ?? '').update('\n');
  // Empty bytes arrive from the wire as an empty array, which is not a Buffer.
  return hmac.update(data?.length ? data : '').digest();
}

/** Only marks that this codec has just set are trusted. */
function removeMarks(payload: Payload): Payload {
  const metadata: Metadata = { ...payload.metadata };
  delete metadata[SEAL_METADATA_KEY];
  delete metadata[SEALED_METADATA_KEY];
  delete metadata[PROOF_METADATA_KEY];
  delete metadata[WORKFLOW_METADATA_KEY];
  return { ...payload, metadata };
}

const markSealed = (payload: Payload): Payload => ({
  ...payload,
  metadata: { ...payload.metadata, [SEALED_METADATA_KEY]: SEALED_FLAG },
});

const decodeText = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString() : '');
