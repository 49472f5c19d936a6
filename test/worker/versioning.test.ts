import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { Worker } from '@temporalio/worker';
import { pollUntil } from '../../src/lib/poll-until';
import { createDataConverter } from '../../src/temporal/data-converter';
import { buildDeploymentOptions } from '../../src/worker/worker';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import type { listener } from '../temporal/support/workflows';

const taskQueue = 'versions';
let server: TestTemporal;
beforeAll(async () => (server = await startTestTemporal()));
afterAll(() => server.close());

const createVersionedWorker = (buildId: string) =>
  Worker.create({
    connection: server.connection,
    taskQueue,
    workflowsPath: require.resolve('../temporal/support/workflows'),
    dataConverter: createDataConverter(),
    workerDeploymentOptions: buildDeploymentOptions({ deploymentName: 'firstday', buildId }),
  });

/** Sets the version as an operator does. The server refuses until a worker of this version has polled. */
const setCurrentVersion = (buildId: string) =>
  pollUntil(
    () =>
      promisify(execFile)(server.cliPath, [
        ...['worker', 'deployment', 'set-current-version', '--yes', '--address', server.address],
        ...['--deployment-name', 'firstday', '--build-id', buildId],
      ]),
    60_000,
  );

test('a sleeping workflow moves to the current version', async () => {
  const [first, second] = [await createVersionedWorker('1.0'), await createVersionedWorker('2.0')];
  const handle = await server.client.workflow.start<typeof listener>('listener', {
    taskQueue,
    workflowId: randomUUID(),
  });
  const fetchCurrentVersion = async () => {
    await handle.query('heard');
    const { raw } = await handle.describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion;
  };

  await first.runUntil(async () => {
    await setCurrentVersion('1.0');
    expect(await fetchCurrentVersion()).toMatchObject({ deploymentName: 'firstday', buildId: '1.0' });
  });
  await second.runUntil(async () => {
    await setCurrentVersion('2.0');
    await handle.signal('say', 'stop');
    expect(await handle.result()).toEqual(['stop']);
    expect(await fetchCurrentVersion()).toMatchObject({ deploymentName: 'firstday', buildId: '2.0' });
  });
});
