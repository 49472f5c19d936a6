import { writeSnapshot } from '../../src/worker/projection/write-snapshot';
import { TestApi } from '../api/support/test-api';
import { createSnapshot, insertSubmittedOnboarding } from '../support/onboardings';
import { createEngineInput, createApprovalStep } from '../workflows/support';
import { Visitor } from './support/visitor';

const HOUR_MS = 3_600_000;
const DAY_ONE = new Date(Date.now() - 7 * 24 * HOUR_MS);
const getInstantBefore = (hours: number): string => new Date(DAY_ONE.getTime() - hours * HOUR_MS).toISOString();
const toDate = (at: Date): string => at.toISOString().slice(0, 10);

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  for (const [hours, department] of [
    [24, 'Engineering'],
    [48, '<b>Sales</b>'],
  ] as const)
    await insertReadyOnboarding(hours, department);
  await insertCancelledOnboarding();
});
afterAll(() => api.close());

/** Inserts an onboarding that was ready this many hours after its submission. */
async function insertReadyOnboarding(hours: number, department: string): Promise<void> {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(api.testDb.database, input);
  const { view, ...rest } = createSnapshot(input, [0, 8, 2], 'in-progress');
  const step = { id: 'accounts', kind: 'activity' as const, title: 'Create accounts', after: [] };
  const times = {
    startedAt: getInstantBefore(100),
    endedAt: getInstantBefore(100 - hours),
    dueAt: getInstantBefore(0),
  };
  const request = { ...view.request, job: { ...view.request.job, department } };
  const dates = { submittedAt: getInstantBefore(100), startDate: toDate(DAY_ONE), timeZone: 'UTC', plan: 'standard' };
  const steps = [{ ...step, ...times, status: 'done' as const }];
  await writeSnapshot(api.testDb.database, { ...rest, view: { ...view, request, ...dates, steps } }, 'run');
}

async function insertCancelledOnboarding(): Promise<void> {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(api.testDb.database, input);
  const { view, ...rest } = createSnapshot(input, [0, 8, 2], 'cancelled');
  const termination = { outcome: 'cancelled', comment: 'Ada went elsewhere' };
  await writeSnapshot(
    api.testDb.database,
    { ...rest, view: { ...view, startDate: toDate(DAY_ONE), termination } },
    'run',
  );
}

test('a report shows durations in charts and tables', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const { status, page, text } = await hilda.open('/reports');
  expect(status).toBe(200);
  expect(page.querySelector('dl.facts')?.text).toContain('36 hours');
  expect(page.querySelector('dl.facts')?.text).toContain('100% (2 of 2)');
  const [byPlan] = page.querySelectorAll('table').map((table) => table.text);
  expect(byPlan).toContain('Standard onboarding');
  for (const drawing of page.querySelectorAll('figure > svg')) {
    expect(drawing.getAttribute('role')).toBe('img');
    expect(drawing.getAttribute('aria-label')).not.toBe('');
  }
  expect(page.querySelectorAll('figure > svg').length).toBeGreaterThanOrEqual(4);
  expect(text).toContain('cancelled by a person');
  expect(text).not.toContain('Ada went elsewhere');
  expect(text).not.toContain('<b>Sales</b>');
  expect(text).not.toMatch(/\sstyle="/);
});

test('the filters are in the URL, stay in the form and apply to the CSV', async () => {
  const fiona = await Visitor.signIn(api, 'finance');
  const { page } = await fiona.open(`/reports?from=${toDate(DAY_ONE)}&to=&department=Engineering&plan=standard`);
  expect(page.querySelector('#from')?.getAttribute('value')).toBe(toDate(DAY_ONE));
  expect(page.querySelector('#plan option[selected]')?.getAttribute('value')).toBe('standard');
  expect(page.querySelector('dl.facts')?.text).toContain('100% (1 of 1)');
  const link = page.querySelector('a[download]')?.getAttribute('href') ?? '';
  const { status, text, headers } = await fiona.open(link);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(headers.get('content-disposition')).toBe('attachment; filename=firstday-report.csv');
  expect(text).toMatch(/^all,,,1,1,1,1,24,24,\r$/m);
});

test('an invalid filter shows its error beside it, and keeps the input', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const { status, page } = await hilda.open('/reports?from=2027-03-01&to=2027-02-01&department=Engineering');
  expect(status).toBe(400);
  expect(page.querySelector('#to-error')?.text).toBe('Must not be before the start');
  expect(page.querySelector('#department')?.getAttribute('value')).toBe('Engineering');
});

test('an empty period says so', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const { page } = await hilda.open('/reports?from=2001-01-01&to=2001-12-31');
  expect(page.querySelector('main')?.text).toContain('No onboardings in this period.');
  expect(page.querySelector('svg')).toBeNull();
});

test.each(['manager', 'it'] as const)('reports are not accessible to %s', async (role) => {
  const visitor = await Visitor.signIn(api, role);
  expect((await visitor.open('/reports')).status).toBe(403);
  expect((await visitor.open('/reports.csv')).status).toBe(403);
});
