import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Role } from '../../src/domain/status';
import { findDaytimeLocation } from '../support/daytime-location';
import { TestPlatform } from '../support/test-platform';
import { createRequest } from '../support/requests';

const HR = { email: 'hanna@example.com', roles: ['hr'] as Role[] };
const GRACE = { email: 'grace@example.com', roles: ['manager'] as Role[] };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start({ ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}` });
});
afterAll(() => platform.close());

/** History as an operator without the key can read it, with base64 decoded. */
async function readHistoryAsOperator(id: string): Promise<string> {
  const show = ['workflow', 'show', '--workflow-id', `onboarding:${id}`, '--output', 'json'];
  const address = ['--address', platform.temporal.address];
  const { stdout } = await promisify(execFile)(platform.temporal.cliPath, [...show, ...address], {
    maxBuffer: 2 ** 26,
  });
  const decoded = stdout.replaceAll(/"data": "([^"]*)"/g, (_match, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );
  return decoded.toLowerCase();
}

test('with a key, nothing of an onboarding is readable in Temporal', async () => {
  const { location, startDate } = findDaytimeLocation();
  const standard = createRequest({ startDate, trainings: ['forklift-sold-out'], note: 'allergic to peanuts' });
  const request = { ...standard, job: { ...standard.job, location }, manager: { name: 'Grace', email: GRACE.email } };
  const { body } = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', request);
  const decision = { comment: 'a warm welcome' };
  await platform.call(GRACE, 'POST', `/onboardings/${body.id}/steps/managerApproval/approve`, decision);
  await platform.waitForView(body.id, ({ status }) => status === 'needs-attention');
  await platform.call(HR, 'POST', `/onboardings/${body.id}/rollback`, { reason: 'no peanuts' });
  const view = await platform.waitForView(body.id, ({ status }) => status === 'rolled-back');
  expect(view.steps.find(({ id }) => id === 'managerApproval')?.decision).toMatchObject({ via: 'api' });

  const history = await readHistoryAsOperator(body.id);
  expect(history).toContain('onboardemployee');
  const secrets = [
    'lovelace',
    'example.org',
    'grace',
    'peanuts',
    'warm welcome',
    'forklift',
    'no session',
    'create account',
  ];
  expect(secrets.filter((secret) => history.includes(secret))).toEqual([]);
});
