/** Wakes a waiter. An event that is set without a waiter is remembered until the next wait. */
export class AsyncEvent {
  #rung = false;
  #wake: (() => void) | undefined;

  set(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Resolves to true once the event is set since the last wait, or to false after the timeout. */
  async wait(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, milliseconds);
      if (this.#rung) resolve();
    });
    clearTimeout(timer);
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}
