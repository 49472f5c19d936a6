/** Wakes a waiter. An event that is set without a waiter is remembered until the next wait. */
export class AsyncEvent {
  #isSet = false;
  #resolveWait: (() => void) | undefined;

  set(): void {
    this.#isSet = true;
    this.#resolveWait?.();
  }

  /** Resolves to true once the event is set since the last wait, or to false after the timeout. */
  async wait(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#resolveWait = resolve;
      timer = setTimeout(resolve, milliseconds);
      if (this.#isSet) resolve();
    });
    clearTimeout(timer);
    const wasSet = this.#isSet;
    this.#isSet = false;
    return wasSet;
  }
}
