import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '../../src/domain/status';
import { PAGE_ACCESS, type PageName, getAllowedRoles } from '../../src/web/access';
import { PEOPLE, TestApi } from '../api/support/test-api';
import { type PageResponse, Visitor } from './support/visitor';

/** A manager in the company, but not of the onboarding under test. */
const OTHER_MANAGER = 'mary@example.com';
const TARGETS = ['own', 'other', 'none'] as const;
type Target = (typeof TARGETS)[number];

let api: TestApi;
const visitors = new Map<string, Visitor>();
const onboardings: Record<Target, string> = { own: '', other: '', none: randomUUID() };
beforeAll(async () => {
  api = await TestApi.start();
  onboardings.own = await api.submit('own@example.org', { manager: PEOPLE.manager });
  onboardings.other = await api.submit('other@example.org', { manager: { name: 'Mary', email: OTHER_MANAGER } });
  for (const role of ROLES) visitors.set(role, await Visitor.signIn(api, role));
});
afterAll(() => api.close());

/** Fills the parameters of a page's path, for one of the onboardings. */
function buildPath(page: PageName, target: Target): string {
  const [, path = ''] = page.split(' ');
  const values: Record<string, string> = {
    id: onboardings[target],
    step: 'managerApproval',
    tag: 'L-2',
    delivery: randomUUID(),
    name: 'standard',
    code: 'berlin',
    version: '1',
    // Of nobody: the administrator's own visit of a page would suspend the account.
    email: 'unknown@example.com',
    token: 'none',
    secret: 'a-secret-that-nobody-has',
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

function requestPage(visitor: Visitor, page: PageName, target: Target = 'own'): Promise<PageResponse> {
  const path = buildPath(page, target);
  return page.startsWith('GET') ? visitor.open(path) : visitor.send(path, {});
}

const pages = Object.keys(PAGE_ACCESS) as PageName[];
const closedPages = pages.filter((page) => getAllowedRoles(page) !== 'public');
const isOpenTo = (page: PageName, role: Role): boolean => {
  const roles = getAllowedRoles(page);
  return roles === 'public' || roles.includes(role);
};

test.each(closedPages)('%s: without a session it redirects to the sign-in, and back', async (page) => {
  const { status, redirectTo } = await requestPage(new Visitor(api), page);
  expect(status).toBe(303);
  expect(redirectTo).toMatch(/^\/sign-in\?next=%2F/);
});

test.each(
  closedPages.flatMap((page) => ROLES.filter((role) => !isOpenTo(page, role)).map((role) => [page, role] as const)),
)('%s rejects %s', async (page, role) => {
  const { status, page: errorPage } = await requestPage(visitors.get(role) ?? new Visitor(api), page);
  expect(status).toBe(403);
  expect(errorPage.querySelector('h1')?.text).toBe('Something went wrong');
});

test.each(
  closedPages.flatMap((page) => ROLES.filter((role) => isOpenTo(page, role)).map((role) => [page, role] as const)),
)('%s opens to %s', async (page, role) => {
  const { status } = await requestPage(visitors.get(role) ?? new Visitor(api), page);
  // The form is empty and no engine runs. It may fail because of that, but never because of the sender.
  expect([200, 201, 303, 400, 404, 409, 410, 413, 415, 422, 503]).toContain(status);
});

const onboardingPages = closedPages.filter((page) => /^(GET|POST) \/(onboardings|tasks)\/\{id\}/.test(page));

test.each(onboardingPages.flatMap((page) => TARGETS.slice(1).map((target) => [page, target] as const)))(
  '%s about the onboarding %s: a manager learns nothing of its existence',
  async (page, target) => {
    const { status } = await requestPage(visitors.get('manager') ?? new Visitor(api), page, target);
    expect(status).toBe(isOpenTo(page, 'manager') ? (page.startsWith('POST') ? 400 : 404) : 403);
  },
);

test.each(pages.filter((page) => page.startsWith('POST')))('%s: a cross-site request changes nothing', async (page) => {
  const alan = visitors.get('admin') ?? new Visitor(api);
  for (const site of ['cross-site', 'same-site']) {
    const headers = { 'Sec-Fetch-Site': site };
    expect((await alan.send(buildPath(page, 'own'), {}, { headers })).status).toBe(403);
  }
});

test.each(closedPages.filter((page) => page.startsWith('GET')))(
  '%s loads, runs and submits only to our origin',
  async (page) => {
    const { headers, text } = await requestPage(visitors.get('admin') ?? new Visitor(api), page);
    if (headers.get('content-type')?.includes('html') !== true) return;
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/<script(?![^>]*src=)|\sstyle="|\son\w+="/);
  },
);
