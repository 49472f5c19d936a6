import type { Client } from '@temporalio/client';

/**
 * Enforces a hard timeout on a call to Temporal. The deadline alone is a hint: the client's own retries may return
 * seconds later.
 * @throws Error when there is no answer in time, or before the signal is aborted.
 */
export async function withTimeout<Answer>(
  client: Client,
  timeoutMs: number,
  call: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs);
    signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
  try {
    return await Promise.race([client.withDeadline(Date.now() + timeoutMs, call), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
