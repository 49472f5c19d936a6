import { once } from 'node:events';
import type { Response } from 'express';
import { z } from 'zod';
import type { OnboardingRow } from '../../../database/onboardings';
import { timelineAfter } from '../../../database/timeline';
import { FirstdayError } from '../../../lib/errors';
import { faultOf } from '../../../lib/background-loop';
import type { Answer, Call } from '../../http/route';
import type { OpenStream } from '../../http/streams';
import { visibleOnboarding } from './read';
import type { idParams } from './schema';

/** A comment so often keeps proxies from closing the stream, and a lost wake-up from mattering. */
const HEARTBEAT_MS = 15_000;
/** Then the client comes again, with its token checked anew. */
const MAX_AGE_MS = 30 * 60_000;
const READ_AT_ONCE = 200;
const RECONNECT_MS = 2_000;

export const eventHeaders = z.object({
  'Last-Event-ID': z
    .string()
    .regex(/^\d{1,18}$/, 'must be the id of an event of this stream')
    .optional()
    .meta({ description: 'Goes on behind this event. EventSource sends it by itself.', example: '42' }),
});

/**
 * Server-sent events of one onboarding: `timeline` for each entry, its id to resume from; `status` at first and
 * whenever it may have changed. Ends with the final status; a client that comes again then is told 204: stay away.
 */
export async function events(call: Call<z.infer<typeof idParams>>): Promise<Answer | undefined> {
  const { context, actor, params, response } = call;
  const lastEventId = lastEventIdOf(call);
  const onboarding = await visibleOnboarding(context, actor, params.id);
  if (lastEventId !== undefined && onboarding.closed_at && !(await hasNews(call, lastEventId))) return { status: 204 };

  const stream = context.streams.open(actor.tokenId, params.id);
  response.once('close', () => stream.bell.ring());
  try {
    response
      .status(200)
      .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.write(`retry: ${RECONNECT_MS}\n\n`);
    await follow(call, stream, lastEventId ?? '0');
  } finally {
    stream.close();
    response.end();
  }
  return undefined;
}

function lastEventIdOf({ request }: Call): string | undefined {
  const parsed = eventHeaders.safeParse({ 'Last-Event-ID': request.get('Last-Event-ID') });
  if (parsed.success) return parsed.data['Last-Event-ID'];
  const message = parsed.error.issues[0]?.message ?? 'is not valid';
  throw new FirstdayError('invalid-request', undefined, [{ field: 'Last-Event-ID', message }]);
}

const hasNews = async ({ context, params }: Call<{ id: string }>, lastEventId: string) =>
  (await timelineAfter(context.database, params.id, lastEventId, 1)).length > 0;

async function follow(call: Call<{ id: string }>, { bell, signal }: OpenStream, from: string): Promise<void> {
  const { response, context } = call;
  const end = Date.now() + MAX_AGE_MS;
  const sent: Sent = { id: from };
  while (!signal.aborted && !response.destroyed && Date.now() < end) {
    // A database that is away for a moment does not end the stream.
    const isOver = await sendNews(call, sent).catch((error: unknown) => {
      context.logger.warn({ fault: faultOf(error) }, 'a stream could not be read');
      return false;
    });
    if (isOver) return;
    const rung = await bell.wait(HEARTBEAT_MS);
    if (!rung && !response.destroyed) await write(response, ': still here\n\n');
  }
}

/** How far this stream has come. */
interface Sent {
  id: string;
  status?: string;
}

/** Sends what is new; gives whether that was the last. */
async function sendNews({ context, actor, params, response }: Call<{ id: string }>, sent: Sent): Promise<boolean> {
  // The row first: entries are written with it, so those of a closed onboarding are all there.
  const onboarding = await visibleOnboarding(context, actor, params.id);
  for (;;) {
    const news = await timelineAfter(context.database, params.id, sent.id, READ_AT_ONCE);
    for (const { id, entry } of news) {
      await write(response, `id: ${id}\nevent: timeline\ndata: ${JSON.stringify(entry)}\n\n`);
      sent.id = id;
    }
    if (news.length < READ_AT_ONCE) break;
  }
  const status = JSON.stringify(statusOf(onboarding));
  if (status !== sent.status) await write(response, `event: status\ndata: ${status}\n\n`);
  sent.status = status;
  return onboarding.closed_at !== null;
}

const statusOf = ({ status, readiness, closed_at, updated_at }: OnboardingRow) => ({
  status,
  readiness,
  closedAt: closed_at ?? undefined,
  asOf: updated_at,
});

/** Waits for a slow reader instead of piling up what it has not read. */
async function write(response: Response, text: string): Promise<void> {
  if (response.write(text) || response.destroyed) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]).catch(() => undefined);
}
