import { checkActivities, definePlan } from '../../src/planning/define';
import { activity, approval, approvals, businessDays, days, type PlanDefinition } from '../../src/planning/language';

const define = (steps: PlanDefinition['steps']): PlanDefinition => definePlan('p', { title: 'P' }, steps);

describe('a plan that cannot work is refused when it is defined, naming plan, step and mend', () => {
  test.each<[string, PlanDefinition['steps'], RegExp]>([
    ['no steps', {}, /Plan p has no steps; give it at least one/],
    [
      'an unknown predecessor',
      { a: activity('x', { after: ['b'] }) },
      /Plan p, step a: comes after the unknown step b; use one of a/,
    ],
    [
      'a cycle',
      { a: activity('x', { after: ['c'] }), b: activity('x', { after: ['a'] }), c: activity('x', { after: ['b'] }) },
      /Plan p, step a: waits for itself: a → c → b → a; remove one `after`/,
    ],
    ['a step that waits for itself', { a: activity('x', { after: ['a'] }) }, /waits for itself: a → a/],
    ['a bad id', { 'A b': activity('x') }, /step A b: has a bad id; use camelCase/],
    [
      'a deadline before its start',
      { a: activity('x', { start: businessDays(-2), due: days(-9) }) },
      /is due before it may start/,
    ],
  ])('%s', (_name, steps, message) => {
    expect(() => define(steps)).toThrow(message);
  });

  test('an unknown activity', () => {
    const plan = define({ a: activity('brewCoffee') });
    expect(() => {
      checkActivities(plan, { createAccounts: { needs: [] } });
    }).toThrow('Plan p, step a: runs the unknown activity brewCoffee; use one of createAccounts, or register it.');
  });
});

test('`after: approvals` means every approval of the plan', () => {
  expect(() => define({ a: approval({ from: 'manager' }), b: activity('x', { after: approvals }) })).not.toThrow();
});
