import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { decodePayloads } from './decode-payloads';
import { payloadConverter } from './payload-converter';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Payloads = temporal.api.common.v1.IPayloads | null;
type Failure = temporal.api.failure.v1.IFailure | null;

/** Members that the attributes of some kinds of events have in common. */
interface EventAttributes {
  input?: Payloads;
  result?: Payloads;
  signalName?: string | null;
  activityType?: { name?: string | null } | null;
  acceptedRequest?: temporal.api.update.v1.IRequest | null;
  failure?: Failure;
  scheduledEventId?: unknown;
}

export interface DecodedEvent {
  id: number;
  /** RFC 3339. */
  at: string;
  /** Such as `ActivityTaskScheduled`. */
  type: string;
  /** Of the activity, signal or update. */
  name?: string;
  step?: string;
  values: unknown[];
  failure?: { type?: string; message: string };
}

type Decode = (payloads: Payload[]) => Promise<unknown[]>;

/** Decodes the events of a workflow. The events that end an activity have the step of the one that began it. */
export async function decodeHistory(
  client: Client,
  workflowId: string,
  events: readonly HistoryEvent[],
): Promise<DecodedEvent[]> {
  const decode = createDecoder(client, workflowId);
  const decodedEvents: DecodedEvent[] = [];
  const scheduled = new Map<string, DecodedEvent>();
  for (const event of events) {
    const attributes = getAttributes(event);
    const decoded = await decodeEvent(decode, event, attributes);
    const id = String(event.eventId);
    if (attributes.activityType?.name) scheduled.set(id, decoded);
    const origin = scheduled.get(String(attributes.scheduledEventId));
    decodedEvents.push(origin ? { ...decoded, name: origin.name, step: origin.step } : decoded);
  }
  return decodedEvents;
}

/** Values have their proof if it is valid in this workflow. */
function createDecoder(client: Client, workflowId: string): Decode {
  const context = { type: 'workflow' as const, namespace: client.options.namespace, workflowId };
  return async (payloads) =>
    (await decodePayloads(client, payloads, context)).map((payload) => payloadConverter.fromPayload(payload));
}

async function decodeEvent(decode: Decode, event: HistoryEvent, attributes: EventAttributes): Promise<DecodedEvent> {
  const { input, result, signalName, activityType, acceptedRequest, failure } = attributes;
  const payloads = [input, result, acceptedRequest?.input?.args].flatMap((list) => list?.payloads ?? []);
  const values = await decode(payloads);
  return {
    id: Number(event.eventId),
    at: toInstant(event.eventTime),
    type: formatType(event.eventType),
    name: signalName ?? activityType?.name ?? acceptedRequest?.input?.name ?? undefined,
    step: findStep(values),
    values,
    failure: failure ? await decodeFailure(decode, failure) : undefined,
  };
}

/** Every kind of event has its attributes in a member of its own; the others are null. */
function getAttributes(event: HistoryEvent): EventAttributes {
  const [, attributes] = Object.entries(event).find(([name, value]) => name.endsWith('EventAttributes') && value) ?? [];
  return Object(attributes) as EventAttributes;
}

function findStep(values: readonly unknown[]): string | undefined {
  const { step } = Object(values[0]) as { step?: unknown };
  return typeof step === 'string' ? step : undefined;
}

/** Takes the last cause: the others are wrappers of Temporal. */
async function decodeFailure(decode: Decode, failure: NonNullable<Failure>): Promise<DecodedEvent['failure']> {
  if (failure.cause) return decodeFailure(decode, failure.cause);
  const type = failure.applicationFailureInfo?.type ?? undefined;
  const encoded: Payload | null | undefined = failure.encodedAttributes;
  const [decoded] = encoded ? await decode([encoded]) : [];
  const { message } = Object(decoded) as { message?: unknown };
  return { type, message: typeof message === 'string' ? message : (failure.message ?? '') };
}

/** Formats `EVENT_TYPE_TIMER_FIRED` as `TimerFired`, like Temporal's own tools. */
const formatType = (type: HistoryEvent['eventType']): string =>
  temporal.api.enums.v1.EventType[type ?? 0]
    ?.replace('EVENT_TYPE_', '')
    .toLowerCase()
    .replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase()) ?? 'Unknown';

const toInstant = (time: temporal.api.history.v1.IHistoryEvent['eventTime']): string =>
  new Date(Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1_000_000)).toISOString();
