import { setTimeout as sleep } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { isFinal } from '../domain/status';
import type { AttemptsEvent, OnboardingResponse, StatusEvent, TimelineEntryResponse } from './api-responses';
import type { ApiClient } from './api-client';
import { CliError, EXIT } from './exit';
import { ProblemError } from './problem';

const INITIAL_RETRY_DELAY_MS = 500;
const MAX_RETRY_DELAY_MS = 10_000;
const GIVE_UP_AFTER_MS = 10 * 60_000;
/** The server sends a keep-alive every 15 s, so a stream that is silent for this long is dead. */
const SILENCE_TIMEOUT_MS = 45_000;

export type OnboardingEvent =
  | { type: 'timeline'; entry: TimelineEntryResponse }
  | { type: 'status'; status: StatusEvent }
  | { type: 'attempts'; attempts: AttemptsEvent };

/**
 * Yields each event of an onboarding once, up to its final status. Resumes a broken stream after the last event id.
 * @throws CliError if the first connection fails, a later one is rejected, or none succeeds for ten minutes
 */
export async function* streamOnboardingEvents(
  api: ApiClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<OnboardingEvent> {
  const position: StreamPosition = { lastEventId: undefined };
  let lastEventAt: number | undefined;
  let retryDelayMs = INITIAL_RETRY_DELAY_MS;
  for (;;) {
    try {
      for await (const event of readEventStream(api, id, position, signal)) {
        lastEventAt = Date.now();
        retryDelayMs = INITIAL_RETRY_DELAY_MS;
        yield event;
        if (event.type === 'status' && isFinal(event.status.status)) return;
      }
    } catch (error) {
      if (signal.aborted || !isRetryable(error) || lastEventAt === undefined) throw error;
      if (Date.now() - lastEventAt > GIVE_UP_AFTER_MS) throw error;
    }
    await sleep(retryDelayMs, undefined, { signal });
    retryDelayMs = Math.min(retryDelayMs * 2, MAX_RETRY_DELAY_MS);
  }
}

interface StreamPosition {
  lastEventId: string | undefined;
}

async function* readEventStream(
  api: ApiClient,
  id: string,
  position: StreamPosition,
  signal: AbortSignal,
): AsyncGenerator<OnboardingEvent> {
  const resumption: Record<string, string> = position.lastEventId ? { 'last-event-id': position.lastEventId } : {};
  const headers = { ...resumption, accept: 'text/event-stream' };
  const response = await api.openStream(`/onboardings/${id}/events`, headers);
  // 204: the onboarding has ended, and only its final status may still be missing.
  if (response.status === 204 || !response.body) {
    yield { type: 'status', status: await api.get<OnboardingResponse>(`/onboardings/${id}`) };
    return;
  }
  const messages = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(createWatchdog(signal))
    .pipeThrough(new EventSourceParserStream());
  for await (const { event, id: eventId, data } of messages) {
    if (eventId !== undefined) position.lastEventId = eventId;
    if (event === 'timeline') yield { type: 'timeline', entry: JSON.parse(data) as TimelineEntryResponse };
    if (event === 'attempts') yield { type: 'attempts', attempts: JSON.parse(data) as AttemptsEvent };
    if (event === 'status') yield { type: 'status', status: JSON.parse(data) as StatusEvent };
  }
}

/** Fails the stream after `SILENCE_TIMEOUT_MS` without any data. */
function createWatchdog(signal: AbortSignal): TransformStream<string, string> {
  let timer: NodeJS.Timeout | undefined;
  const restartTimer = (controller: TransformStreamDefaultController<string>) => {
    clearTimeout(timer);
    timer = setTimeout(
      () => controller.error(new CliError(EXIT.unreachable, 'cli-errors.silent-stream')),
      SILENCE_TIMEOUT_MS,
    );
    timer.unref();
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return new TransformStream<string, string>({
    start: restartTimer,
    transform(chunk, controller) {
      restartTimer(controller);
      controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
}

/** True for network failures and for problems that the server marks as retryable. */
function isRetryable(error: unknown): boolean {
  if (error instanceof ProblemError) return error.problem.retryable === true;
  return !(error instanceof CliError) || error.exitCode === EXIT.unreachable;
}
