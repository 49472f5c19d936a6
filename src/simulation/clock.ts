import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Instant } from '../contract/plan';

/** The clock of the time-skipping server: it jumps to the next thing that is due, unless somebody holds it. */
export class Clock {
  /** @param over ends every wait: what waits still when its connection is closed would be tried again, in vain */
  constructor(
    private readonly environment: TestWorkflowEnvironment,
    private readonly over: AbortSignal,
  ) {}

  async now(): Promise<Instant> {
    return new Date(await this.environment.currentTimeMs()).toISOString();
  }

  /** Moves a clock that is held to this instant, and holds it there. */
  async moveTo(instant: Instant): Promise<void> {
    const left = Date.parse(instant) - (await this.environment.currentTimeMs());
    await this.environment.connection.withAbortSignal(this.over, () => this.environment.sleep(Math.max(1, left)));
  }

  /**
   * Has something done at this instant, the clock being held until it is. Resolves when the clock cannot pass that
   * instant any more; `failed` is told of errors.
   */
  async at(instant: Instant, act: () => Promise<void>, failed: (error: unknown) => void): Promise<void> {
    // Held until the server has the sleep, which releases it and holds it again at its end.
    await this.service.lockTimeSkipping({});
    const rung = this.moveTo(instant).then(act);
    rung.then(() => this.service.unlockTimeSkipping({})).catch(failed);
  }

  private get service(): NonNullable<TestWorkflowEnvironment['connection']['testService']> {
    const { testService } = this.environment.connection;
    if (testService === undefined) throw new Error('This server does not skip time.');
    return testService;
  }
}
