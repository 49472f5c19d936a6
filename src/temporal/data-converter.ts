import { randomBytes } from 'node:crypto';
import type { DataConverter } from '@temporalio/common';
import { OnboardingCodec, type PayloadKeys } from './codec';

/** For tests and simulation: only this process recognises payloads sealed with this key. */
const EPHEMERAL_KEYS: PayloadKeys = { encryption: [], sealing: randomBytes(32) };

/**
 * Creates the converter that client, worker and workflow bundle must share.
 * @param keys default: a sealing key that lives as long as this process
 */
export function createDataConverter(keys: PayloadKeys = EPHEMERAL_KEYS): DataConverter {
  return {
    payloadConverterPath: require.resolve('./payload-converter'),
    failureConverterPath: keys.encryption.length > 0 ? require.resolve('./failure-converter') : undefined,
    payloadCodecs: [new OnboardingCodec(keys)],
  };
}
