import type { Client } from '@temporalio/client';

/**
 * What Temporal answers within so many milliseconds.
 * @throws Error when it does not: the client's own retries take a deadline for a hint, and come back seconds later
 */
export async function within<Answer>(
  client: Client,
  milliseconds: number,
  call: () => Promise<Answer>,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), milliseconds);
  });
  try {
    return await Promise.race([client.withDeadline(Date.now() + milliseconds, call), late]);
  } finally {
    clearTimeout(timer);
  }
}
