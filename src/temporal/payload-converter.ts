import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';
import { UNDECODABLE } from '../domain/undecodable';

/** Set by the codec on decoded payloads that our own processes wrote. */
export const SEALED_METADATA_KEY = 'firstday-sealed';

/**
 * Extends Temporal's default converter: reading never throws, since a malformed signal must not stop a workflow, and
 * drops `proof` from objects that our own processes did not write. Runs in the workflow sandbox.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
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

function removeProof(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('proof' in value)) return value;
  const { proof: _unproven, ...rest } = value;
  return rest;
}
