import { runLoad } from '../support/run-load';
import type { BenchPlatform } from '../support/bench-platform';

const CALLERS = 10;

/** Submits onboardings, waits until the workflow of each has opened its approval, and returns their ids. */
export async function submitOnboardings(
  platform: BenchPlatform,
  count: number,
  prefix: string,
  plan?: string,
): Promise<string[]> {
  const ids: string[] = [];
  let number = 0;
  await runLoad(count, CALLERS, async () => void ids.push(await platform.submit(`${prefix}-${number++}`, plan)));
  await platform.waitUntil('not exists (select from onboardings where run_id is null)');
  return ids;
}
