import { randomUUID } from 'node:crypto';
import { insertSession } from '../../src/database/sessions';
import { generateSecret, hashSecret } from '../../src/auth/secrets';
import { ApiWithEngine } from './support/api-with-engine';
import { PEOPLE } from './support/test-api';

const MAX_AGE_MS = 15 * 60_000;

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
  platform.api.config.stepUp = { maxAgeMs: MAX_AGE_MS, costCents: 100_000 };
});
afterAll(() => platform.close());

const submit = (equipment: string[]) => platform.api.submit(`${randomUUID()}@example.org`, { equipment });
const buildPath = (id: string, verb: string) => `/onboardings/${id}/steps/managerApproval/${verb}`;

/** Decides in a browser whose person signed in at the provider at this age. */
async function decideWithSession(id: string, verb: string, ageMs: number | undefined) {
  const secret = generateSecret();
  await insertSession(platform.api.testDb.database, {
    hash: hashSecret(secret),
    email: PEOPLE.manager.email,
    authenticatedAt: ageMs === undefined ? undefined : new Date(Date.now() - ageMs),
  });
  const response = await fetch(`${platform.api.url}/api/v1${buildPath(id, verb)}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Sec-Fetch-Site': 'same-origin',
      Cookie: `firstday=${secret}`,
    },
    body: JSON.stringify({ comment: 'Looked at' }),
  });
  return { status: response.status, body: (await response.json()) as { code?: string } };
}

test('a costly approval needs a fresh sign-in, and is refused without a trace in the onboarding', async () => {
  const id = await submit(['laptop-14']);
  for (const ageMs of [undefined, MAX_AGE_MS + 1_000])
    expect(await decideWithSession(id, 'approve', ageMs)).toMatchObject({
      status: 403,
      body: { code: 'step-up-required' },
    });
  expect((await platform.api.call('POST', buildPath(id, 'approve'), { as: 'manager' })).body).toMatchObject({
    code: 'step-up-required',
    reason: { code: 'step-up-required.no-session' },
  });
  const { body } = await platform.api.call('GET', `/audit?onboarding=${id}&action=onboarding.approve`, { as: 'admin' });
  expect(body.items).toEqual([]);
  expect((await decideWithSession(id, 'approve', 60_000)).status).toBe(200);
});

test('declining it, and approving what costs less, needs none', async () => {
  const costly = await submit(['laptop-14']);
  expect((await decideWithSession(costly, 'decline', undefined)).status).toBe(200);
  const cheap = await submit([]);
  expect((await platform.api.call('POST', buildPath(cheap, 'approve'), { as: 'manager' })).status).toBe(200);
});
