import { STEP_ACTIONS, ONBOARDING_CHANGES } from '../../src/domain/onboarding/allowed-actions';
import type { Role } from '../../src/domain/status';
import { insertTestToken, FUTURE_MONDAY } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { stagedPlan, OnboardingStages } from './support/onboarding-stages';
import { Visitor } from './support/visitor';

/** In addition to `PEOPLE`: people without a part in the onboarding, and one to delegate to. */
const OTHERS = {
  'another hr': { name: 'Henry Ives', email: 'henry@example.com', roles: ['hr'] },
  'another manager': { name: 'Mary Moe', email: 'mary@example.com', roles: ['manager'] },
  colleague: { name: 'Nina Noe', email: 'nina@example.com', roles: ['manager'] },
} as const satisfies Record<string, { name: string; email: string; roles: Role[] }>;
const WHO = ['hr', 'another hr', 'manager', 'another manager', 'it', 'finance', 'admin'] as const;
type Who = (typeof WHO)[number];

const ACTIONS = [...STEP_ACTIONS, ...ONBOARDING_CHANGES];
type Action = (typeof ACTIONS)[number];

const A_WEEK_LATER = new Date(Date.parse(FUTURE_MONDAY) + 7 * 86_400_000).toISOString().slice(0, 10);
const BODIES: Partial<Record<Action, object>> = {
  delegate: { to: OTHERS.colleague.email },
  rollback: { reason: 'No-show' },
  cancel: { reason: 'No-show' },
  reschedule: { startDate: A_WEEK_LATER },
  amend: { note: 'Comes by train.' },
};

let platform: ApiWithEngine;
let stages: OnboardingStages;
const visitors = new Map<Who, Visitor>();
beforeAll(async () => {
  platform = await ApiWithEngine.start([stagedPlan]);
  const { database } = platform.api.testDb;
  const others = Object.values(OTHERS).map((one) => ({ ...one, roles: [...one.roles], manager_email: null }));
  await database.insertInto('people').values(others).execute();
  for (const [who, { roles, ...holder }] of Object.entries(OTHERS))
    await insertTestToken(database, tokenOf(who), { ...holder, roles: [...roles] });
  for (const who of WHO)
    visitors.set(who, await Visitor.signIn(platform.api, who in OTHERS ? emailOf(who) : (who as Role)));
  await platform.startWorker();
  stages = new OnboardingStages(platform);
});
afterAll(() => platform.close());

const tokenOf = (who: string): string => `fd_${who.replace(' ', '-')}`;
const emailOf = (who: string) => ({ email: Object.entries(OTHERS).find(([name]) => name === who)?.[1].email ?? '' });
const credentialOf = (who: Who): Role | { token: string } =>
  who === 'another hr' || who === 'another manager' ? { token: tokenOf(who) } : who;

/** Lists the actions that the pages offer this person, as forms or links. */
async function offered(id: string, step: string, who: Who): Promise<Action[]> {
  const visitor = visitors.get(who) ?? new Visitor(platform.api);
  const [task, whole] = [await visitor.open(`/tasks/${id}/${step}`), await visitor.open(`/onboardings/${id}`)];
  const forms = task.page
    .querySelectorAll('main form button[name=action]')
    .map((button) => button.getAttribute('value'));
  const links = whole.page
    .querySelectorAll('nav.actions a')
    .map((link) => link.getAttribute('href')?.split('/').at(-1));
  for (const change of ONBOARDING_CHANGES) {
    const { status } = await visitor.open(`/onboardings/${id}/${change}`);
    // Without permission the page is refused. With permission, but at the wrong time, it redirects.
    expect(status === 200).toBe(links.includes(change));
  }
  const answerable = whole.page.querySelector(`a[href="/tasks/${id}/${step}"]`);
  expect(answerable === null || forms.length > 0).toBe(true);
  const asked = (await visitor.open('/tasks')).page.querySelector(`a[href="/tasks/${id}/${step}"]`);
  expect(asked === null || forms.some((form) => form !== 'delegate')).toBe(true);
  return ACTIONS.filter((action) => [...forms, ...links].includes(action));
}

