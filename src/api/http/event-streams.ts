import type { Pool } from 'pg';
import { OnboardingListener } from '../../database/onboarding-listener';
import { createReason } from '../../domain/reasons/reason';
import { FirstdayError } from '../../lib/errors';
import { AsyncEvent } from '../../lib/async-event';

const MAX_STREAMS = 500;
const MAX_STREAMS_PER_CALLER = 20;

export interface EventStream {
  /** Set when the onboarding may have changed, and when the stream must end. */
  wakeUp: AsyncEvent;
  /** Aborted when the process shuts down. */
  signal: AbortSignal;
  close(): void;
}

/** All server-sent event streams of this process: limited in number, woken by one listener, ended together. */
export class EventStreams {
  readonly #listener: OnboardingListener;
  readonly #shutdownController = new AbortController();
  readonly #streamsPerCaller = new Map<string, number>();
  readonly #wakeUps = new Set<AsyncEvent>();

  constructor(pool: Pool) {
    this.#listener = new OnboardingListener(pool);
  }

  /**
   * Opens a stream; one that is opened while the process shuts down ends at once, and its client comes back. An error
   * would stop the client's EventSource for good.
   * @throws FirstdayError `too-many-requests` over the caller's limit, `unavailable` over the limit of the process
   */
  open(caller: string, onboardingId: string): EventStream {
    this.#reserveStream(caller);
    const wakeUp = new AsyncEvent();
    this.#wakeUps.add(wakeUp);
    const unsubscribe = this.#listener.subscribe(onboardingId, () => wakeUp.set());
    const close = () => {
      unsubscribe();
      this.#wakeUps.delete(wakeUp);
      this.#releaseStream(caller);
    };
    return { wakeUp, signal: this.#shutdownController.signal, close };
  }

  #reserveStream(caller: string): void {
    if (this.#wakeUps.size >= MAX_STREAMS)
      throw new FirstdayError('unavailable', createReason('unavailable.streams', {}));
    const streamCount = this.#streamsPerCaller.get(caller) ?? 0;
    if (streamCount >= MAX_STREAMS_PER_CALLER)
      throw new FirstdayError(
        'too-many-requests',
        createReason('too-many-requests.streams', { maximum: MAX_STREAMS_PER_CALLER }),
      );
    this.#streamsPerCaller.set(caller, streamCount + 1);
  }

  #releaseStream(caller: string): void {
    const remainingCount = (this.#streamsPerCaller.get(caller) ?? 1) - 1;
    if (remainingCount > 0) this.#streamsPerCaller.set(caller, remainingCount);
    else this.#streamsPerCaller.delete(caller);
  }

  /** Returns an event that is set whenever the onboarding may have changed, until `close` is called. */
  watchOnboarding(onboardingId: string): { wakeUp: AsyncEvent; close: () => void } {
    const wakeUp = new AsyncEvent();
    return { wakeUp, close: this.#listener.subscribe(onboardingId, () => wakeUp.set()) };
  }

  /** Ends every stream and releases the listener's connection. */
  async close(): Promise<void> {
    this.#shutdownController.abort();
    for (const wakeUp of this.#wakeUps) wakeUp.set();
    await this.#listener.close();
  }
}
