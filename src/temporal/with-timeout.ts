import type { Client } from '@temporalio/client';

/**
 * What Temporal answers within so many milliseconds.
 * @throws Error when it does not: the client's own retries take a deadline for a hint, and come back seconds later
 */
export async function withTimeout<Answer>(
  client: Client,
  timeoutMs: number,
  call: () => Promise<Answer>,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs);
  });
  try {
    return await Promise.race([client.withDeadline(Date.now() + timeoutMs, call), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
