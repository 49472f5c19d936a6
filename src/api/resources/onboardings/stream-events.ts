import { once } from 'node:events';
import type { Response } from 'express';
import { z } from 'zod';
import { failWith } from '../../../domain/field-errors/fail-with';
import type { StepView } from '../../../domain/onboarding/view';
import type { OnboardingRow } from '../../../database/onboardings';
import { listTimelineAfterId } from '../../../database/timeline';
import { describeError } from '../../../lib/background-loop';
import { type ErrorCode, FirstdayError } from '../../../lib/errors';
import { pickTexts } from '../../../i18n/pick-text';
import { createReasonReader } from '../../../i18n/render-reason';
import { addMessages } from '../../http/add-messages';
import { requireCurrentPrincipal } from '../../http/auth';
import type { ApiResponse, ApiCall } from '../../http/route';
import type { EventStream } from '../../http/event-streams';
import { validateInput } from '../../http/validate-input';
import { addFailedAttempts } from './add-failed-attempts';
import { redactEntry } from './confidential';
import { loadVisibleOnboarding } from './handlers';
import type { idParamsSchema } from './schema';

/** Interval of keep-alive comments, for proxies, and of re-reads, so that a lost wake-up only causes a delay. */
const HEARTBEAT_MS = 15_000;
/** Limits the resources that a forgotten client holds. */
const MAX_STREAM_AGE_MS = 30 * 60_000;
const READ_BATCH_SIZE = 200;
const RECONNECT_MS = 2_000;

const EVENT_ID_PATTERN = /^\d{1,18}$/;

export const eventHeadersSchema = z.object({
  'Last-Event-ID': z
    .string()
    .refine((id) => EVENT_ID_PATTERN.test(id), failWith('format.event-id', {}))
    .optional()
    .meta({
      description: 'Goes on behind this event. EventSource sends it by itself.',
      example: '42',
      pattern: EVENT_ID_PATTERN.source,
    }),
});

/**
 * Streams server-sent events of one onboarding: `timeline` for each entry, with an id to resume from; `status` at the
 * start and on every change; `attempts` whenever an attempt of a step has failed, or no step is retried any more. Ends with the final status, and as soon as the caller may no longer see the onboarding; a
 * client that reconnects after the final status gets 204, which stops it.
 */
export async function streamEvents(call: ApiCall<z.infer<typeof idParamsSchema>>): Promise<ApiResponse | undefined> {
  const { context, principal, params, response } = call;
  const lastEventId = parseLastEventId(call);
  const onboarding = await loadVisibleOnboarding(context, principal, params.id);
  if (lastEventId !== undefined && onboarding.closed_at && !(await hasNewEntries(call, lastEventId)))
    return { status: 204 };

  const stream = context.streams.open(principal.tokenId, params.id);
  response.once('close', () => stream.wakeUp.set());
  try {
    response
      .status(200)
      .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.write(`retry: ${RECONNECT_MS}\n\n`);
    await streamUpdates(call, stream, lastEventId ?? '0');
  } finally {
    stream.close();
    response.end();
  }
  return undefined;
}

const parseLastEventId = ({ request }: ApiCall): string | undefined =>
  validateInput(eventHeadersSchema, { 'Last-Event-ID': request.get('Last-Event-ID') })['Last-Event-ID'];

const hasNewEntries = async ({ context, params }: ApiCall<{ id: string }>, lastEventId: string) =>
  (await listTimelineAfterId(context.database, params.id, lastEventId, 1)).length > 0;

async function streamUpdates(
  call: ApiCall<{ id: string }>,
  { wakeUp, signal }: EventStream,
  lastEventId: string,
): Promise<void> {
  const { response, context } = call;
  const endsAt = Date.now() + MAX_STREAM_AGE_MS;
  const sentState: SentState = { lastEntryId: lastEventId, lastAttempts: NO_ATTEMPTS };
  while (!signal.aborted && !response.destroyed && Date.now() < endsAt) {
    const isOver = await sendUpdates(call, sentState).catch((error: unknown) => {
      if (error instanceof FirstdayError && ACCESS_ENDED.includes(error.code)) return true;
      // A temporary database failure does not end the stream.
      context.logger.warn({ error: describeError(error) }, 'a stream could not be read');
      return false;
    });
    if (isOver) return;
    const wasWoken = await wakeUp.wait(HEARTBEAT_MS);
    if (!wasWoken && !response.destroyed) await writeWithBackpressure(response, ': still here\n\n');
  }
}

/** Of a caller whose credential, account or visibility has ended. */
const ACCESS_ENDED: readonly ErrorCode[] = ['unauthorized', 'forbidden', 'not-found'];

interface SentState {
  lastEntryId: string;
  lastAttempts: string;
  lastStatus?: string;
}

/**
 * @returns true if the onboarding is closed, so that everything has been sent
 * @throws FirstdayError `unauthorized`, `forbidden` or `not-found` if the caller may no longer see it
 */
async function sendUpdates(
  { context, principal: caller, params, response, locale }: ApiCall<{ id: string }>,
  sentState: SentState,
): Promise<boolean> {
  const principal = await requireCurrentPrincipal(context, caller, 'GET /onboardings/{id}/events');
  // Reads the row first: the workflow's entries are written with it, so those of a closed onboarding are complete.
  const onboarding = await loadVisibleOnboarding(context, principal, params.id);
  const reader = createReasonReader(onboarding.view, locale);
  for (;;) {
    const newEntries = await listTimelineAfterId(context.database, params.id, sentState.lastEntryId, READ_BATCH_SIZE);
    for (const { id, entry } of newEntries) {
      const data = JSON.stringify(pickTexts(addMessages(redactEntry(entry, principal), reader), locale));
      await writeWithBackpressure(response, `id: ${id}\nevent: timeline\ndata: ${data}\n\n`);
      sentState.lastEntryId = id;
    }
    if (newEntries.length < READ_BATCH_SIZE) break;
  }
  const status = JSON.stringify(toStatusEvent(onboarding));
  if (status !== sentState.lastStatus) await writeWithBackpressure(response, `event: status\ndata: ${status}\n\n`);
  sentState.lastStatus = status;
  const { steps } = await addFailedAttempts(context.database, onboarding.view);
  const attempts = JSON.stringify(pickTexts(addMessages(toAttemptsEvent(steps), reader), locale));
  if (attempts !== sentState.lastAttempts)
    await writeWithBackpressure(response, `event: attempts\ndata: ${attempts}\n\n`);
  sentState.lastAttempts = attempts;
  return onboarding.closed_at !== null;
}

const toAttemptsEvent = (steps: (StepView & { failedAttempts?: object })[]) => ({
  steps: steps.flatMap(({ id, title, failedAttempts }) => (failedAttempts ? [{ id, title, failedAttempts }] : [])),
});

const NO_ATTEMPTS = JSON.stringify(toAttemptsEvent([]));

const toStatusEvent = ({ status, readiness, closed_at, updated_at }: OnboardingRow) => ({
  status,
  readiness,
  closedAt: closed_at ?? undefined,
  asOf: updated_at,
});

/** Waits for a slow reader instead of buffering without limit. */
async function writeWithBackpressure(response: Response, text: string): Promise<void> {
  if (response.write(text) || response.destroyed) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]).catch(() => undefined);
}
