import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { loadConfig } from '../../src/app/config';
import { openDatabase } from '../../src/database/client';
import { loadCompany } from '../../src/database/company';
import { createExternalEnvironment } from '../../src/app/environment';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createCompanyMailer } from '../../src/mails/company-mailer';
import { createSagaActivities } from './saga-activities';

/** Runs the saga's worker in its own process, with the limits and pool sizes of ours. */
async function runSagaWorker(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const { config, databaseUrl, temporal, smtpUrl } = createExternalEnvironment(loadConfig(process.env, 'worker'));
  const { database } = openDatabase(databaseUrl, config.database.connections);
  const worker = await Worker.create({
    connection: await NativeConnection.connect(temporal.connectionOptions),
    taskQueue: 'saga',
    workflowsPath: require.resolve('./saga'),
    activities: createSagaActivities(
      database,
      createCompanyMailer(createSmtpMailer({ url: smtpUrl, from: config.mail.from }), () => loadCompany(database)),
    ),
    maxConcurrentActivityTaskExecutions: config.worker.activities,
    maxConcurrentWorkflowTaskExecutions: config.worker.workflowTasks,
    maxCachedWorkflows: config.worker.cachedWorkflows,
  });
  console.log('ready');
  await worker.run();
}

void runSagaWorker();
