import type { Worker } from '@temporalio/worker';
import pino from 'pino';
import { createStarter, type Starter } from '../../../src/temporal/starter';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { createProjection } from '../../../src/worker/projector';
import { createWorker } from '../../../src/worker/worker';
import { activities } from '../../../activities';
import { startTestTemporal, type TestTemporal } from '../../support/temporal';
import { World } from '../../workflows/support';
import { TestApi } from './api';

/** The API with everything real behind it but the effects, which `world` writes down. */
export class TestPlatform {
  private worker: { worker: Worker; running: Promise<void> } | undefined;
  readonly world = new World();
  private constructor(
    readonly temporal: TestTemporal,
    readonly api: TestApi,
    readonly starter: Starter,
  ) {}

  static async start(): Promise<TestPlatform> {
    const temporal = await startTestTemporal();
    const starter: { is?: Starter } = {};
    const api = await TestApi.start({ client: temporal.client, wake: (id) => starter.is?.wake(id) });
    const { database } = api.test;
    starter.is = createStarter({ database, client: temporal.client, logger: pino({ level: 'silent' }) });
    return new TestPlatform(temporal, api, starter.is);
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
      limits: { activities: 20, workflowTasks: 20, cachedWorkflows: 100 },
    });
    this.worker = { worker, running: worker.run() };
  }

  async stopWorker(): Promise<void> {
    this.worker?.worker.shutdown();
    await this.worker?.running;
    this.worker = undefined;
  }

  /** Asks the API until the onboarding has this status. */
  async until(id: string, status: string): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < 400; tries += 1) {
      const { body } = await this.api.call('GET', `/onboardings/${id}`);
      if (body.status === status) return body;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${id} never became ${status}`);
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.starter.stop();
    await this.api.close();
    await this.temporal.close();
  }
}
