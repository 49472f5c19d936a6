import { ApiWithEngine } from './support/api-with-engine';
import { PEOPLE } from './support/test-api';

const SUCCESSOR = { email: 'carla@example.com', name: 'Carla' };

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
  await platform.api.testDb.database
    .insertInto('people')
    .values([
      { ...SUCCESSOR, roles: ['manager'] },
      { email: 'report@example.com', name: 'Rita', roles: [], manager_email: PEOPLE.manager.email },
    ])
    .execute();
});
afterAll(() => platform.close());

const replace = (by: string, as: 'hr' | 'manager' = 'hr') =>
  platform.api.call('POST', `/people/${PEOPLE.manager.email}/replace`, { as, body: { by } });

test('a manager leaves: approvals, reports and future tasks of all open onboardings go to the successor', async () => {
  const ids = await Promise.all(
    ['first', 'second'].map((name) => platform.api.submit(`${name}@example.org`, { manager: PEOPLE.manager })),
  );
  const other = await platform.api.submit('other@example.org', {
    manager: { name: 'Mary', email: 'mary@example.com' },
  });
  for (const id of [...ids, other]) await platform.waitForStatus(id, 'awaiting-approval');

  expect(await replace(SUCCESSOR.email)).toMatchObject({
    status: 200,
    body: { onboardings: [...ids].sort(), unreachable: [] },
  });
  for (const id of ids) {
    const view = await platform.waitForView(id, ({ request }) => request.manager.email === SUCCESSOR.email);
    expect(view.steps.find((step) => step.id === 'managerApproval')?.people).toMatchObject([SUCCESSOR]);
  }
  const { rows } = await platform.api.testDb.pool.query(
    "select manager_email from people where email = 'report@example.com'",
  );
  expect(rows).toEqual([{ manager_email: SUCCESSOR.email }]);
  // Nothing names the predecessor any more, who loses access.
  expect((await replace(SUCCESSOR.email)).body).toMatchObject({ onboardings: [] });
  expect((await platform.api.call('GET', `/onboardings/${String(ids[0])}`, { as: 'manager' })).status).toBe(404);
});

test.each([
  ['an unknown person', 'nobody@example.com', 'person.unknown'],
  ['the same person', PEOPLE.manager.email, 'deputy.is-self'],
])('%s is rejected as a successor', async (_case, by, code) => {
  expect(await replace(by)).toMatchObject({ status: 400, body: { errors: [{ field: 'by', code }] } });
});

test('only HR and administrators hand over', async () => {
  expect((await replace(SUCCESSOR.email, 'manager')).status).toBe(403);
});
