import type { AccountState } from '../../src/domain/status';
import { PAGE_ACCESS, type PageName } from '../../src/web/access';
import { PEOPLE, TestApi } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { plans } from '../../plans';
import { waitForValue } from '../support/wait-for-value';
import { Visitor } from './support/visitor';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const closedPages = (Object.keys(PAGE_ACCESS) as PageName[]).filter((page) => PAGE_ACCESS[page] !== 'public');

describe('an account', () => {
  let api: TestApi;
  let alan: Visitor;
  beforeEach(async () => {
    api = await TestApi.start();
    alan = await Visitor.signIn(api, 'admin');
  });
  afterEach(() => api.close());

  const setState = (email: string, state: AccountState) =>
    api.testDb.database.updateTable('people').set({ state }).where('email', '=', email).execute();

  test.each(['suspended', 'removed'] as const)('that is %s opens no page', async (state) => {
    const visitor = await Visitor.signIn(api, { email: 'root-too@example.com' });
    const everything = { email: 'root-too@example.com', name: 'R', roles: ['hr', 'it', 'finance', 'admin'] as const };
    await api.testDb.database
      .insertInto('people')
      .values({ ...everything, roles: [...everything.roles] })
      .execute();
    expect((await visitor.open('/admin')).status).toBe(200);
    await setState(everything.email, state);
    const open: string[] = [];
    for (const page of closedPages) {
      const [method, path = ''] = page.split(' ');
      const url = path.replace(/\{(\w+)\}/g, UNKNOWN_ID);
      const { redirectTo } = await (method === 'GET' ? visitor.open(url) : visitor.send(url));
      if (redirectTo?.startsWith('/sign-in?') !== true) open.push(page);
    }
    expect(open).toEqual([]);
  });

  test('is suspended on its page, which shows what is pending, and reactivated', async () => {
    const ivan = await Visitor.signIn(api, 'it');
    const path = `/admin/people/${encodeURIComponent(PEOPLE.it.email)}`;
    const before = await alan.open(path);
    expect(before.page.querySelectorAll('main table tbody tr')).toHaveLength(1);
    expect(await alan.send(`${path}/suspend`)).toMatchObject({ status: 303 });
    const { page } = await alan.open(path);
    expect(page.querySelector('main .badge')?.text).toBe('Suspended');
    expect(page.querySelector('main')?.text).toContain('Nothing is pending for this person.');
    expect(page.querySelector('main')?.text).toContain('No active sessions.');
    expect((await ivan.open('/tasks')).redirectTo).toMatch(/^\/sign-in/);
    await alan.send(`${path}/reactivate`);
    expect((await alan.open(path)).page.querySelector('main .badge')?.text).toBe('Active');
  });

  test('has its sessions ended by an administrator', async () => {
    const ivan = await Visitor.signIn(api, 'it');
    await alan.send(`/admin/people/${encodeURIComponent(PEOPLE.it.email)}/sessions/end-all`);
    expect((await ivan.open('/tasks')).redirectTo).toMatch(/^\/sign-in/);
    expect((await alan.open('/tasks')).status).toBe(200);
  });

  test('shows HR no controls of its state', async () => {
    const hilda = await Visitor.signIn(api, 'hr');
    const { page } = await hilda.open(`/admin/people/${encodeURIComponent(PEOPLE.it.email)}`);
    expect(page.querySelector('form[action$="/suspend"]')).toBeNull();
  });

  test('that is suspended gets no sign-in link, and a link sent before does not work', async () => {
    const ivan = new Visitor(api);
    await ivan.send('/sign-in', { email: PEOPLE.it.email, next: '/' });
    const link = await waitForValue(() =>
      Promise.resolve(/http:\/\/firstday\.test(\S+)/.exec(api.mails.at(-1)?.text ?? '')?.[1]),
    );
    // Not through the API, which would also discard the link.
    await setState(PEOPLE.it.email, 'suspended');
    expect((await ivan.send(link)).status).toBe(410);
    await ivan.send('/sign-in', { email: PEOPLE.it.email, next: '/' });
    await ivan.send('/sign-in', { email: PEOPLE.hr.email, next: '/' });
    await waitForValue(() => Promise.resolve(api.mails.at(-1)?.to[0]?.email === PEOPLE.hr.email || undefined));
    expect(api.mails).toHaveLength(2);
  });
});

test('a mailed decision link of a suspended approver shows and decides nothing', async () => {
  const platform = await ApiWithEngine.start(plans);
  await platform.startWorker();
  const { api } = platform;
  const id = await api.submit('blocked-approver@example.org', { manager: PEOPLE.manager });
  await platform.waitForStatus(id, 'awaiting-approval');
  const path = new URL(await api.links.createDecisionLink(id, 'managerApproval', PEOPLE.manager.email)).pathname;
  const visitor = new Visitor(api);
  expect((await visitor.open(path)).status).toBe(200);
  await api.call('POST', `/people/${PEOPLE.manager.email}/suspend`, { as: 'admin' });
  expect((await visitor.open(path)).status).toBe(410);
  expect((await visitor.send(path, { action: 'approve' })).status).toBe(410);
  await api.call('POST', `/people/${PEOPLE.manager.email}/reactivate`, { as: 'admin' });
  expect((await visitor.send(path, { action: 'approve' })).status).toBe(200);
  await platform.close();
});
