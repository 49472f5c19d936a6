import { ESCALATION_CONTACTS } from '../../src/domain/plan/assignee-party';
import { z } from 'zod';
import { listAssigneeParties } from '../../src/planning/assignee-spec';
import {
  activity,
  allOf,
  anyOf,
  approval,
  approvals,
  businessDays,
  dayOneAt,
  days,
  equipmentCostsMoreThan,
  type PlanDefinition,
  task,
  worksRemotely,
} from '../../src/planning/dsl';
import { createRequest } from '../support/requests';
import { declareActivity, PLANNING_FACTS, createTestPlanner, getResolvedStep } from './support';
import { createReason } from '../../src/domain/reasons/reason';

describe('skipped steps', () => {
  const resolveSteps = (remote: boolean) => {
    const steps = {
      try: activity('x', { when: worksRemotely, onFailure: { E: 'instead' } }),
      instead: activity('x', { only: 'as a branch', onFailure: { E: 'last' } }),
      last: task({ for: 'it', only: 'as a branch' }),
      other: activity('x', { onFailure: { A: 'rich', B: 'poor' } }),
      rich: activity('x', { only: 'as a branch', when: equipmentCostsMoreThan(9000) }),
      poor: activity('x', { only: 'as a branch' }),
    };
    return createTestPlanner(steps).resolvePlan(
      createRequest({ job: { ...createRequest().job, remote } }),
      PLANNING_FACTS,
    ).steps;
  };

  test('a branch is skipped with its source, transitively', () => {
    const skipped = resolveSteps(false).flatMap(({ id, skipReason }) =>
      skipReason === undefined ? [] : [[id, skipReason]],
    );
    expect(Object.fromEntries(skipped)).toEqual({
      try: createReason('skipped.condition', { condition: worksRemotely.reason }),
      instead: createReason('skipped.branch-only', { sources: ['try'] }),
      last: createReason('skipped.branch-only', { sources: ['instead'] }),
      rich: createReason('skipped.condition', { condition: equipmentCostsMoreThan(9000).reason }),
    });
    expect(getResolvedStep(resolveSteps(true), 'last')).toMatchObject({ skipReason: undefined, branch: true });
  });

  test('a failure does not lead to a skipped branch', () => {
    expect(getResolvedStep(resolveSteps(true), 'other')).toHaveProperty('onFailure', { B: 'poor' });
    expect(getResolvedStep(resolveSteps(true), 'try')).toHaveProperty('onFailure', { E: 'instead' });
  });
});

describe('due instants', () => {
  const listDueDates = (steps: PlanDefinition['steps'], startDate = '2027-03-01') =>
    createTestPlanner(steps)
      .resolvePlan(createRequest({ startDate }), PLANNING_FACTS)
      .steps.map(({ dueAt }) => dueAt);

  test('default to the start of day one', () => {
    expect(listDueDates({ a: activity('x'), b: task({ for: 'it' }) })).toEqual([
      '2027-03-01T08:00:00Z',
      '2027-03-01T08:00:00Z',
    ]);
    expect(listDueDates({ a: approval({ from: 'manager' }) })).toEqual([undefined]);
  });

  test('are undefined for steps that cannot begin by day one, unless skipped', () => {
    const b = activity('x', { after: ['a'] });
    expect(listDueDates({ a: task({ for: 'it', start: days(30) }), b })).toEqual([undefined, undefined]);
    expect(listDueDates({ a: activity('x', { start: dayOneAt('09:01') }), b })).toEqual([undefined, undefined]);
    expect(listDueDates({ a: activity('x', { start: dayOneAt('09:00') }), b })).not.toContain(undefined);
    expect(listDueDates({ a: activity('x', { start: days(30), when: worksRemotely }), b })[1]).toBe(
      '2027-03-01T08:00:00Z',
    );
  });

  test('move with a start that holidays push past them', () => {
    const step = activity('x', { start: businessDays(-2), due: days(-3) });
    expect(() => listDueDates({ step })).toThrow('is due before it may start');
    // Good Friday and Easter Monday: two business days from the Thursday end later than three calendar days.
    const late = activity('x', { start: businessDays(2), due: days(3) });
    expect(listDueDates({ late }, '2027-03-25')).toEqual(['2027-03-31T07:00:00Z']);
    expect(listDueDates({ late }, '2027-03-01')).toEqual(['2027-03-04T08:00:00Z']);
  });
});

