import { isFinal, type OnboardingStatus, type Role } from '../../src/domain/status';
import { findDaytimeLocation } from '../support/daytime-location';
import { TestPlatform } from '../support/test-platform';
import { createRequest } from '../support/requests';
import { waitForValue } from '../support/wait-for-value';

const HR = { email: 'hanna@example.com', roles: ['hr'] as Role[] };
const GRACE = { email: 'grace@example.com', roles: ['manager'] as Role[] };
const HIRES = 50;
const LAPTOPS = 30;
const TIMEOUT_MS = 120_000;

jest.setTimeout(4 * TIMEOUT_MS);

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});
afterAll(() => platform.close());

/** Repeats the call until it is accepted or the onboarding has ended. 503: not yet in Temporal, on a busy machine. */
const repeatUntilAnswered = (
  principal: { email: string; roles: Role[] },
  path: string,
  body: object,
): Promise<boolean> =>
  waitForValue(async () => {
    const { status } = await platform.call(principal, 'POST', path, body);
    return [200, 202].includes(status) || (await hasEnded(path)) ? true : undefined;
  }, TIMEOUT_MS);

async function hasEnded(path: string): Promise<boolean> {
  const [, , id = ''] = path.split('/');
  const { database } = platform.testDb;
  const row = await database.selectFrom('onboardings').select('status').where('id', '=', id).executeTakeFirst();
  return row !== undefined && isFinal(row.status);
}

test(`${String(HIRES)} onboardings share ${String(LAPTOPS)} laptops: one each, the others ask IT and are rolled back by HR`, async () => {
  const { database } = platform.testDb;
  const item = {
    model: 'rare-laptop',
    title: 'Rare laptop',
    price_cents: 0,
    currency: 'EUR',
    state: 'free' as const,
  };
  const items = Array.from({ length: LAPTOPS }, (_, index) => ({ ...item, tag: `RARE-${String(index)}` }));
  await database.insertInto('items').values(items).execute();

  const { location, startDate } = findDaytimeLocation();
  const onboard = async (number: number): Promise<string> => {
    const standard = createRequest({
      startDate,
      equipment: ['rare-laptop'],
      manager: { name: 'Grace', email: GRACE.email },
    });
    const employee = { givenName: 'Same', familyName: 'Name', personalEmail: `same${String(number)}@example.org` };
    // The contractor plan has no branch for equipment that is out of stock.
    const job = { ...standard.job, location, employmentType: 'contractor' as const };
    const request = { ...standard, employee, job };
    const { body } = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', request);
    await repeatUntilAnswered(GRACE, `/onboardings/${body.id}/steps/managerApproval/approve`, {});
    const hire = { email: employee.personalEmail, roles: ['manager'] as Role[] };
    const answers = { signature: 'Same Name' };
    await repeatUntilAnswered(hire, `/onboardings/${body.id}/steps/agreeToRules/complete`, { answers });
    return body.id;
  };
  await Promise.all(Array.from({ length: HIRES }, (_, number) => onboard(number)));

  const waitForStatuses = (isReached: (status: OnboardingStatus) => boolean) =>
    waitForValue(async () => {
      const rows = await database.selectFrom('onboardings').select(['id', 'status']).execute();
      return rows.every(({ status }) => isReached(status)) ? rows : undefined;
    }, TIMEOUT_MS);
  const settled = await waitForStatuses((status) => isFinal(status) || status === 'needs-attention');
  const undecided = settled.filter(({ status }) => status === 'needs-attention');
  await Promise.all(
    undecided.map(({ id }) => repeatUntilAnswered(HR, `/onboardings/${id}/rollback`, { reason: 'No laptop' })),
  );
  await waitForStatuses(isFinal);
  const rows = await database.selectFrom('onboardings').select(['id', 'status']).execute();
  const completed = rows.filter(({ status }) => status === 'completed').map(({ id }) => id);
  expect([completed.length, rows.filter(({ status }) => status === 'rolled-back').length]).toEqual([
    LAPTOPS,
    HIRES - LAPTOPS,
  ]);

  const reserved = await database
    .selectFrom('items')
    .select('onboarding_id')
    .where('model', '=', 'rare-laptop')
    .execute();
  expect(reserved.map(({ onboarding_id: id }) => id).sort()).toEqual([...completed].sort());
  const accounts = await database
    .selectFrom('accounts')
    .select(['username', 'onboarding_id'])
    .where('active', '=', true)
    .execute();
  const owners = new Map(accounts.map(({ username, onboarding_id: id }) => [username, id]));
  expect(owners.size).toBe(LAPTOPS);
  expect([...owners.values()].sort()).toEqual([...completed].sort());
});
