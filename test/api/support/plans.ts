import { z } from 'zod';
import { definePlan } from '../../../src/planning/define-plan';
import { activity, approval, approvals, businessDays, task } from '../../../src/planning/dsl';

/** Every kind of human step. Only `sayHello` waits for a date. */
export const humanStepsPlan = definePlan(
  'peopled',
  { title: 'People in every step', completeWithin: { moment: businessDays(20), then: 'escalate' } },
  {
    managerApproval: approval({
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
    }),
    budgetApproval: approval({ from: 'finance', after: ['managerApproval'] }),
    shipLaptop: task({
      for: 'it',
      after: approvals,
      due: businessDays(-2),
      instructions: 'Ship **it**.',
      form: { trackingNumber: z.string().max(8), boxes: z.number().min(1).optional(), insured: z.boolean().optional() },
      undoTask: { title: 'Collect the laptop', for: 'it' },
      skippable: true,
    }),
    claimUsername: activity('claimUsername', {
      after: ['shipLaptop'],
      owner: 'finance',
      essential: false,
      decideWithin: '3 business days',
      onFailure: { Timeout: 'orderByHand' },
    }),
    orderByHand: task({ for: 'it', only: 'as a branch' }),
    sayHello: task({ for: 'manager', after: ['claimUsername'], start: businessDays(-3) }),
  },
);

/** The manager does every human step. Finance decides on a failure. */
export const minimalPlan = definePlan(
  'plain',
  { title: 'As little as possible' },
  {
    managerApproval: approval({ from: 'manager' }),
    claimUsername: activity('claimUsername', {
      after: approvals,
      owner: 'finance',
      decideWithin: '3 business days',
    }),
    sayHello: task({ for: 'manager', after: ['claimUsername'], start: businessDays(-1) }),
  },
);
