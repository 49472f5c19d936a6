import { randomBytes } from 'node:crypto';
import type { DataConverter } from '@temporalio/common';
import { OnboardingCodec, type PayloadKeys } from './codec';

/** Payloads sealed with this are recognised by this process alone: for tests. */
const EPHEMERAL_KEYS: PayloadKeys = { encryption: [], sealing: randomBytes(32) };

/**
 * How values become payloads and back: the same for the client, the worker and the workflow bundle.
 * @param keys without them, payloads are sealed with a key that lives as long as this process
 */
export function createDataConverter(keys: PayloadKeys = EPHEMERAL_KEYS): DataConverter {
  return {
    payloadConverterPath: require.resolve('./payload-converter'),
    failureConverterPath: keys.encryption.length > 0 ? require.resolve('./failure-converter') : undefined,
    payloadCodecs: [new OnboardingCodec(keys)],
  };
}
