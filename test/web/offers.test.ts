import { STEP_ACTIONS, ONBOARDING_CHANGES } from '../../src/domain/onboarding/allowed-actions';
import type { Role } from '../../src/domain/status';
import { insertTestToken, FUTURE_MONDAY } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { stagedPlan, OnboardingStages } from './support/onboarding-stages';
import { Visitor } from './support/visitor';

/** In addition to `PEOPLE`: people without a part in the onboarding, and one to delegate to. */
const EXTRA_PEOPLE = {
  'another hr': { name: 'Henry Ives', email: 'henry@example.com', roles: ['hr'] },
  'another manager': { name: 'Mary Moe', email: 'mary@example.com', roles: ['manager'] },
  colleague: { name: 'Nina Noe', email: 'nina@example.com', roles: ['manager'] },
} as const satisfies Record<string, { name: string; email: string; roles: Role[] }>;
const CALLERS = ['hr', 'another hr', 'manager', 'another manager', 'it', 'finance', 'admin'] as const;
type Caller = (typeof CALLERS)[number];

const ACTIONS = [...STEP_ACTIONS, ...ONBOARDING_CHANGES];
type Action = (typeof ACTIONS)[number];

const A_WEEK_LATER = new Date(Date.parse(FUTURE_MONDAY) + 7 * 86_400_000).toISOString().slice(0, 10);
const BODIES: Partial<Record<Action, object>> = {
  delegate: { to: EXTRA_PEOPLE.colleague.email },
  rollback: { reason: 'No-show' },
  cancel: { reason: 'No-show' },
  reschedule: { startDate: A_WEEK_LATER },
  amend: { note: 'Comes by train.' },
};

let platform: ApiWithEngine;
let stages: OnboardingStages;
const visitors = new Map<Caller, Visitor>();
beforeAll(async () => {
  platform = await ApiWithEngine.start([stagedPlan]);
  const { database } = platform.api.testDb;
  const extraRows = Object.values(EXTRA_PEOPLE).map((one) => ({ ...one, roles: [...one.roles], manager_email: null }));
  await database.insertInto('people').values(extraRows).execute();
  for (const [caller, { roles, ...holder }] of Object.entries(EXTRA_PEOPLE))
    await insertTestToken(database, getTestToken(caller), { ...holder, roles: [...roles] });
  for (const caller of CALLERS)
    visitors.set(
      caller,
      await Visitor.signIn(platform.api, caller in EXTRA_PEOPLE ? getEmail(caller) : (caller as Role)),
    );
  await platform.startWorker();
  stages = new OnboardingStages(platform);
});
afterAll(() => platform.close());

const getTestToken = (caller: string): string => `fd_${caller.replace(' ', '-')}`;
const getEmail = (caller: string) => ({
  email: Object.entries(EXTRA_PEOPLE).find(([name]) => name === caller)?.[1].email ?? '',
});
const getCredential = (caller: Caller): Role | { token: string } =>
  caller === 'another hr' || caller === 'another manager' ? { token: getTestToken(caller) } : caller;

/** Lists the actions that the pages offer this person, as forms or links. */
async function listOfferedActions(id: string, step: string, caller: Caller): Promise<Action[]> {
  const visitor = visitors.get(caller) ?? new Visitor(platform.api);
  const [taskPage, onboardingPage] = [
    await visitor.open(`/tasks/${id}/${step}`),
    await visitor.open(`/onboardings/${id}`),
  ];
  const forms = taskPage.page
    .querySelectorAll('main form button[name=action]')
    .map((button) => button.getAttribute('value'));
  const links = onboardingPage.page
    .querySelectorAll('nav.actions a')
    .map((link) => link.getAttribute('href')?.split('/').at(-1));
  for (const change of ONBOARDING_CHANGES) {
    const { status } = await visitor.open(`/onboardings/${id}/${change}`);
    // Without permission the page is refused. With permission, but at the wrong time, it redirects.
    expect(status === 200).toBe(links.includes(change));
  }
  const answerLink = onboardingPage.page.querySelector(`a[href="/tasks/${id}/${step}"]`);
  expect(answerLink === null || forms.length > 0).toBe(true);
  const taskLink = (await visitor.open('/tasks')).page.querySelector(`a[href="/tasks/${id}/${step}"]`);
  expect(taskLink === null || forms.some((form) => form !== 'delegate' && form !== 'remind')).toBe(true);
  return ACTIONS.filter((action) => [...forms, ...links].includes(action));
}

