import type { Client } from '@temporalio/client';
import type { Payload, SerializationContext } from '@temporalio/common';
import { SEALED_METADATA_KEY } from './payload-converter';

/** Decodes payloads as a worker does. Without a context, those of any workflow count. */
export async function decodePayloads(
  client: Client,
  payloads: Payload[],
  context?: SerializationContext,
): Promise<Payload[]> {
  let decoded = payloads;
  for (const codec of client.options.loadedDataConverter.payloadCodecs) decoded = await codec.decode(decoded, context);
  return decoded;
}

/** Removes the mark of a decoded payload that our processes wrote: with it, Temporal’s command line shows no JSON. */
export function removeSealedMark({ metadata, ...payload }: Payload): Payload {
  const { [SEALED_METADATA_KEY]: _sealed, ...rest } = metadata ?? {};
  return { ...payload, metadata: rest };
}