/** True if the API accepts the action from this person. */
async function isTaken(id: string, step: string, who: Who, action: Action): Promise<boolean> {
  const isAboutAll = action === 'rollback' || ONBOARDING_CHANGES.some((change) => change === action);
  const path = isAboutAll ? (action === 'amend' ? '' : `/${action}`) : `/steps/${step}/${action}`;
  const method = action === 'amend' ? 'PATCH' : 'POST';
  const call = { as: credentialOf(who), body: BODIES[action] ?? {} };
  const { status, body } = await platform.api.call(method, `/onboardings/${id}${path}`, call);
  if (status === 200) return true;
  if ([403, 404, 409].includes(status)) return false;
  if (status !== 202) throw new Error(`${who} ${action}: ${String(status)} ${JSON.stringify(body)}`);
  // On a slow machine, the outcome appears in the timeline later.
  const { timeline } = await platform.waitForView(id, (view) =>
    view.timeline.some((entry) => entry.decisionId === body.decisionId),
  );
  return timeline.find(({ decisionId }) => decisionId === body.decisionId)?.kind !== 'ignored';
}

test.each<[string, string, () => Promise<string>]>([
  ['that awaits a decision', 'approve', () => stages.createSubmitted()],
  ['whose decision was handed on', 'approve', () => stages.createDelegated()],
  ['whose next task may be left out', 'ship', () => stages.createSubmitted()],
  ['that waits for a task', 'pack', () => stages.createApproved()],
  ['that waits for a task that may be left out', 'ship', () => stages.createApproved()],
  ['with a step that failed', 'accounts', () => stages.createFailed()],
  ['that is being undone, before a task was done', 'pack', () => stages.createUndoing()],
  ['that is being undone, with a task to take back', 'ship', () => stages.createUndoing()],
  ['with something that cannot be undone', 'accounts', () => stages.createUndoFailed()],
  ['with something left behind, while the rest is undone', 'accounts', () => stages.createUndoFailureAccepted()],
  ['that is lost', 'pack', () => stages.createOrphaned(stages.createApproved)],
  ['that was lost while it was undone', 'ship', () => stages.createOrphaned(stages.createUndoing)],
  ['that has ended', 'approve', () => stages.createDeclined()],
])(
  'an onboarding %s offers at “%s” to each what the API takes from them, and nothing else',
  async (_stage, step, reach) => {
    const specimen = await reach();
    const shown = new Map<Who, Action[]>();
    await Promise.all(WHO.map(async (who) => shown.set(who, await offered(specimen, step, who))));
    const taken = new Map<Who, Action[]>(WHO.map((who) => [who, []]));
    const attempt = async (id: string, who: Who, action: Action) => {
      if (await isTaken(id, step, who, action)) taken.get(who)?.push(action);
    };
    // Rejected actions change nothing and can share an onboarding. Each accepted one needs its own.
    const refused = (who: Who) => ACTIONS.filter((action) => !isShown(shown.get(who), action));
    await Promise.all(WHO.flatMap((who) => refused(who).map((action) => attempt(specimen, who, action))));
    const all = WHO.flatMap((who) => (shown.get(who) ?? []).map((action) => ({ who, action })));
    await Promise.all(all.map(async ({ who, action }) => attempt(await reach(), who, action)));
    const sorted = WHO.map((who) => [who, ACTIONS.filter((action) => taken.get(who)?.includes(action))]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(sorted));
  },
  300_000,
);

/** A rollback equals a cancellation. While no step has failed, pages offer it as that. */
const isShown = (shown: readonly Action[] = [], action: Action): boolean =>
  shown.includes(action) || (action === 'rollback' && shown.includes('cancel'));
