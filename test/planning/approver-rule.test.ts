import { FirstdayError } from '../../src/lib/errors';
import { approval } from '../../src/planning/dsl';
import { isKnownApprover } from '../../src/planning/approver-rule';
import type { PlanningFacts, StaffMember } from '../../src/planning/planning-facts';
import { createRequest } from '../support/requests';
import { createTestPlanner, PLANNING_FACTS } from './support';

const STRICT = { isStrict: true, domains: ['example.com'] };
const MANAGER: StaffMember = { name: 'Grace', email: 'grace@partner.example', roles: ['manager'] };
const ADDED_BY_HR: StaffMember = { name: 'Hanna again', email: 'hanna2@mail.example', roles: [] };
const people = [MANAGER, ADDED_BY_HR];

test.each([
  ['a person to whom an administrator has given a role', MANAGER.email, true],
  ['a person whom HR has added', ADDED_BY_HR.email, false],
  ['a stranger', 'stranger@mail.example', false],
  ['an address of the company', 'new@example.com', true],
  ['an address of a domain that only ends like it', 'x@evil-example.com', false],
  ['an address of a subdomain', 'x@sub.example.com', false],
])('%s: %s', (_who, email, expected) => {
  expect(isKnownApprover(email, people, STRICT)).toBe(expected);
});

const planWith = (email: string, approvers = STRICT, facts: Partial<PlanningFacts> = {}) => {
  const planner = createTestPlanner({ a: approval({ from: 'manager' }) }, {}, {}, approvers);
  const request = createRequest({ manager: { name: 'M', email } });
  return planner.resolvePlan(request, { ...PLANNING_FACTS, people, ...facts });
};

test('a request with an unknown approver is rejected at its field', () => {
  let error: unknown;
  try {
    planWith(ADDED_BY_HR.email);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(FirstdayError);
  expect((error as FirstdayError).fields).toEqual([
    { field: 'manager.email', code: 'manager.not-approver', params: {} },
  ]);
  expect(planWith(MANAGER.email).steps).toHaveLength(1);
});

test('where any approver is accepted, so is a stranger', () => {
  expect(planWith('stranger@mail.example', { isStrict: false, domains: [] }).steps).toHaveLength(1);
});

test('a manager’s manager whom HR made up is no approver', () => {
  const planner = createTestPlanner({ a: approval({ from: 'managersManager' }) }, {}, {}, STRICT);
  const request = createRequest({ manager: MANAGER });
  const staff = [{ ...MANAGER, managerEmail: ADDED_BY_HR.email }, ADDED_BY_HR];
  expect(() => planner.resolvePlan(request, { ...PLANNING_FACTS, people: staff })).toThrow(FirstdayError);
  const known = [staff[0] as StaffMember, { ...ADDED_BY_HR, roles: ['manager' as const] }];
  expect(planner.resolvePlan(request, { ...PLANNING_FACTS, people: known }).steps).toHaveLength(1);
});
