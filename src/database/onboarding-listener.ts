import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

const CHANNEL = 'onboarding';
const RETRY_MS = 1_000;

/**
 * Notifies subscribers of changes to an onboarding, over one LISTEN connection for all of them. Without a connection
 * (a restart of the database) it wakes all of them once a second, and once more when the connection is back.
 */
export class OnboardingListener {
  readonly #wakers = new Map<string, Set<() => void>>();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly pool: Pool) {}

  /**
   * Calls `wake` whenever the onboarding may have changed.
   * @returns a function that ends the subscription
   */
  subscribe(onboardingId: string, wake: () => void): () => void {
    this.#running ??= this.#run();
    const wakers = this.#wakers.get(onboardingId) ?? new Set();
    this.#wakers.set(onboardingId, wakers.add(wake));
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.#wakers.get(onboardingId) === wakers) this.#wakers.delete(onboardingId);
    };
  }

  /** Releases the connection and stops waking subscribers. */
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
