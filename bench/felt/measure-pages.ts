import { generateSecret, hashSecret } from '../../src/auth/secrets';
import { insertSession } from '../../src/database/sessions';
import { insertOnboardingCopies, randomizeReportFacts } from '../../test/support/many-onboardings';
import { type BenchPlatform, withPlatform } from '../support/bench-platform';
import { buildQuantileFigures, type Figure } from './figure';
import type { Sizes } from './sizes';
import { submitOnboardings } from './submit-onboardings';

const TARGET_P99_MS = 50;
const BATCH_SIZE = 10_000;
const STEPS = 20;
const WARM_UP_VIEWS = 20;
const PAGES = {
  list: '/onboardings',
  'list, newest first': '/onboardings?sort=newest',
  'list, a department by name': '/onboardings?sort=name&department=Department%203',
  search: '/onboardings?q=Person%20a',
  'one onboarding': '/onboardings/:id',
  tasks: '/tasks',
  report: '/reports',
  'report, all years': '/reports?from=2000-01-01',
};

/** Measures pages as HR opens them, one after another, from the request to the last byte. */
export const measurePages = ({ listed, views }: Sizes): Promise<Figure[]> =>
  withPlatform({ onboardings: 1 }, async (platform) => {
    const [id = ''] = await submitOnboardings(platform, 1, 'listed', 'standard');
    // Its reconciler would look for the workflows of the copies, which have none.
    await platform.worker.kill();
    await insertListedOnboardings(platform, id, listed);
    const openPage = await createVisitor(platform);
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(PAGES)) {
      const durationsMs = await viewRepeatedly(() => openPage(path.replace(':id', id)), views);
      figures.push(...buildQuantileFigures(name, durationsMs, TARGET_P99_MS));
    }
    return figures;
  });

async function insertListedOnboardings({ connections }: BenchPlatform, id: string, count: number): Promise<void> {
  for (let inserted = 0; inserted < count; inserted += BATCH_SIZE) {
    await insertOnboardingCopies(connections.database, id, Math.min(BATCH_SIZE, count - inserted));
    await randomizeReportFacts(connections.database, STEPS);
  }
}

/** Signs HR in, and returns a function that opens a page in that session. */
async function createVisitor({ connections, env }: BenchPlatform): Promise<(path: string) => Promise<void>> {
  const secret = generateSecret();
  await insertSession(connections.database, { hash: hashSecret(secret), email: 'hanna@example.com' });
  return async (path) => {
    const headers = { Cookie: `firstday=${secret}` };
    const response = await fetch(`http://127.0.0.1:${env.PORT ?? ''}${path}`, { headers, redirect: 'error' });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  };
}

async function viewRepeatedly(view: () => Promise<void>, views: number): Promise<number[]> {
  for (let time = 0; time < WARM_UP_VIEWS; time += 1) await view();
  const durationsMs: number[] = [];
  for (let time = 0; time < views; time += 1) {
    const startedAt = performance.now();
    await view();
    durationsMs.push(performance.now() - startedAt);
  }
  return durationsMs;
}
