import { Context } from '@temporalio/activity';

const HEARTBEAT_INTERVAL_MS = 2_000;

/** Sends activity heartbeats during `work`. `signal` aborts on cancellation or worker shutdown. */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_INTERVAL_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(heartbeat);
  }
}
