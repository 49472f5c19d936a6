import { composePlanner } from '../../src/app/planner';
import type { ReplanInput } from '../../src/domain/planning-activities';
import { createRequest } from '../support/requests';
import { SAMPLE_COMPANY } from '../support/sample-company';
import { HANNA, PLANNING_FACTS } from './support';

const planner = composePlanner();
const facts = { ...PLANNING_FACTS, company: SAMPLE_COMPANY };
const request = createRequest({
  startDate: '2027-06-07',
  equipment: [],
  access: { add: [{ system: 'crm', groups: ['sales', 'press'] }] },
});

/** Reverses the order of members, as a database may. */
function reorder<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(reorder) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, reorder(member as unknown)])) as Value;
}

function amend(changes: object) {
  const plan = planner.resolvePlan(request, facts);
  const startedSteps = plan.steps.filter(({ kind }) => kind === 'activity').map(({ id }) => id);
  const input: ReplanInput = {
    ...{ request: reorder(request), plan: reorder(plan), submittedBy: HANNA, isFullyApproved: true },
    startedSteps: startedSteps.filter((id) => !id.startsWith('activate')),
    change: { changes },
  };
  return planner.replan(input, facts);
}

test('a plan that comes back from the database in another order of members is no other plan', () => {
  const { changedFields, corrections, requiresReapproval } = amend({ employee: { address: 'Castle 2, 18609 Binz' } });
  expect(changedFields).toEqual(['employee.address']);
  expect(corrections).toEqual([]);
  expect(requiresReapproval).toBe(false);
});

test('a title that meets no other profile needs no new approval', () => {
  expect(amend({ job: { title: 'Senior engineer' } }).requiresReapproval).toBe(false);
});
