import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Instant } from '../domain/plan/resolved-plan';

/**
 * Calls the server, aborting at the end of the simulation: a call still pending when its connection closes would be
 * retried in vain.
 */
export type AbortableCall = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

/** Clock of the time-skipping server, which jumps to the next due event unless it is locked. */
export class SimulationClock {
  private readonly alarms: Promise<unknown>[] = [];

  constructor(
    private readonly environment: TestWorkflowEnvironment,
    private readonly call: AbortableCall,
  ) {}

  now(): Promise<Instant> {
    return this.call(async () => new Date(await this.environment.currentTimeMs()).toISOString());
  }

  /** Moves a locked clock to this instant and leaves it locked. */
  async moveTo(instant: Instant): Promise<void> {
    const remainingMs = Date.parse(instant) - Date.parse(await this.now());
    await this.call(() => this.environment.sleep(Math.max(1, remainingMs)));
  }

  /**
   * Schedules `act` for this instant, at which the clock stays locked until `act` has finished. Resolves when the clock
   * can no longer pass the instant; `failed` receives errors.
   */
  async scheduleAt(instant: Instant, callback: () => Promise<void>, onError: (error: unknown) => void): Promise<void> {
    // Locked until the server has received the sleep, which unlocks the clock and locks it again at its end.
    await this.call(() => this.service.lockTimeSkipping({}));
    const alarm = this.moveTo(instant)
      .then(callback)
      .then(() => this.call(() => this.service.unlockTimeSkipping({})));
    this.alarms.push(alarm.catch(onError));
  }

  /** Resolves when all alarms have rung or were aborted. */
  async waitForAlarms(): Promise<void> {
    await Promise.all(this.alarms);
  }

  private get service(): NonNullable<TestWorkflowEnvironment['connection']['testService']> {
    const { testService } = this.environment.connection;
    if (testService === undefined) throw new Error('This server does not skip time.');
    return testService;
  }
}
