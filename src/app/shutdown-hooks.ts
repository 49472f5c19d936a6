/** What has been started, and how to stop it: the last started is stopped first. */
export class ShutdownHooks {
  private readonly hooks: (() => unknown)[] = [];

  add(stop: () => unknown): void {
    this.hooks.push(stop);
  }

  /** Stops everything in order. One that fails does not keep the next from stopping; the first failure is thrown. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = this.hooks.pop(); stop; stop = this.hooks.pop()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
