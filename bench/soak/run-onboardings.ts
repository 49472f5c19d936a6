import { RetryingClient } from '../../test/proofs/kills/retrying-client';
import type { SeededRandom } from '../../test/proofs/kills/seeded-random';
import { BENCH_PLAN } from '../support/bench-plan';
import type { BenchPlatform } from '../support/bench-platform';
import { createBenchRequest } from '../support/request';
import { runAtRate } from '../support/run-at-rate';

export interface SoakLoad {
  rate: number;
  /** Instant at which the last onboarding arrives. */
  until: number;
  ports: string[];
  random: SeededRandom;
}

/** Submits and approves onboardings at random APIs until `until`, and returns the ids of the accepted ones. */
export async function runOnboardings(platform: BenchPlatform, load: SoakLoad): Promise<string[]> {
  const { rate, until, ports, random } = load;
  const clients = ports.map((port) => ({
    hr: createRetryingClient(platform, 'hr', port),
    manager: createRetryingClient(platform, 'manager', port),
  }));
  const ids: string[] = [];
  await runAtRate(countUntil(until), rate, random, async (number) => {
    const { hr, manager } = random.pick(clients);
    const request = createBenchRequest(`soak-${number}`, BENCH_PLAN);
    const id = String(await post(hr, '/onboardings', request, `soak-${number}`, [202]));
    ids.push(id);
    // 202: recorded, not confirmed in time. 409: taken by an earlier call whose response was lost.
    await post(manager, `/onboardings/${id}/steps/managerApproval/approve`, {}, undefined, [200, 202, 409]);
  });
  return ids;
}

function createRetryingClient(platform: BenchPlatform, role: 'hr' | 'manager', port: string): RetryingClient {
  const { url, token } = platform.createClient(role, port);
  return new RetryingClient(`${url}/api/v1`, token);
}

function* countUntil(until: number): Generator<number> {
  for (let number = 0; Date.now() < until; number += 1) yield number;
}

async function post(
  client: RetryingClient,
  path: string,
  body: object,
  key: string | undefined,
  permitted: readonly number[],
): Promise<unknown> {
  const response = await client.call('POST', path, body, key);
  if (!permitted.includes(response.status)) throw new Error(`POST ${path}: ${JSON.stringify(response)}`);
  return response.body.id;
}
