import * as activities from '../../activities/registry';
import { buildCallOptions } from '../../activities/call-options';
import type { ActivityDefinition } from '../../activities/define-activity';
import type { ResolvedPlan } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { createPlanner } from '../../src/planning/create-planner';
import { LOCATIONS } from '../../src/planning/locations';
import type { ActivityDeclaration } from '../../src/planning/planner';
import { plans } from '../../plans';
import { createRequest } from '../support/requests';
import { CARLA, PLANNING_FACTS, GRACE, HUGO, IVO, getResolvedStep } from './support';

const definitions: Record<string, ActivityDefinition> = activities;
const declarations = Object.entries(definitions).map(([name, definition]): [string, ActivityDeclaration] => [
  name,
  { ...definition, needs: Object.keys(definition.needs ?? {}), ...buildCallOptions(definition) },
]);
const planner = createPlanner({ plans, activities: Object.fromEntries(declarations), locations: LOCATIONS });

const resolve = (
  changes: Partial<OnboardingRequest['job']> = {},
  others: Partial<OnboardingRequest> = {},
): ResolvedPlan =>
  planner.resolvePlan(createRequest({ ...others, job: { ...createRequest().job, ...changes } }), PLANNING_FACTS);
const runs = ({ steps }: ResolvedPlan) =>
  steps.filter(({ skipped, branch }) => skipped === undefined && branch !== true).map(({ id }) => id);

test('the plans of the house suit the activities of the house', () => {
  expect(planner.listPlans().map(({ name }) => name)).toEqual(['contractor', 'intern', 'standard']);
});

test.each([
  ['employee', 'standard'],
  ['contractor', 'contractor'],
  ['intern', 'intern'],
] as const)('%s gets the plan %s', (employmentType, name) => {
  expect(resolve({ employmentType }).name).toBe(name);
});

describe('standard', () => {
  test('equipment that is out of stock is bought; whatever follows waits for it', () => {
    const { steps } = resolve();
    expect(getResolvedStep(steps, 'assignEquipment')).toMatchObject({ onFailure: { OutOfStock: 'purchaseEquipment' } });
    expect(getResolvedStep(steps, 'purchaseEquipment')).toMatchObject({
      branch: true,
      assignees: { people: [IVO] },
      form: [
        { name: 'assetTag', required: true },
        { name: 'supplier', required: false },
      ],
      // Five days of purchasing, to end before the due date, which is three days before the first day.
      beginBy: { latest: '2027-02-17T08:00:00Z' },
    });
  });

  test('no seat in a training has no way around it', () => {
    const training = getResolvedStep(resolve().steps, 'scheduleTraining');
    expect(training).toMatchObject({ redo: 'undo-first' });
    expect(training).toMatchObject({ onFailure: undefined, decideWithin: undefined });
  });

  test('equipment is shipped to whoever works remotely, and collected in a rollback', () => {
    expect(runs(resolve())).not.toContain('shipEquipment');
    expect(getResolvedStep(resolve({ remote: true }).steps, 'shipEquipment')).toMatchObject({
      dueAt: '2027-02-25T08:00:00Z',
      form: [{ name: 'trackingNumber' }],
      counter: { title: 'Collect the equipment' },
    });
  });

  test('the check-in after thirty days has no part in readiness', () => {
    const checkIn = getResolvedStep(resolve().steps, 'thirtyDayCheckIn');
    expect(checkIn).toMatchObject({ startAt: '2027-03-31T07:00:00Z', assignees: { people: [GRACE] } });
    expect(checkIn).toMatchObject({ dueAt: undefined, beginBy: undefined });
  });

  test('what is bound to the date is done anew when it moves: mails once more, bookings after they are taken back', () => {
    const redone = resolve().steps.flatMap(({ id, redo }) => (redo === undefined ? [] : [[id, redo]]));
    expect(Object.fromEntries(redone)).toEqual({
      scheduleTraining: 'undo-first',
      notifyManager: 'again',
      welcomeEmployee: 'again',
      activateAccounts: 'undo-first',
    });
  });

  test('accounts that fail are for IT to decide about', () => {
    expect(getResolvedStep(resolve().steps, 'createAccounts')).toMatchObject({
      decideWithin: 2,
      owner: { people: [IVO] },
    });
  });
});

describe('contractor', () => {
  const job = { employmentType: 'contractor' } as const;

  test('more than six months need a second yes, and whoever submitted is not asked for it', () => {
    expect(runs(resolve({ ...job, endDate: '2027-08-31' }))).not.toContain('contractApproval');
    expect(getResolvedStep(resolve({ ...job, endDate: '2027-09-01' }).steps, 'contractApproval')).toMatchObject({
      after: ['managerApproval'],
      assignees: { people: [CARLA, HUGO], roles: ['hr'] },
      patience: { expireAfter: 10, onExpiry: 'decline' },
    });
  });

  test('what is out of stock has no way around it', () => {
    expect(getResolvedStep(resolve(job).steps, 'assignEquipment')).toMatchObject({
      onFailure: undefined,
      decideWithin: undefined,
    });
  });
});

describe('intern', () => {
  const intern = resolve({ employmentType: 'intern' });

  test('a course without a seat is held online, and the welcome invites to whichever was booked', () => {
    expect(getResolvedStep(intern.steps, 'scheduleTraining')).toMatchObject({
      onFailure: { NoSeat: 'scheduleRemoteTraining' },
    });
    expect(getResolvedStep(intern.steps, 'scheduleRemoteTraining')).toMatchObject({
      settings: { trainings: ['tools-tour-online'], instead: true },
      owner: { label: 'hr' },
    });
    expect(getResolvedStep(intern.steps, 'welcomeEmployee')).toMatchObject({
      needs: { scheduleTraining: 'scheduleTraining' },
      settings: { trainings: ['security-basics', 'tools-tour', 'tools-tour-online'] },
    });
  });

  test('a mentor is named before the first day, and there is a look back after ninety', () => {
    expect(getResolvedStep(intern.steps, 'nameMentor')).toMatchObject({ dueAt: '2027-02-25T08:00:00Z' });
    expect(getResolvedStep(intern.steps, 'ninetyDayReview')).toMatchObject({
      startAt: '2027-05-30T07:00:00Z',
      skippable: true,
    });
  });
});
