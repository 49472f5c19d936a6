import type { Worker } from '@temporalio/worker';
import pino from 'pino';
import { plannerOf } from '../../../src/app/planner';
import type { PlanningActivities } from '../../../src/domain/planning-activities';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import type { PlanDefinition } from '../../../src/planning/dsl';
import { createStarter, type Starter } from '../../../src/application/onboarding-starter';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { planningActivities } from '../../../src/worker/activities/planning';
import { createProjection } from '../../../src/worker/projection/projector';
import { createWorker } from '../../../src/worker/worker';
import { activities } from '../../../activities';
import { startTestTemporal, type TestTemporal } from '../../support/temporal';
import { eventually } from '../../support/until';
import { World } from '../../workflows/support';
import { TestApi } from './api';

const PATIENCE_MS = 60_000;
const LITTLE_PATIENCE_MS = 3_000;

/** The API with everything real behind it but the effects, which `world` writes down. */
export class TestPlatform {
  private worker: { worker: Worker; running: Promise<void> } | undefined;
  readonly world = new World();
  private constructor(
    readonly temporal: TestTemporal,
    readonly api: TestApi,
    readonly starter: Starter,
    /** What the engine asks about calendars and plans; a test may put something in its place before the worker starts. */
    readonly planning: PlanningActivities,
  ) {}

  static async start(plans?: readonly PlanDefinition[]): Promise<TestPlatform> {
    const temporal = await startTestTemporal();
    const starter: { is?: Starter } = {};
    const planner = plannerOf(plans);
    const api = await TestApi.start({
      client: temporal.client,
      planner,
      wake: (id) => starter.is?.wake(id),
      config: { patienceMs: PATIENCE_MS },
    });
    const { database } = api.test;
    starter.is = createStarter({ database, client: temporal.client, logger: pino({ level: 'silent' }) });
    return new TestPlatform(temporal, api, starter.is, planningActivities({ database, planner }));
  }

  async startWorker(): Promise<void> {
    const worker = await createWorker({
      connection: this.temporal.connection,
      namespace: 'default',
      dataConverter: createDataConverter(),
      effects: this.world.effects(Object.keys(activities)),
      projection: createProjection({
        database: this.api.test.database,
        client: this.temporal.client,
        logger: pino({ level: 'silent' }),
      }),
      planning: this.planning,
      limits: { activities: 20, workflowTasks: 20, cachedWorkflows: 100 },
    });
    this.worker = { worker, running: worker.run() };
  }

  /** For callers who wait in vain for Temporal. */
  async impatiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    this.api.config.patienceMs = LITTLE_PATIENCE_MS;
    return call().finally(() => (this.api.config.patienceMs = PATIENCE_MS));
  }

  /** For callers who wait in vain for what the workflow says; Temporal has the time that it takes to hear them. */
  async unanswered<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const { workflowService } = this.temporal.client;
    const signal = workflowService.signalWorkflowExecution.bind(workflowService);
    const heard = jest.spyOn(workflowService, 'signalWorkflowExecution').mockImplementation(async (request) => {
      const answer = await signal(request);
      this.api.config.patienceMs = LITTLE_PATIENCE_MS;
      return answer;
    });
    return call().finally(() => {
      heard.mockRestore();
      this.api.config.patienceMs = PATIENCE_MS;
    });
  }

  async stopWorker(): Promise<void> {
    this.worker?.worker.shutdown();
    await this.worker?.running;
    this.worker = undefined;
  }

  /** Asks the API until the onboarding has this status. */
  async until(id: string, status: string): Promise<Record<string, unknown>> {
    return this.seen(id, (view) => view.status === status);
  }

  /** The view, once it is as wanted. */
  async seen(id: string, wanted: (view: OnboardingView) => boolean): Promise<OnboardingView & Record<string, unknown>> {
    return eventually(async () => {
      const view = (await this.api.call('GET', `/onboardings/${id}`)).body as unknown as OnboardingView;
      return wanted(view) ? { ...view } : undefined;
    }, PATIENCE_MS);
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.starter.stop();
    await this.api.close();
    await this.temporal.close();
  }
}
