import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

const CHANNEL = 'onboarding';
const RETRY_MS = 1_000;

/**
 * Tells who listens that something changed in an onboarding: one connection with LISTEN for all of them. While there
 * is none (a restart of the database) everyone is woken once a second instead, and once more when it is back.
 */
export class OnboardingListener {
  readonly #wakers = new Map<string, Set<() => void>>();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly pool: Pool) {}

  /** Calls `wake` whenever there may be news of this onboarding, until the function it gives is called. */
  subscribe(onboardingId: string, wake: () => void): () => void {
    this.#running ??= this.#run();
    const wakers = this.#wakers.get(onboardingId) ?? new Set();
    this.#wakers.set(onboardingId, wakers.add(wake));
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.#wakers.get(onboardingId) === wakers) this.#wakers.delete(onboardingId);
    };
  }

  /** Gives the connection back; nobody is woken any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#listen(signal).catch(() => undefined);
      this.#wakeAll();
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Listens until the connection is lost or the listener is closed. */
  async #listen(signal: AbortSignal): Promise<void> {
    const client = await this.pool.connect();
    try {
      const over = waitForConnectionEnd(client, signal);
      client.on('notification', ({ payload }) => this.#wakers.get(payload ?? '')?.forEach((wake) => wake()));
      await client.query(`listen ${CHANNEL}`);
      this.#wakeAll();
      await over;
    } finally {
      client.release(true);
    }
  }

  #wakeAll(): void {
    for (const wakers of this.#wakers.values()) wakers.forEach((wake) => wake());
  }
}

const waitForConnectionEnd = (client: PoolClient, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    client.once('end', resolve);
    client.on('error', () => resolve());
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
