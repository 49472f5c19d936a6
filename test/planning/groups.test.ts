import type { OnboardingRequest } from '../../src/domain/request';
import { createReason } from '../../src/domain/reasons/reason';
import { activity, approval, approvals, type ElementList, type PlanDefinition, task } from '../../src/planning/dsl';
import { definePlan } from '../../src/planning/define-plan';
import { catchRejection } from '../support/catch-rejection';
import { createRequest } from '../support/requests';
import { createTestPlanner, declareActivity, getResolvedStep, PLANNING_FACTS } from './support';

/** One element for each requested model. */
const eachModel: ElementList = {
  reason: createReason('each.account', {}),
  list: ({ request: { equipment = [] } }) =>
    equipment.map((model) => ({ code: model, title: { en: `The ${model}`, de: `Das ${model}` }, settings: { model } })),
};

const STEPS: PlanDefinition['steps'] = {
  approval: approval({ from: 'manager' }),
  provide: activity('provide', { forEach: eachModel, after: approvals, onFailure: { OutOfStock: 'buy' } }),
  buy: task({
    for: 'it',
    forEach: eachModel,
    only: 'as a branch',
    instructions: (_facts, element) => element?.code ?? '',
  }),
  report: activity('report', { after: ['provide'] }),
};
const ACTIVITIES = {
  provide: declareActivity({ title: { en: 'Provide', de: 'Bereitstellen' } }),
  report: declareActivity({ needs: ['provide'], needsAll: ['provide'] }),
};

const resolve = (equipment: string[], steps = STEPS) => {
  const request: OnboardingRequest = createRequest({ equipment });
  return createTestPlanner(steps, {}, ACTIVITIES).resolvePlan(request, PLANNING_FACTS);
};

test('each element is a step of its own, with its title and its settings', () => {
  const { steps } = resolve(['laptop', 'phone']);
  expect(steps.map(({ id }) => id)).toEqual([
    'approval',
    'provide-laptop',
    'provide-phone',
    'buy-laptop',
    'buy-phone',
    'report',
  ]);
  expect(getResolvedStep(steps, 'provide-phone')).toMatchObject({
    title: { en: 'Provide: The phone', de: 'Bereitstellen: Das phone' },
    settings: { model: 'phone' },
    after: ['approval'],
  });
});

test('what comes after the group comes after all of its elements, and reads the results of all', () => {
  const report = getResolvedStep(resolve(['laptop', 'phone']).steps, 'report');
  expect(report).toMatchObject({
    after: ['provide-laptop', 'provide-phone'],
    needs: { provide: ['provide-laptop', 'provide-phone'] },
  });
});

test('a failure of an element leads to its own branch', () => {
  const { steps } = resolve(['laptop', 'phone']);
  expect(getResolvedStep(steps, 'provide-laptop')).toMatchObject({ onFailure: { OutOfStock: 'buy-laptop' } });
  expect(getResolvedStep(steps, 'buy-phone')).toMatchObject({
    title: { en: 'Buy: The phone', de: 'Buy: Das phone' },
    instructions: 'phone',
    branch: true,
  });
});

test('without elements the step is skipped, and what comes after it is not', () => {
  const { steps } = resolve([]);
  expect(getResolvedStep(steps, 'provide').skipReason).toEqual(
    createReason('skipped.condition', { condition: createReason('condition.no-elements', {}) }),
  );
  expect(getResolvedStep(steps, 'report')).toMatchObject({ after: ['provide'], skipReason: undefined });
});

test('two elements with one code are a fault of the plan', () => {
  const { code, reason } = catchRejection(() => resolve(['laptop', 'laptop']));
  expect({ code, reason }).toMatchObject({
    code: 'plan-fault',
    reason: { params: { step: 'provide', error: 'Error: Two elements have the code laptop.' } },
  });
});

test('a branch without the elements of its source is refused when the plan is defined', () => {
  const steps = { ...STEPS, buy: task({ for: 'it', only: 'as a branch' }) };
  expect(() => definePlan('p', { title: 'P' }, steps)).toThrow(
    'Plan p, step buy: is the branch of provide, but not for each of the same elements; give both the same `forEach`, or none.',
  );
});

test('a description names the elements', () => {
  const [plan] = createTestPlanner(STEPS, {}, ACTIVITIES).listPlans();
  expect(plan?.steps.find(({ id }) => id === 'provide')?.forEach).toEqual(eachModel.reason);
});
