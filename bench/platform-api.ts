import { startApi } from '../src/app/processes';
import { loadConfig } from '../src/app/config';
import { createExternalEnvironment } from '../src/app/environment';
import { installRuntime } from '../src/temporal/connection';
import { benchPlan } from './plan';

/** Our API as a process of its own, with the plan that does what the saga does. */
async function startPlatformApi(): Promise<void> {
  const environment = createExternalEnvironment(loadConfig(process.env, 'api'));
  installRuntime(environment.logger);
  const running = await startApi(environment, [benchPlan]);
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
  console.log('ready');
}

void startPlatformApi();
