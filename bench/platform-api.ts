import { startApi } from '../src/app/processes';
import { loadConfig } from '../src/app/config';
import { external } from '../src/app/environment';
import { installRuntime } from '../src/temporal/connection';
import { benchPlan } from './plan';

/** Our API as a process of its own, with the plan that does what the saga does. */
async function main(): Promise<void> {
  const surroundings = external(loadConfig(process.env, 'api'));
  installRuntime(surroundings.logger);
  const running = await startApi(surroundings, [benchPlan]);
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
  console.log('ready');
}

void main();