test('a plan’s deadline becomes an instant with its consequence', () => {
  const completeWithin = { moment: days(120), then: 'rollback' } as const;
  expect(
    createTestPlanner({ a: activity('x') }, { completeWithin }).resolvePlan(createRequest(), PLANNING_FACTS).deadline,
  ).toEqual({
    moment: days(120),
    then: 'rollback',
    at: '2027-06-29T07:00:00Z',
  });
});

test('a result comes from the last preceding provider, never from a branch', () => {
  const steps = {
    one: activity('x'),
    two: activity('x', { after: ['one'], onFailure: { E: 'branch' } }),
    branch: activity('x', { only: 'as a branch' }),
    reader: activity('reads', { after: ['two'] }),
    three: activity('x', { after: ['reader'] }),
  };
  const plan = createTestPlanner(steps, {}, { reads: declareActivity({ needs: ['x'] }) }).resolvePlan(
    createRequest(),
    PLANNING_FACTS,
  );
  expect(getResolvedStep(plan.steps, 'reader')).toMatchObject({ needs: { x: 'two' } });
});

test('invalid settings are rejected with plan, step and hint', () => {
  const settings = z.strictObject({ kind: z.string() });
  const planner = createTestPlanner(
    { a: activity('desk', { settings: () => ({ kind: 7 }) }) },
    {},
    { desk: declareActivity({ settings }) },
  );
  expect(() => planner.resolvePlan(createRequest(), PLANNING_FACTS)).toThrow(
    expect.objectContaining({ reason: expect.objectContaining({ code: 'plan-fault.settings' }) }),
  );
});

test('a plan is described in codes', () => {
  const [description] = createTestPlanner(
    {
      yes: approval({
        from: allOf('manager', anyOf('finance', 'hr')),
        remindAfter: '1 business day',
        escalateAfter: '3 business days',
        escalateTo: 'managersManager',
        expireAfter: '5 business days',
        onExpiry: 'decline',
      }),
      work: activity('x', {
        after: approvals,
        start: businessDays(-1),
        onFailure: { E: 'byHand' },
        owner: 'it',
        decideWithin: '2 business days',
        redoWhenRescheduled: true,
      }),
      greet: activity('x', { after: ['work'], essential: false, decideWithin: '3 business days' }),
      wave: activity('x', { after: ['work'], essential: false, owner: 'hr' }),
      byHand: task({
        for: 'it',
        only: 'as a branch',
        due: days(-1),
        skippable: true,
        form: { tag: z.string().max(9) },
        undoTask: { title: 'Undo it', for: 'hr' },
      }),
    },
    { completeWithin: { moment: days(60), then: 'rollback' } },
  ).listPlans();
  expect(JSON.parse(JSON.stringify(description))).toEqual({
    name: 'p',
    title: 'P',
    completeWithin: createReason('completion.rollback', { moment: createReason('moment.days-after', { days: 60 }) }),
    steps: [
      {
        id: 'yes',
        kind: 'approval',
        title: 'Yes',
        after: [],
        assignees: [...listAssigneeParties('manager'), ...listAssigneeParties(anyOf('finance', 'hr'))],
        escalation: [
          createReason('escalation.remind', { days: 1 }),
          createReason('escalation.escalate', { days: 3, assignees: listAssigneeParties('managersManager') }),
          createReason('escalation.decline', { days: 5 }),
        ],
      },
      {
        id: 'work',
        kind: 'activity',
        title: 'T',
        after: ['yes'],
        start: createReason('moment.business-days-before', { days: 1 }),
        onFailure: { E: 'byHand' },
        escalation: [createReason('escalation.failure-rolls-back', { days: 2, assignees: listAssigneeParties('it') })],
        redoWhenRescheduled: true,
      },
      {
        id: 'greet',
        kind: 'activity',
        title: 'T',
        after: ['work'],
        essential: false,
        escalation: [createReason('escalation.failure-escalates', { days: 3, assignees: [ESCALATION_CONTACTS] })],
      },
      {
        id: 'wave',
        kind: 'activity',
        title: 'T',
        after: ['work'],
        essential: false,
        escalation: [createReason('escalation.failure-waits', { assignees: listAssigneeParties('hr') })],
      },
      {
        id: 'byHand',
        kind: 'task',
        title: 'By hand',
        after: [],
        due: createReason('moment.days-before', { days: 1 }),
        assignees: listAssigneeParties('it'),
        onlyAsBranch: true,
        form: [{ name: 'tag', label: 'Tag', type: 'text', required: true, maxLength: 9 }],
        skippable: true,
        undoTask: createReason('undo-task.assigned', { title: 'Undo it', assignees: listAssigneeParties('hr') }),
      },
    ],
  });
});
