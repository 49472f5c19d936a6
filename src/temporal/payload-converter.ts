import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';
import { UNDECODABLE } from '../domain/undecodable';

/** Set by the codec on decoded payloads that our own processes wrote. */
export const SEALED_METADATA_KEY = 'firstday-sealed';

/** Asks the codec to seal a payload that it does not encrypt. Never leaves the process. */
export const PROOF_METADATA_KEY = 'firstday-proof';
const FLAG = Uint8Array.of(1);

/**
 * Extends Temporal's default converter: reading never throws, since a malformed signal must not stop a workflow, and
 * drops `proof` from objects that our own processes did not write. Runs in the workflow sandbox.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => {
    const payload = defaultPayloadConverter.toPayload(value);
    return hasProof(value) ? { ...payload, metadata: { ...payload.metadata, [PROOF_METADATA_KEY]: FLAG } } : payload;
  },
  fromPayload<T>(payload: Payload): T {
    const value = decodeOrMark(payload);
    return (payload.metadata?.[SEALED_METADATA_KEY] ? value : removeProof(value)) as T;
  },
};

function decodeOrMark(payload: Payload): unknown {
  try {
    return defaultPayloadConverter.fromPayload(payload);
  } catch {
    return UNDECODABLE;
  }
}

const hasProof = (value: unknown): value is { proof: unknown } =>
  typeof value === 'object' && value !== null && 'proof' in value;

function removeProof(value: unknown): unknown {
  if (!hasProof(value)) return value;
  const { proof: _unproven, ...rest } = value;
  return rest;
}
