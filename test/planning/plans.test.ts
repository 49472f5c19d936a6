import * as activities from '../../activities/registry';
import { buildCallOptions } from '../../activities/call-options';
import type { ActivityDefinition } from '../../activities/define-activity';
import type { ResolvedPlan } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { ANY_APPROVER } from '../../src/planning/approver-rule';
import { createPlanner } from '../../src/planning/create-planner';
import type { ActivityDeclaration } from '../../src/planning/activity-declaration';
import { plans } from '../../plans';
import { createRequest } from '../support/requests';
import { CARLA, PLANNING_FACTS, GRACE, HUGO, IVO, getResolvedStep } from './support';

const definitions: Record<string, ActivityDefinition> = activities;
const declarations = Object.entries(definitions).map(([name, definition]): [string, ActivityDeclaration] => [
  name,
  { ...definition, needs: Object.keys(definition.needs ?? {}), ...buildCallOptions(definition) },
]);
const planner = createPlanner({
  plans,
  activities: Object.fromEntries(declarations),
  approvers: ANY_APPROVER,
});

const resolve = (
  changes: Partial<OnboardingRequest['job']> = {},
  others: Partial<OnboardingRequest> = {},
): ResolvedPlan =>
  planner.resolvePlan(createRequest({ ...others, job: { ...createRequest().job, ...changes } }), PLANNING_FACTS);
const listIncludedSteps = ({ steps }: ResolvedPlan) =>
  steps.filter(({ skipReason, branch }) => skipReason === undefined && branch !== true).map(({ id }) => id);

test('the shipped plans match the shipped activities', () => {
  expect(planner.listPlans().map(({ name }) => name)).toEqual(['contractor', 'intern', 'standard']);
});

test.each([
  ['employee', 'standard'],
  ['contractor', 'contractor'],
  ['intern', 'intern'],
] as const)('%s gets the plan %s', (employmentType, name) => {
  expect(resolve({ employmentType }).name).toBe(name);
});

test.each(['employee', 'contractor', 'intern'] as const)(
  'in the plan for a new %s no training, mail or piece of equipment undoes the hire: its owner is asked',
  (employmentType) => {
    const activities = resolve({ employmentType }).steps.flatMap((step) => (step.kind === 'activity' ? [step] : []));
    const trifles = activities.filter(
      ({ activity }) => !['claimUsername', 'createAccount', 'activateAccounts'].includes(activity),
    );
    expect(trifles.length).toBeGreaterThan(2);
    for (const { id, essential, owner, decideWithin } of trifles)
      expect([id, essential, owner?.roles, decideWithin]).toEqual([
        id,
        false,
        ['assignEquipment', 'registerPurchase'].includes(id) ? ['it'] : ['hr'],
        2,
      ]);
    expect(activities.filter(({ essential }) => essential !== false).map(({ id }) => id)).toEqual([
      'claimUsername',
      ...activities.flatMap(({ id, activity }) => (activity === 'createAccount' ? [id] : [])),
      'activateAccounts',
      'activateWithLicences',
    ]);
  },
);

