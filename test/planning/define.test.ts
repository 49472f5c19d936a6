import { z } from 'zod';
import { checkActivities, definePlan } from '../../src/planning/define-plan';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneAt,
  days,
  type PlanDefinition,
  task,
} from '../../src/planning/dsl';

const define = (steps: PlanDefinition['steps'], options: Partial<PlanDefinition> = {}): PlanDefinition =>
  definePlan('p', { title: 'P', ...options }, steps);

const branch = activity('x', { only: 'as a branch' });

describe('an invalid plan is rejected with plan, step, problem and hint', () => {
  test.each<[string, PlanDefinition['steps'], string]>([
    ['no steps', {}, 'Plan p has no steps; give it at least one.'],
    ['a bad id', { 'A b': activity('x') }, 'Plan p, step A b: has a bad id; use camelCase'],
    [
      'an unknown predecessor',
      { a: activity('x', { after: ['b'] }) },
      'Plan p, step a: comes after the unknown step b; use one of a.',
    ],
    [
      'a cycle',
      { a: activity('x', { after: ['c'] }), b: activity('x', { after: ['a'] }), c: activity('x', { after: ['b'] }) },
      'Plan p, step a: waits for itself: a → c → b → a; remove one `after`',
    ],
    ['a step that waits for itself', { a: activity('x', { after: ['a'] }) }, 'waits for itself: a → a;'],
    [
      'a cycle through a branch',
      {
        a: activity('x', { onFailure: { E: 'b' } }),
        b: activity('x', { only: 'as a branch', after: ['c'] }),
        c: activity('x', { after: ['a'] }),
      },
      'Plan p, step b: waits for itself: b → c → b; remove one `after` (or `onFailure`) of that circle.',
    ],
    [
      'branches that lead to each other',
      {
        a: activity('x', { only: 'as a branch', onFailure: { E: 'b' } }),
        b: activity('x', { only: 'as a branch', onFailure: { E: 'a' } }),
      },
      'waits for itself: a → b → a;',
    ],
    [
      'a step after a branch',
      { a: activity('x', { onFailure: { E: 'b' } }), b: branch, c: activity('x', { after: ['b'] }) },
      'Plan p, step c: comes after b, which runs only as a branch; name the step whose failure leads there',
    ],
    [
      'a branch after its source',
      { a: activity('x', { onFailure: { E: 'b' } }), b: activity('x', { only: 'as a branch', after: ['a'] }) },
      'Plan p, step b: comes after a anyhow, being its branch; leave a out of `after`.',
    ],
    ['an unreachable branch', { a: branch }, 'step a: runs only as a branch, and nothing leads to it; name it'],
    [
      'a branch with two sources',
      { a: activity('x', { onFailure: { E: 'c' } }), b: activity('x', { onFailure: { E: 'c' } }), c: branch },
      'step c: is the branch of a and of b, but can run only once; give each of them a branch of its own.',
    ],
    [
      'a task followed by an unknown step',
      { a: activity('x', { onFailure: { E: 'b' } }), b: task({ for: 'it', only: 'as a branch', followedBy: 'c' }) },
      'Plan p, step b: leads to the unknown step c; use one of a, b.',
    ],
    [
      'a task followed by an ordinary step',
      { a: task({ for: 'it', followedBy: 'b' }), b: activity('x') },
      "Plan p, step a: leads to b, which runs anyhow; give b `only: 'as a branch'`.",
    ],
    [
      'a failure to an unknown step',
      { a: activity('x', { onFailure: { OutOfStock: 'b' } }) },
      'Plan p, step a: leads to the unknown step b on OutOfStock; use one of a.',
    ],
    [
      'a failure to an ordinary step',
      { a: activity('x', { onFailure: { OutOfStock: 'b' } }), b: activity('x') },
      "Plan p, step a: leads to b on OutOfStock, which runs anyhow; give b `only: 'as a branch'`.",
    ],
    [
      'a deadline before its start',
      { a: activity('x', { start: businessDays(-2), due: days(-9) }) },
      'step a: is due before it may start; move `due` to or after `start`.',
    ],
    [
      'a deadline before a predecessor’s start',
      { a: activity('x', { start: days(2) }), b: task({ for: 'it', after: ['a'], due: dayOneAt('12:00') }) },
      'step b: is due before a may start, for which it waits; move `due` to or after days(2).',
    ],
    ['an invalid time of day', { a: activity('x', { start: dayOneAt('7:00') }) }, "step a: has dayOneAt('7:00');"],
    ['half a day', { a: activity('x', { start: days(0.5) }) }, 'step a: has days(0.5); count whole days.'],
    [
      'half a business day',
      { a: approval({ from: 'hr', remindAfter: '0.5 business days' }) },
      "step a: has `remindAfter: '0.5 business days'`; count whole business days from 1 on, as in '2 business days'.",
    ],
    [
      'a decision time of zero days',
      { a: activity('x', { decideWithin: '0 business days' }) },
      "step a: has `decideWithin: '0 business days'`; count whole business days from 1 on",
    ],
    [
      'an escalation without a duration',
      { a: approval({ from: 'hr', escalateTo: 'it' }) },
      'step a: has `escalateTo` without `escalateAfter`; say after how long.',
    ],
    [
      'an escalation to nobody',
      { a: task({ for: 'hr', escalateAfter: '1 business day' }) },
      'step a: has `escalateAfter` without `escalateTo`; say whom to ask then.',
    ],
    [
      'an expiry without a duration',
      { a: approval({ from: 'hr', onExpiry: 'decline' }) },
      'step a: has `onExpiry` without `expireAfter`; say after how long.',
    ],
    [
      'an expiry before the reminder',
      { a: approval({ from: 'hr', remindAfter: '3 business days', expireAfter: '3 business days' }) },
      'step a: has `expireAfter` not later than `remindAfter`; make `expireAfter` longer than 3 business days.',
    ],
    [
      'an escalation before the reminder',
      { a: task({ for: 'hr', remindAfter: '3 business days', escalateAfter: '1 business day', escalateTo: 'it' }) },
      'step a: has `escalateAfter` not later than `remindAfter`;',
    ],
    [
      'an undo task that returns what no activity gave out',
      { a: task({ for: 'it', undoTask: { title: 'Collect', for: 'it', returns: ['a', 'laptop'] } }) },
      'Plan p, step a: has an undo task that returns laptop, which is no activity; name the activity whose things it brings back.',
    ],
    [
      'an unsupported form field',
      { a: task({ for: 'hr', form: { tag: z.string(), size: z.object({}) } }) },
      'step a: asks for size in a way that no form can show; use z.string()',
    ],
  ])('%s', (_name, steps, message) => {
    expect(() => define(steps)).toThrow(message);
  });

  test('a start after the completion deadline', () => {
    const completeWithin = { moment: days(30), then: 'rollback' } as const;
    const message = 'step a: may not start before all must be complete; move `completeWithin` behind its `start`.';
    expect(() => define({ a: activity('x', { start: days(30) }) }, { completeWithin })).toThrow(message);
    expect(() => define({ a: activity('x', { start: days(29) }) }, { completeWithin })).not.toThrow();
  });

  test('all issues are reported at once, one per line', () => {
    const defineInvalidPlan = () => define({ a: activity('x', { after: ['b'] }), 'c-d': activity('x') });
    expect(defineInvalidPlan).toThrow(/step c-d: has a bad id.*\nPlan p, step a: comes after the unknown step b/);
  });
});

