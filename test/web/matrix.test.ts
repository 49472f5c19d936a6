import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '../../src/domain/status';
import { PAGE_ACCESS, type PageName, getAllowedRoles } from '../../src/web/access';
import { PEOPLE, TestApi } from '../api/support/test-api';
import { type PageResponse, Visitor } from './support/visitor';

/** A manager in the company, but not of the onboarding under test. */
const STRANGER = 'mary@example.com';
const PLACES = ['own', 'other', 'none'] as const;
type Place = (typeof PLACES)[number];

let api: TestApi;
const visitors = new Map<string, Visitor>();
const onboardings: Record<Place, string> = { own: '', other: '', none: randomUUID() };
beforeAll(async () => {
  api = await TestApi.start();
  onboardings.own = await api.submit('own@example.org', { manager: PEOPLE.manager });
  onboardings.other = await api.submit('other@example.org', { manager: { name: 'Mary', email: STRANGER } });
  for (const role of ROLES) visitors.set(role, await Visitor.signIn(api, role));
});
afterAll(() => api.close());

/** Fills the parameters of a page's path, for one of the onboardings. */
function pathOf(page: PageName, place: Place): string {
  const [, path = ''] = page.split(' ');
  const values: Record<string, string> = {
    id: onboardings[place],
    step: 'managerApproval',
    tag: 'L-2',
    delivery: randomUUID(),
    name: 'standard',
    email: PEOPLE.manager.email,
    token: 'none',
    secret: 'a-secret-that-nobody-has',
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

function ask(visitor: Visitor, page: PageName, place: Place = 'own'): Promise<PageResponse> {
  const path = pathOf(page, place);
  return page.startsWith('GET') ? visitor.open(path) : visitor.send(path, {});
}

const pages = Object.keys(PAGE_ACCESS) as PageName[];
const closed = pages.filter((page) => getAllowedRoles(page) !== 'public');
const opens = (page: PageName, role: Role): boolean => {
  const roles = getAllowedRoles(page);
  return roles === 'public' || roles.includes(role);
};

test.each(closed)('%s: whoever is not signed in is sent to do that, and comes back', async (page) => {
  const { status, redirectTo } = await ask(new Visitor(api), page);
  expect(status).toBe(303);
  expect(redirectTo).toMatch(/^\/sign-in\?next=%2F/);
});

test.each(closed.flatMap((page) => ROLES.filter((role) => !opens(page, role)).map((role) => [page, role] as const)))(
  '%s refuses %s',
  async (page, role) => {
    const { status, page: shown } = await ask(visitors.get(role) ?? new Visitor(api), page);
    expect(status).toBe(403);
    expect(shown.querySelector('h1')?.text).toBe('That did not work');
  },
);

test.each(closed.flatMap((page) => ROLES.filter((role) => opens(page, role)).map((role) => [page, role] as const)))(
  '%s opens to %s',
  async (page, role) => {
    const { status } = await ask(visitors.get(role) ?? new Visitor(api), page);
    // The form is empty and no engine runs. It may fail because of that, but never because of the sender.
    expect([200, 201, 303, 400, 404, 409, 410, 413, 415, 422, 503]).toContain(status);
  },
);

const aboutOne = closed.filter((page) => /^(GET|POST) \/(onboardings|tasks)\/\{id\}/.test(page));

test.each(aboutOne.flatMap((page) => PLACES.slice(1).map((place) => [page, place] as const)))(
  '%s about the onboarding %s: a manager learns nothing, not even that it is there',
  async (page, place) => {
    const { status } = await ask(visitors.get('manager') ?? new Visitor(api), page, place);
    expect(status).toBe(opens(page, 'manager') ? (page.startsWith('POST') ? 400 : 404) : 403);
  },
);

test.each(pages.filter((page) => page.startsWith('POST')))('%s: from another site it changes nothing', async (page) => {
  const alan = visitors.get('admin') ?? new Visitor(api);
  for (const site of ['cross-site', 'same-site']) {
    const headers = { 'Sec-Fetch-Site': site };
    expect((await alan.send(pathOf(page, 'own'), {}, { headers })).status).toBe(403);
  }
});

test.each(closed.filter((page) => page.startsWith('GET')))(
  '%s loads, runs and sends only what is ours',
  async (page) => {
    const { headers, text } = await ask(visitors.get('admin') ?? new Visitor(api), page);
    if (headers.get('content-type')?.includes('html') !== true) return;
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/<script(?![^>]*src=)|\sstyle="|\son\w+="/);
  },
);
