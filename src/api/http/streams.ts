import type { Pool } from 'pg';
import { OnboardingListener } from '../../database/listener';
import { FirstdayError } from '../../lib/errors';
import { Bell } from '../../lib/async-event';

const MAX_STREAMS = 500;
const MAX_PER_CALLER = 20;

/** One stream as its writer sees it. */
export interface OpenStream {
  /** Rings when there may be news, and when the stream is to end. */
  bell: Bell;
  /** Aborted when the process shuts down. */
  signal: AbortSignal;
  close(): void;
}

/** All streams of server-sent events of this process: bounded, woken by one listener, ended together. */
export class EventStreams {
  readonly #listener: OnboardingListener;
  readonly #closing = new AbortController();
  readonly #perCaller = new Map<string, number>();
  readonly #bells = new Set<Bell>();

  constructor(pool: Pool) {
    this.#listener = new OnboardingListener(pool);
  }

  /** @throws FirstdayError `too-many-requests` or `unavailable` where too many streams are open already */
  open(caller: string, onboardingId: string): OpenStream {
    const { signal } = this.#closing;
    if (signal.aborted || this.#bells.size >= MAX_STREAMS)
      throw new FirstdayError('unavailable', 'No stream is free now: try again.');
    const own = this.#perCaller.get(caller) ?? 0;
    if (own >= MAX_PER_CALLER)
      throw new FirstdayError('too-many-requests', `At most ${MAX_PER_CALLER} streams at a time: close one first.`);
    this.#perCaller.set(caller, own + 1);

    const bell = new Bell();
    this.#bells.add(bell);
    const unsubscribe = this.#listener.subscribe(onboardingId, () => bell.ring());
    const close = () => {
      unsubscribe();
      this.#bells.delete(bell);
      const left = (this.#perCaller.get(caller) ?? 1) - 1;
      if (left > 0) this.#perCaller.set(caller, left);
      else this.#perCaller.delete(caller);
    };
    return { bell, signal, close };
  }

  /** A bell that rings when there may be news of this onboarding, until `close`. */
  bellFor(onboardingId: string): { bell: Bell; close: () => void } {
    const bell = new Bell();
    return { bell, close: this.#listener.subscribe(onboardingId, () => bell.ring()) };
  }

  /** Ends every stream and gives the connection back. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const bell of this.#bells) bell.ring();
    await this.#listener.close();
  }
}