describe('standard', () => {
  test('out-of-stock equipment is purchased; later steps wait for it', () => {
    const { steps } = resolve({}, { equipment: ['laptop', 'phone'] });
    expect(getResolvedStep(steps, 'assignEquipment')).toMatchObject({ onFailure: { OutOfStock: 'purchaseEquipment' } });
    expect(getResolvedStep(steps, 'purchaseEquipment')).toMatchObject({
      branch: true,
      assignees: { people: [IVO] },
      form: [
        { name: 'assetTag1', label: { en: 'Asset tag of the new laptop' }, required: false, isAssetTag: true },
        { name: 'assetTag2', label: { en: 'Asset tag of the new phone' }, required: false, isAssetTag: true },
        { name: 'supplier', required: false },
      ],
      // Five days of purchasing, to end before the due date, which is three days before the first day.
      beginBy: { latest: '2027-02-17T08:00:00Z' },
      followedBy: 'registerPurchase',
    });
    expect(getResolvedStep(steps, 'registerPurchase')).toMatchObject({
      branch: true,
      settings: { task: 'purchaseEquipment', models: { assetTag1: 'laptop', assetTag2: 'phone' } },
    });
  });

  test('a missing training seat has no branch, and keeps no accounts disabled', () => {
    const { steps } = resolve();
    expect(getResolvedStep(steps, 'scheduleTraining')).toMatchObject({ redo: 'swap', onFailure: undefined });
    expect(getResolvedStep(steps, 'activateAccounts').after).not.toContain('scheduleTraining');
  });

  test('equipment is shipped to remote hires, and collected in a rollback', () => {
    expect(listIncludedSteps(resolve())).not.toContain('shipEquipment');
    expect(getResolvedStep(resolve({ remote: true }).steps, 'shipEquipment')).toMatchObject({
      dueAt: '2027-02-25T08:00:00Z',
      form: [{ name: 'trackingNumber' }],
      undoTask: { title: { en: 'Collect equipment' } },
    });
  });

  test('the thirty-day check-in does not affect readiness', () => {
    const checkIn = getResolvedStep(resolve().steps, 'thirtyDayCheckIn');
    expect(checkIn).toMatchObject({ startAt: '2027-03-31T07:00:00Z', assignees: { people: [GRACE] } });
    expect(checkIn).toMatchObject({ dueAt: undefined, beginBy: undefined });
  });

  test('date-bound steps are redone: mails again, bookings after an undo', () => {
    const redone = resolve().steps.flatMap(({ id, redo }) => (redo === undefined ? [] : [[id, redo]]));
    expect(Object.fromEntries(redone)).toEqual({
      scheduleTraining: 'swap',
      notifyManager: 'again',
      welcomeEmployee: 'again',
      activateAccounts: 'undo-first',
      activateWithLicences: 'undo-first',
    });
  });

  test('IT decides about failed accounts', () => {
    expect(getResolvedStep(resolve().steps, 'createAccounts-email')).toMatchObject({
      decideWithin: 2,
      owner: { people: [IVO] },
    });
  });
});

describe('contractor', () => {
  const job = { employmentType: 'contractor' } as const;

  test('more than six months need a second approval, not by the submitter', () => {
    expect(listIncludedSteps(resolve({ ...job, endDate: '2027-08-31' }))).not.toContain('contractApproval');
    expect(getResolvedStep(resolve({ ...job, endDate: '2027-09-01' }).steps, 'contractApproval')).toMatchObject({
      after: ['managerApproval'],
      assignees: { people: [CARLA, HUGO], roles: ['hr'] },
      escalation: { expireAfter: 10, onExpiry: 'decline' },
    });
  });

  test('out-of-stock equipment has no branch', () => {
    expect(getResolvedStep(resolve(job).steps, 'assignEquipment')).toMatchObject({ onFailure: undefined });
  });
});

describe('intern', () => {
  const intern = resolve({ employmentType: 'intern' });

  test('a full course is replaced by remote training, and the welcome follows', () => {
    expect(getResolvedStep(intern.steps, 'scheduleTraining')).toMatchObject({
      onFailure: { NoSeat: 'scheduleRemoteTraining' },
    });
    expect(getResolvedStep(intern.steps, 'scheduleRemoteTraining')).toMatchObject({
      settings: { trainings: ['tools-tour-online'], overridesRequest: true },
      owner: { roles: ['hr'] },
    });
    expect(getResolvedStep(intern.steps, 'welcomeEmployee')).toMatchObject({
      needs: { scheduleTraining: 'scheduleTraining' },
      settings: { trainings: ['security-basics', 'tools-tour', 'tools-tour-online'] },
    });
  });

  test('a mentor is named before day one, and a review follows after ninety days', () => {
    expect(getResolvedStep(intern.steps, 'nameMentor')).toMatchObject({ dueAt: '2027-02-25T08:00:00Z' });
    expect(getResolvedStep(intern.steps, 'ninetyDayReview')).toMatchObject({
      startAt: '2027-05-30T07:00:00Z',
      skippable: true,
    });
  });
});
