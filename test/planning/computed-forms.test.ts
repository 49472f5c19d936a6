import { z } from 'zod';
import type { OnboardingRequest } from '../../src/domain/request';
import { approval, task } from '../../src/planning/dsl';
import { createRequest } from '../support/requests';
import { createTestPlanner, getResolvedStep, HANNA, PLANNING_FACTS } from './support';

const askForEach = ({ request: { equipment = [] } }: { request: OnboardingRequest }) =>
  Object.fromEntries(equipment.map((model, index) => [`tag${String(index)}`, z.string().meta({ label: model })]));
const planner = createTestPlanner({ ok: approval({ from: 'manager' }), buy: task({ for: 'it', form: askForEach }) });
const request = createRequest({ equipment: ['phone', 'phone', 'laptop'] });
const plan = planner.resolvePlan(request, PLANNING_FACTS);

const listLabels = ({ steps }: typeof plan) => {
  const step = getResolvedStep(steps, 'buy');
  return step.kind === 'task' ? step.form?.map(({ label }) => label) : undefined;
};

test('a form can ask one question for each item of the request', () => {
  expect(listLabels(plan)).toEqual(['phone', 'phone', 'laptop']);
  expect(planner.listPlans()[0]?.steps.find(({ id }) => id === 'buy')?.form).toBeUndefined();
});

test.each([
  ['asks by the amended request', [], ['phone']],
  ['keeps its questions once the task has begun', ['buy'], ['phone', 'phone', 'laptop']],
])('an amendment %s', (_what, startedSteps, labels) => {
  const change = { changes: { equipment: ['phone'] } };
  const input = { request, plan, submittedBy: HANNA, change, isFullyApproved: true, startedSteps };
  expect(listLabels(planner.replan(input, PLANNING_FACTS).plan)).toEqual(labels);
});

test('a computed question that no form can show is an error', () => {
  const broken = createTestPlanner({ a: task({ for: 'it', form: () => ({ size: z.object({}) }) }) });
  expect(() => broken.resolvePlan(createRequest(), PLANNING_FACTS)).toThrow(
    expect.objectContaining({
      reason: {
        code: 'plan-fault.code',
        params: { plan: 'p', step: 'a', error: expect.stringContaining('No form can ask for size.') },
      },
    }),
  );
});
