import { EXIT } from '../../src/cli/exit';
import type { Role } from '../../src/domain/status';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { FUTURE_MONDAY, getToken, PEOPLE } from '../api/support/test-api';
import { runFirstday } from './support';

let platform: ApiWithEngine;
let id: string;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
  id = await platform.api.submit('history@example.org');
  const path = `/onboardings/${id}/steps/managerApproval/approve`;
  expect((await platform.api.call('POST', path, { as: 'manager' })).status).toBe(200);
});
afterAll(() => platform.close());

const runAs = (role: Role, ...args: string[]) =>
  runFirstday(args, { url: platform.api.url, token: getToken(role), language: 'en' });

test('history shows what Temporal has recorded, decoded, and leaves a trace', async () => {
  const { code, out } = await runAs('it', 'history', id);
  expect(code).toBe(EXIT.ok);
  const lines = out.split('\n');
  expect(lines[0]).toMatch(/^NO\. +TIME +EVENT +NAME +STEP$/);
  expect(lines[1]).toMatch(/^1 +\d{4}-\d{2}-\d{2}T\S+Z +WorkflowExecutionStarted$/);
  expect(lines[2]).toContain('"personalEmail":"history@example.org"');
  const signal = lines.findIndex((line) =>
    /^\d+ +\S+ +WorkflowExecutionSignaled +approve +managerApproval$/.test(line),
  );
  expect(lines[signal + 1]).toContain(`"by":"${PEOPLE.manager.email}"`);
  expect(lines[signal + 1]).toContain('"proof":{"decisionId":');
  const { body } = await platform.api.call('GET', '/security-events?event=decode', { as: 'admin' });
  expect(body.items).toMatchObject([{ actor: PEOPLE.it.email, onboardingId: id }]);
});

test('the events of an activity name it, from its begin to its end', async () => {
  const later = new Date(Date.parse(FUTURE_MONDAY) + 7 * 86_400_000).toISOString().slice(0, 10);
  const path = `/onboardings/${id}/reschedule`;
  expect((await platform.api.call('POST', path, { body: { startDate: later } })).status).toBe(200);
  const { out } = await runAs('admin', '--json', 'history', id);
  const { items } = JSON.parse(out) as { items: { type: string; name?: string }[] };
  for (const type of ['ActivityTaskScheduled', 'ActivityTaskStarted', 'ActivityTaskCompleted'])
    expect(items).toContainEqual(expect.objectContaining({ type, name: 'replan' }));
});

test('history is for operators, and of onboardings that exist', async () => {
  expect((await runAs('hr', 'history', id)).code).toBe(EXIT.rejected);
  expect((await runAs('it', 'history', '00000000-0000-4000-8000-000000000001')).code).toBe(EXIT.rejected);
});
