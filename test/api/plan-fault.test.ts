import { composePlanner } from '../../src/app/planner';
import { activity, approval, task, type PlanDefinition } from '../../src/planning/dsl';
import { buildCsv, buildCsvLine } from '../support/cohorts';
import { createRequestFor, TestApi } from './support/test-api';
import { Visitor } from '../web/support/visitor';

/** Passes every check of a plan: its faults show for some departments only. */
const faulty: PlanDefinition = {
  name: 'faulty',
  title: 'Faulty plan',
  steps: {
    managerApproval: approval({ from: 'manager' }),
    assignEquipment: activity('assignEquipment', {
      after: ['managerApproval'],
      settings: ({ request }) => ({ equipment: request.job.department === 'Operations' ? 'all' : [] }),
    }),
    tour: task({
      for: 'manager',
      instructions: ({ request }) => {
        if (request.job.department === 'Legal') throw new RangeError(`no office for ${request.employee.familyName}`);
        return 'Show the office.';
      },
    }),
  },
};

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ planner: composePlanner([faulty]) });
});
afterAll(() => api.close());

const createBody = (department: string) =>
  createRequestFor(`${department.length}@example.org`, {
    job: { ...createRequestFor('x@example.org').job, department },
  });

const findLoggedFault = (requestId: unknown) =>
  api.logs.map((line) => JSON.parse(line) as Record<string, unknown>).find((line) => line.requestId === requestId);

test.each(['/onboardings', '/onboardings/preview'])('settings that do not fit one request: POST %s', async (path) => {
  const { status, body } = await api.call('POST', path, { body: createBody('Operations') });
  expect(status).toBe(422);
  expect(body).toMatchObject({ code: 'plan-fault', retryable: false, reason: { code: 'plan-fault.settings' } });
  expect(body.detail).toMatch(
    /plan faulty has a fault: its step assignEquipment gives assignEquipment settings.*equipment/,
  );
  expect(findLoggedFault(body.requestId)).toMatchObject({
    ...{ level: 50, plan: 'faulty', step: 'assignEquipment', issues: expect.stringMatching(/^equipment: /) },
  });
});

test('code of a plan that fails for one request is shown with its error, which is not logged', async () => {
  api.logs.length = 0;
  const { status, body } = await api.call('POST', '/onboardings/preview', { body: createBody('Legal') });
  expect(status).toBe(422);
  expect(body.detail).toMatch(/its step tour fails for this request \(RangeError: no office for Lovelace\)/);
  expect(findLoggedFault(body.requestId)).toMatchObject({ plan: 'faulty', step: 'tour', fault: 'plan-fault.code' });
  expect(api.logs.join('')).not.toContain('Lovelace');
});

test('other requests are planned, and a file names the row', async () => {
  expect((await api.call('POST', '/onboardings/preview', { body: createBody('Sales') })).status).toBe(200);
  const body = buildCsv(buildCsvLine('a@example.org', { 'job.department': 'Operations' }));
  const answer = await api.call('POST', '/cohorts', { body, headers: { 'Content-Type': 'text/csv' } });
  expect(answer.body.errors).toMatchObject([{ row: 2, field: '(row)', code: 'plan-fault.settings' }]);
});

test('the page shows the fault, in the preview and on submission, and it is logged', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const { employee, job, manager, startDate } = createBody('Operations');
  const values = {
    ...Object.fromEntries(Object.entries(employee).map(([name, value]) => [`employee.${name}`, String(value)])),
    ...{ 'job.title': job.title, 'job.department': job.department, 'job.location': job.location },
    ...{ 'job.employmentType': job.employmentType, 'manager.name': manager.name, 'manager.email': manager.email },
    ...{ startDate, plan: '', 'job.remote': 'no', 'job.endDate': '', equipment: '', trainings: '', note: '' },
  };
  for (const path of ['/onboardings/new/preview', '/onboardings/new']) {
    api.logs.length = 0;
    const { page } = await hilda.send(path, values);
    expect(page.querySelector('main')?.text).toMatch(/The plan faulty has a fault: its step assignEquipment/);
    expect(api.logs.join('')).toContain('a plan has a fault');
  }
});