/** True if the API accepts the action from this person. */
async function isAccepted(id: string, step: string, caller: Caller, action: Action): Promise<boolean> {
  const isOnboardingAction = action === 'rollback' || ONBOARDING_CHANGES.some((change) => change === action);
  const path = isOnboardingAction ? (action === 'amend' ? '' : `/${action}`) : `/steps/${step}/${action}`;
  const method = action === 'amend' ? 'PATCH' : 'POST';
  const call = { as: getCredential(caller), body: BODIES[action] ?? {} };
  const { status, body } = await platform.api.call(method, `/onboardings/${id}${path}`, call);
  if (status === 200) return true;
  if ([403, 404, 409].includes(status)) return false;
  if (status !== 202) throw new Error(`${caller} ${action}: ${String(status)} ${JSON.stringify(body)}`);
  // On a slow machine, the outcome appears in the timeline later.
  const { timeline } = await platform.waitForView(id, (view) =>
    view.timeline.some((entry) => entry.decisionId === body.decisionId),
  );
  return timeline.find(({ decisionId }) => decisionId === body.decisionId)?.kind !== 'ignored';
}

test.each<[string, string, () => Promise<string>]>([
  ['Pending approval', 'approve', () => stages.createSubmitted()],
  ['with a delegated approval', 'approve', () => stages.createDelegated()],
  ['whose next task is skippable', 'ship', () => stages.createSubmitted()],
  ['with an open task', 'pack', () => stages.createApproved()],
  ['with an open skippable task', 'ship', () => stages.createApproved()],
  ['with a failed step', 'accounts', () => stages.createFailed()],
  ['rolling back, before the task was done', 'pack', () => stages.createUndoing()],
  ['rolling back, with an undo task', 'ship', () => stages.createUndoing()],
  ['with a failed undo', 'accounts', () => stages.createUndoFailed()],
  ['with an accepted effect, still rolling back', 'accounts', () => stages.createUndoFailureAccepted()],
  ['orphaned', 'pack', () => stages.createOrphaned(stages.createApproved)],
  ['orphaned while rolling back', 'ship', () => stages.createOrphaned(stages.createUndoing)],
  ['closed', 'approve', () => stages.createDeclined()],
])(
  'an onboarding %s shows at “%s” exactly the actions that the API accepts',
  async (_stage, step, createOnboarding) => {
    const sharedId = await createOnboarding();
    const shownActions = new Map<Caller, Action[]>();
    await Promise.all(
      CALLERS.map(async (caller) => shownActions.set(caller, await listOfferedActions(sharedId, step, caller))),
    );
    const acceptedActions = new Map<Caller, Action[]>(CALLERS.map((caller) => [caller, []]));
    const tryAction = async (id: string, caller: Caller, action: Action) => {
      if (await isAccepted(id, step, caller, action)) acceptedActions.get(caller)?.push(action);
    };
    // Rejected actions change nothing and can share an onboarding. Each accepted one needs its own.
    const listHiddenActions = (caller: Caller) =>
      ACTIONS.filter((action) => !isShown(shownActions.get(caller), action));
    await Promise.all(
      CALLERS.flatMap((caller) => listHiddenActions(caller).map((action) => tryAction(sharedId, caller, action))),
    );
    const all = CALLERS.flatMap((caller) => (shownActions.get(caller) ?? []).map((action) => ({ caller, action })));
    await Promise.all(all.map(async ({ caller, action }) => tryAction(await createOnboarding(), caller, action)));
    const sorted = CALLERS.map((caller) => [
      caller,
      ACTIONS.filter((action) => acceptedActions.get(caller)?.includes(action)),
    ]);
    expect(Object.fromEntries(shownActions)).toEqual(Object.fromEntries(sorted));
  },
  300_000,
);

/** A rollback equals a cancellation. While no step has failed, pages offer it as that. */
const isShown = (shownActions: readonly Action[] = [], action: Action): boolean =>
  shownActions.includes(action) || (action === 'rollback' && shownActions.includes('cancel'));