describe('a plan is validated against the registered activities', () => {
  const branchTask = task({ for: 'it', only: 'as a branch' });
  const check = (steps: PlanDefinition['steps']) => () => {
    const run = { permanent: ['OutOfStock', 'NoSeat'] };
    checkActivities(define(steps), {
      y: { needs: ['x'], run },
      x: { needs: [], run },
      pivot: { needs: [], pivot: true, run: { permanent: [] } },
    });
  };

  test.each<[string, PlanDefinition['steps'], string]>([
    [
      'an unknown activity',
      { a: activity('brewCoffee') },
      'Plan p, step a: runs the unknown activity brewCoffee; use one of y, x, pivot, or register it.',
    ],
    [
      'a result read too early',
      { a: activity('x'), b: activity('y') },
      "Plan p, step b: reads the result of a, but does not come after it; add 'a' to its `after`.",
    ],
    [
      'a branch on a misspelt error',
      { a: activity('x', { onFailure: { NoSeat: 'b', OutOfStok: 'b' } }), b: branchTask },
      'Plan p, step a: branches on OutOfStok, an error that its activity does not have; use one of OutOfStock, NoSeat, Timeout, or list it in `permanent` of the activity.',
    ],
    [
      'a branch on an error of another activity',
      { a: activity('pivot', { onFailure: { NoSeat: 'b' } }), b: branchTask },
      'Plan p, step a: branches on NoSeat, an error that its activity does not have; use one of Timeout, or list it',
    ],
    [
      'a pivot that is not essential',
      { a: activity('pivot', { essential: false }) },
      'Plan p, step a: is not essential, but people work with what it gives them; leave `essential` out.',
    ],
    [
      'a swap that the activity cannot do',
      { a: activity('x', { redoWhenRescheduled: 'swap' }) },
      "Plan p, step a: has `redoWhenRescheduled: 'swap'`, which x cannot do; use `true`, which redoes it in its own way.",
    ],
  ])('%s', (_name, steps, message) => {
    expect(check(steps)).toThrow(message);
  });

  test('a swap is accepted for an activity that gives the old effect back itself', () => {
    const steps = { a: activity('book', { redoWhenRescheduled: 'swap' }) };
    const book = { needs: [], redo: 'swap' as const, run: { permanent: [] } };
    expect(() => checkActivities(define(steps), { book })).not.toThrow();
  });

  test('a branch may be named by each permanent error, and by a timeout', () => {
    const onFailure = { OutOfStock: 'b', NoSeat: 'b', Timeout: 'b' };
    expect(check({ a: activity('x', { onFailure }), b: branchTask })).not.toThrow();
  });

  test('a result may be read after its step at any distance, or be missing', () => {
    expect(
      check({ a: activity('x'), b: activity('pivot', { after: ['a'] }), c: activity('y', { after: ['b'] }) }),
    ).not.toThrow();
    expect(check({ a: activity('y') })).not.toThrow();
  });
});

test('`after: approvals` includes every approval of the plan', () => {
  expect(() => define({ a: approval({ from: 'manager' }), b: activity('x', { after: approvals }) })).not.toThrow();
  expect(() =>
    define({ a: approval({ from: 'manager', after: ['b'] }), b: activity('x', { after: approvals }) }),
  ).toThrow('waits for itself: a → b → a;');
});
