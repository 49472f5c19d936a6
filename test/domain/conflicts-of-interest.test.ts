import { listConflictsOfInterest } from '../../src/domain/people';
import { createRequest } from '../support/requests';

const HR = 'hanna@example.com';
const ROOT = 'root@example.com';
const MANAGER = 'grace@example.com';
const request = createRequest();
const own = { submittedBy: { name: 'Hanna', email: HR }, request };
const throughRoot = { ...own, submittedThrough: ROOT };

test.each([
  ['the submitter', own, { email: HR }, ['submission']],
  ['the new hire', own, { email: request.employee.personalEmail }, ['onboarding']],
  ['a manager', own, { email: MANAGER }, []],
  ['the submitter on behalf of the manager', own, { email: MANAGER, agent: HR }, ['submission']],
  ['an administrator on behalf of the manager', own, { email: MANAGER, agent: ROOT }, []],
  ['the person who submitted on behalf of another', throughRoot, { email: ROOT }, ['submission']],
  // Both decisions show the administrator.
  ['the same administrator on behalf of the manager', throughRoot, { email: MANAGER, agent: ROOT }, []],
])('%s', (_who, onboarding, principal, expected) => {
  expect(listConflictsOfInterest(onboarding, principal)).toEqual(expected);
});
