import { randomUUID } from 'node:crypto';
import { buildAmendmentUrl, buildOnboardingUrl, buildTaskUrl } from '../../src/lib/short-links';
import { TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

test('each short address leads to its page, which asks for a sign-in', async () => {
  const id = randomUUID();
  const visitor = new Visitor(api);
  for (const [path, target] of [
    [buildOnboardingUrl('', id), `/onboardings/${id}`],
    [buildAmendmentUrl('', id), `/onboardings/${id}/amend`],
    [buildTaskUrl('', id, 'managerApproval'), `/tasks/${id}/managerApproval`],
  ] as const) {
    expect(await visitor.open(path)).toMatchObject({ status: 303, redirectTo: target });
    expect((await visitor.open(target)).redirectTo).toBe(`/sign-in?next=${encodeURIComponent(target)}`);
  }
});

test.each(['/o/abc', '/o/abc/amend', '/t/abc/managerApproval', `/o/${'/'.repeat(3)}`])(
  '%s leads nowhere',
  async (path) => {
    expect((await new Visitor(api).open(path)).status).toBe(404);
  },
);
