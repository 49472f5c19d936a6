import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

const CHANNEL = 'onboarding';
const RETRY_MS = 1_000;

/**
 * Notifies subscribers of changes to an onboarding, over one LISTEN connection for all of them. Without a connection
 * (a restart of the database) it wakes all of them once a second, and once more when the connection is back.
 */
export class OnboardingListener {
  readonly #subscribers = new Map<string, Set<() => void>>();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly pool: Pool) {}

  /**
   * Calls `wake` whenever the onboarding may have changed.
   * @returns a function that ends the subscription
   */
  subscribe(onboardingId: string, onChange: () => void): () => void {
    this.#running ??= this.#run();
    const subscribers = this.#subscribers.get(onboardingId) ?? new Set();
    this.#subscribers.set(onboardingId, subscribers.add(onChange));
    return () => {
      subscribers.delete(onChange);
      if (subscribers.size === 0 && this.#subscribers.get(onboardingId) === subscribers)
        this.#subscribers.delete(onboardingId);
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
      this.#notifyAll();
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Listens until the connection is lost or the listener is closed. */
  async #listen(signal: AbortSignal): Promise<void> {
    const client = await this.pool.connect();
    try {
      const connectionEnd = waitForConnectionEnd(client, signal);
      client.on('notification', ({ payload }) => this.#subscribers.get(payload ?? '')?.forEach((notify) => notify()));
      await client.query(`listen ${CHANNEL}`);
      this.#notifyAll();
      await connectionEnd;
    } finally {
      client.release(true);
    }
  }

  #notifyAll(): void {
    for (const subscribers of this.#subscribers.values()) subscribers.forEach((notify) => notify());
  }
}

const waitForConnectionEnd = (client: PoolClient, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    client.once('end', resolve);
    client.on('error', () => resolve());
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
