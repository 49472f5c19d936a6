import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Instant } from '../domain/plan/resolved-plan';

/**
 * Makes a call to the server that is given up when the play is over: one that still waited when its connection is closed
 * would be tried again, in vain.
 */
export type AbortableCall = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

/** The clock of the time-skipping server: it jumps to the next thing that is due, unless somebody holds it. */
export class SimulationClock {
  private readonly alarms: Promise<unknown>[] = [];

  constructor(
    private readonly environment: TestWorkflowEnvironment,
    private readonly call: AbortableCall,
  ) {}

  now(): Promise<Instant> {
    return this.call(async () => new Date(await this.environment.currentTimeMs()).toISOString());
  }

  /** Moves a clock that is held to this instant, and holds it there. */
  async moveTo(instant: Instant): Promise<void> {
    const left = Date.parse(instant) - Date.parse(await this.now());
    await this.call(() => this.environment.sleep(Math.max(1, left)));
  }

  /**
   * Has something done at this instant, the clock being held until it is. Resolves when the clock cannot pass that
   * instant any more; `failed` is told of errors.
   */
  async scheduleAt(instant: Instant, act: () => Promise<void>, failed: (error: unknown) => void): Promise<void> {
    // Held until the server has the sleep, which releases it and holds it again at its end.
    await this.call(() => this.service.lockTimeSkipping({}));
    const alarm = this.moveTo(instant)
      .then(act)
      .then(() => this.call(() => this.service.unlockTimeSkipping({})));
    this.alarms.push(alarm.catch(failed));
  }

  /** Resolves when no alarm is left: when all have rung, or were given up. */
  async waitForAlarms(): Promise<void> {
    await Promise.all(this.alarms);
  }

  private get service(): NonNullable<TestWorkflowEnvironment['connection']['testService']> {
    const { testService } = this.environment.connection;
    if (testService === undefined) throw new Error('This server does not skip time.');
    return testService;
  }
}
