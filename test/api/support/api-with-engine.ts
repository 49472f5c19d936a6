import type { Worker } from '@temporalio/worker';
import pino from 'pino';
import { composePlanner } from '../../../src/app/planner';
import type { PlanningActivities } from '../../../src/domain/planning-activities';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import type { PlanDefinition } from '../../../src/planning/dsl';
import { createOnboardingStarter, type OnboardingStarter } from '../../../src/application/onboarding-starter';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { createPlanningActivities } from '../../../src/worker/activities/planning-activities';
import { createProjection } from '../../../src/worker/projection/create-projection';
import { createWorker } from '../../../src/worker/worker';
import { activities } from '../../../activities';
import { startTestTemporal, type TestTemporal } from '../../support/test-temporal';
import { waitForValue } from '../../support/wait-for-value';
import { FakeWorld } from '../../workflows/support';
import { TestApi } from './test-api';

const TIMEOUT_MS = 60_000;
const SHORT_TIMEOUT_MS = 3_000;

/** The API with a real database, Temporal and engine. Only the effects are fake, and recorded in `world`. */
export class ApiWithEngine {
  private worker: { worker: Worker; running: Promise<void> } | undefined;
  readonly world = new FakeWorld();
  private constructor(
    readonly temporal: TestTemporal,
    readonly api: TestApi,
    readonly starter: OnboardingStarter,
    /** Planning activities of the worker. A test may replace them before the worker starts. */
    readonly planning: PlanningActivities,
  ) {}

  static async start(plans?: readonly PlanDefinition[]): Promise<ApiWithEngine> {
    const temporal = await startTestTemporal();
    const starterRef: { current?: OnboardingStarter } = {};
    const planner = composePlanner(plans);
    const api = await TestApi.start({
      client: temporal.client,
      planner,
      onTrigger: (id) => starterRef.current?.trigger(id),
      config: { answerTimeoutMs: TIMEOUT_MS },
    });
    const { database } = api.testDb;
    starterRef.current = createOnboardingStarter({
      database,
      client: temporal.client,
      logger: pino({ level: 'silent' }),
    });
    return new ApiWithEngine(temporal, api, starterRef.current, createPlanningActivities({ database, planner }));
  }

  async startWorker(): Promise<void> {
    const worker = await createWorker({
      connection: this.temporal.connection,
      namespace: 'default',
      dataConverter: createDataConverter(),
      activities: this.world.createActivities(Object.keys(activities)),
      projection: createProjection({
        database: this.api.testDb.database,
        client: this.temporal.client,
        logger: pino({ level: 'silent' }),
      }),
      planning: this.planning,
      limits: { activities: 20, workflowTasks: 20, cachedWorkflows: 100 },
    });
    this.worker = { worker, running: worker.run() };
  }

  /** Shortens the answer timeout, for calls that wait for Temporal in vain. */
  async withShortTimeout<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    this.api.config.answerTimeoutMs = SHORT_TIMEOUT_MS;
    return call().finally(() => (this.api.config.answerTimeoutMs = TIMEOUT_MS));
  }

  /** Shortens the answer timeout after Temporal accepts the signal, for calls that wait for the workflow in vain. */
  async withShortTimeoutAfterSignal<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const { workflowService } = this.temporal.client;
    const signal = workflowService.signalWorkflowExecution.bind(workflowService);
    const signalSpy = jest.spyOn(workflowService, 'signalWorkflowExecution').mockImplementation(async (request) => {
      const response = await signal(request);
      this.api.config.answerTimeoutMs = SHORT_TIMEOUT_MS;
      return response;
    });
    return call().finally(() => {
      signalSpy.mockRestore();
      this.api.config.answerTimeoutMs = TIMEOUT_MS;
    });
  }

  async stopWorker(): Promise<void> {
    this.worker?.worker.shutdown();
    await this.worker?.running;
    this.worker = undefined;
  }

  async waitForStatus(id: string, status: string): Promise<Record<string, unknown>> {
    return this.waitForView(id, (view) => view.status === status);
  }

  async waitForView(
    id: string,
    predicate: (view: OnboardingView) => boolean,
  ): Promise<OnboardingView & Record<string, unknown>> {
    return waitForValue(async () => {
      const view = (await this.api.call('GET', `/onboardings/${id}`)).body as unknown as OnboardingView;
      return predicate(view) ? { ...view } : undefined;
    }, TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.starter.stop();
    await this.api.close();
    await this.temporal.close();
  }
}
