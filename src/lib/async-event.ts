/** Wakes the one who waits; a ring that nobody waited for is remembered until the next wait. */
export class AsyncEvent {
  #rung = false;
  #wake: (() => void) | undefined;

  set(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Resolves with true at the first ring since the last wait, with false after so many milliseconds. */
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
