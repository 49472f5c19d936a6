import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { composePlanner } from '../../../src/app/planner';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import type { PlanningActivities, ReplanInput } from '../../../src/domain/planning-activities';
import type { OnboardingInput } from '../../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../../src/domain/request';
import { computeOpenKey } from '../../../src/database/onboarding-columns';
import { openDatabase } from '../../../src/database/client';
import { insertAbsence } from '../../../src/database/absences';
import { insertSampleData } from '../../../src/database/sample-data';
import { planOnboarding } from '../../../src/application/plan-onboarding';
import { createPlanningActivities } from '../../../src/worker/activities/planning-activities';
import { insertSubmittedOnboarding } from '../../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../../support/test-database';
import { createRequest } from '../../support/requests';

const NOW = '2027-02-01T10:00:00.000Z';
const HANNA = { name: 'Hanna Reuter', email: 'hanna@example.com' };
const GRACE = { name: 'Grace Murray', email: 'grace@example.com' };
const options = { apiOnly: false, hasSearchAttributes: false };
const planner = composePlanner();

let postgres: TestDatabase;
let activities: PlanningActivities;
beforeAll(async () => {
  jest.useFakeTimers({ now: new Date(NOW), doNotFake: ['setTimeout', 'setImmediate', 'setInterval', 'nextTick'] });
  postgres = await createTestDatabase();
  await insertSampleData(postgres.database, new Date(NOW));
  activities = createPlanningActivities({ database: postgres.database, planner });
});
afterAll(() => postgres.close());

/** Runs one attempt of an activity of this onboarding, scheduled by Temporal at that instant. */
function runActivityAttempt<Answer>(
  work: () => Promise<Answer>,
  onboardingId: string = crypto.randomUUID(),
  at = NOW,
): Promise<Answer> {
  const workflowExecution = { workflowId: toOnboardingWorkflowId(onboardingId), runId: 'run' };
  const info = { workflowExecution, currentAttemptScheduledTimestampMs: Date.parse(at) };
  const environment = new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') });
  return environment.run(work);
}

const createSubmission = async (changes: Partial<OnboardingRequest> = {}): Promise<OnboardingInput> => {
  const input = await planOnboarding({ database: postgres.database, planner, options }, createRequest(changes), HANNA);
  await insertSubmittedOnboarding(postgres.database, input, computeOpenKey(input.request));
  return input;
};

const replan = (input: OnboardingInput, change: ReplanInput['change'], at?: string) => {
  const { id, request, plan, submittedBy } = input;
  return runActivityAttempt(
    () => activities.replan({ request, plan, submittedBy, change, isFullyApproved: false, startedSteps: [] }),
    id,
    at,
  );
};

const createEmployee = (personalEmail: string) => ({ givenName: 'Ada', familyName: 'Byron', personalEmail });

test('a reminder schedule uses the local calendar, and finds deputies', async () => {
  await postgres.database.transaction().execute((transaction) =>
    insertAbsence(transaction, {
      id: crypto.randomUUID(),
      email: GRACE.email,
      from_date: '2027-03-01',
      to_date: '2027-03-12',
      deputy_email: 'carla@example.com',
      created_by: GRACE.email,
    }),
  );
  const call = { people: [GRACE], location: 'berlin', remindAfter: 2 };
  const during = await runActivityAttempt(() =>
    activities.computeReminderSchedule({ ...call, openedAt: '2027-03-05T10:00:00Z' }),
  );
  expect(during).toMatchObject({
    // Monday, 8 March 2027, is a holiday in Berlin.
    remindAt: '2027-03-10T10:00:00Z',
    substitutes: [{ representedEmail: GRACE.email, deputy: { name: 'Carla Nowak', email: 'carla@example.com' } }],
  });
  const after = await runActivityAttempt(() =>
    activities.computeReminderSchedule({ ...call, openedAt: '2027-03-15T10:00:00Z' }),
  );
  expect(after.substitutes).toEqual([]);
});

test('an unknown location is a non-retryable failure with its reason', async () => {
  const call = { people: [GRACE], location: 'atlantis', openedAt: NOW };
  await expect(runActivityAttempt(() => activities.computeReminderSchedule(call))).rejects.toMatchObject({
    type: 'not-possible.location',
    nonRetryable: true,
    details: [{ location: 'atlantis' }],
  });
});

test('a moved start date moves the plan, by Temporal’s clock', async () => {
  const input = await createSubmission({ employee: createEmployee('moved@example.org') });
  const moved = await replan(input, { startDate: '2027-04-01' });
  expect(moved).toMatchObject({
    at: NOW,
    request: { startDate: '2027-04-01' },
    plan: { dayOne: { date: '2027-04-01' } },
  });
  const late = replan(input, { startDate: '2027-04-01' }, '2027-04-02T10:00:00.000Z');
  await expect(late).rejects.toMatchObject({ nonRetryable: true });
});

test('an amended request is planned for the new people', async () => {
  const input = await createSubmission({ employee: createEmployee('amended@example.org') });
  const manager = { name: 'Miguel Santos', email: 'miguel@example.com' };
  const { plan, request, requiresReapproval } = await replan(input, { changes: { manager } });
  expect(request).toEqual({ ...input.request, manager });
  expect(requiresReapproval).toBe(true);
  const approval = plan.steps.find(({ id }) => id === 'managerApproval');
  expect(approval).toMatchObject({ assignees: { people: [manager] } });
});

test('an invalid amendment is a non-retryable failure naming the fields', async () => {
  const input = await createSubmission({ employee: createEmployee('wrong@example.org') });
  const wrong = { changes: { startDate: 'soon', manager: { email: 'nobody' } } };
  await expect(replan(input, wrong)).rejects.toMatchObject({
    type: 'invalid-request',
    nonRetryable: true,
    details: [{ fields: ['manager.email', 'startDate'] }],
  });
});

test('an address with another open onboarding is rejected; its own is not', async () => {
  const [first, second] = [
    await createSubmission({ employee: createEmployee('first@example.org') }),
    await createSubmission({ employee: createEmployee('second@example.org') }),
  ];
  await expect(replan(second, { changes: { employee: { personalEmail: 'First@example.org' } } })).rejects.toMatchObject(
    {
      type: 'already-open',
      nonRetryable: true,
      details: [{ onboardingId: expect.any(String) as string }],
    },
  );
  const own = await replan(first, { changes: { employee: { familyName: 'Lovelace' } } });
  expect(own.request.employee.familyName).toBe('Lovelace');
});

test('a database outage is retried, and its error contains no request data', async () => {
  const { database } = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none', 1);
  const unreachableActivities = createPlanningActivities({ database, planner });
  const outcome = runActivityAttempt(() =>
    unreachableActivities.computeReminderSchedule({ people: [GRACE], location: 'berlin', openedAt: NOW }),
  );
  const failure: unknown = await outcome.catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: 'ApplicationFailure',
    message: expect.stringContaining('ECONNREFUSED') as string,
  });
  expect(String(failure)).not.toContain('grace');
  expect(failure).not.toMatchObject({ nonRetryable: true });
  await database.destroy();
});
