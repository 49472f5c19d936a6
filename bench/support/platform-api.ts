import { startApi } from '../../src/app/processes';
import { loadConfig } from '../../src/app/config';
import { createExternalEnvironment } from '../../src/app/environment';
import { installRuntime } from '../../src/temporal/connection';
import { plans } from '../../plans';
import { benchPlan } from './bench-plan';

/** Runs our API in its own process, with the benchmark plan beside those of the product. */
async function startPlatformApi(): Promise<void> {
  const environment = createExternalEnvironment(loadConfig(process.env, 'api'));
  installRuntime(environment.logger);
  const running = await startApi(environment, [benchPlan, ...plans]);
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
  console.log('ready');
}

void startPlatformApi();
