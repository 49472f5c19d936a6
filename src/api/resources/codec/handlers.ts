import type { Payload } from '@temporalio/common';
import { z } from 'zod';
import { insertSecurityEvents } from '../../../database/security-events';
import { countValues } from '../../../domain/count-values';
import { parseOnboardingId } from '../../../domain/ids';
import { getWorkflowId } from '../../../temporal/codec';
import { decodePayloads, removeSealedMark } from '../../../temporal/decode-payloads';
import type { ApiCall, ApiResponse } from '../../http/route';
import { buildSecurityEvent } from '../../http/security-event';
import type { PayloadsBody } from './schema';

type CodecCall = ApiCall<unknown, unknown, PayloadsBody>;

const NO_ONBOARDING = '';

/** Records who decodes payloads of which onboardings before it answers. */
export async function decodeForTool(call: CodecCall): Promise<ApiResponse> {
  const { database, client } = call.context;
  const payloads = call.body.payloads.map(fromJson);
  const events = [...countValues(payloads.map(getOnboardingId))].map(([id, count]) =>
    buildSecurityEvent(call, { event: 'decode', onboarding_id: id === NO_ONBOARDING ? null : id, count }),
  );
  await insertSecurityEvents(database, events);
  const decoded = await decodePayloads(client, payloads);
  return { status: 200, body: { payloads: decoded.map(removeSealedMark).map(toJson) } satisfies PayloadsBody };
}

/**
 * Returns the payloads unchanged. Our encryption and our seal prove that a message came through the API, so the tool of an
 * operator gets neither.
 */
export const encodeForTool = ({ body }: CodecCall): Promise<ApiResponse> => Promise.resolve({ status: 200, body });

/** The label is not verified yet, and may be anything. */
const getOnboardingId = (payload: Payload): string =>
  z.uuid().safeParse(parseOnboardingId(getWorkflowId(payload) ?? '')).data ?? NO_ONBOARDING;

const fromJson = ({ metadata, data }: PayloadsBody['payloads'][number]): Payload => ({
  metadata: mapValues(metadata, (value) => Buffer.from(value, 'base64')),
  data: Buffer.from(data ?? '', 'base64'),
});

const toJson = ({ metadata, data }: Payload): PayloadsBody['payloads'][number] => ({
  metadata: mapValues(metadata ?? {}, (value) => Buffer.from(value).toString('base64')),
  data: Buffer.from(data ?? []).toString('base64'),
});

const mapValues = <From, To>(record: Record<string, From>, convert: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
