/** Runs stop functions in reverse order of their registration. */
export class ShutdownHooks {
  private readonly hooks: (() => unknown)[] = [];

  add(stop: () => unknown): void {
    this.hooks.push(stop);
  }

  /**
   * Runs all hooks, even if one fails.
   * @throws the first failure, after all hooks have run
   */
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
