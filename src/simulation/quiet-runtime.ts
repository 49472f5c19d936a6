import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

let isQuiet = false;

/** Has Temporal's SDK keep to itself what is no error, and leave signals to us. For a process that only simulates. */
export function installQuietRuntime(): void {
  if (isQuiet) return;
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
    shutdownSignals: [],
  });
  isQuiet = true;
}
