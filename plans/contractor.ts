import { z } from 'zod';
import { definePlan } from '../src/planning/define-plan';
import {
  activity,
  anyOf,
  approval,
  approvals,
  businessDays,
  contractLongerThan,
  dayOneAt,
  days,
  employedAs,
  equipmentCostsMoreThan,
  task,
} from '../src/planning/dsl';
import { selectApplications } from './applications';

/**
 * Plan for contractors: a long contract needs a second approval, any equipment needs finance's approval, accounts
 * become active only after the contractor agrees to our rules, and there are no trainings. No failure has a branch:
 * each leads to a rollback.
 */
export const contractor = definePlan(
  'contractor',
  {
    title: 'Contractor onboarding',
    appliesTo: employedAs('contractor'),
    completeWithin: { moment: days(14), then: 'rollback' },
  },
  {
    managerApproval: approval({
      from: 'manager',
      remindAfter: '1 business day',
      escalateAfter: '3 business days',
      escalateTo: anyOf('managersManager', 'hr'),
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    contractApproval: approval({
      from: anyOf('managersManager', 'hr'),
      when: contractLongerThan({ months: 6 }),
      after: ['managerApproval'],
      remindAfter: '2 business days',
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    budgetApproval: approval({
      from: 'finance',
      when: equipmentCostsMoreThan(0),
      remindAfter: '2 business days',
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    agreeToRules: task({
      for: 'newHire',
      title: 'Agree to the rules for contractors',
      after: approvals,
      instructions:
        'What you see and hear while you work with us stays with us. Our accounts and our equipment are for your work for us alone, and go back with its end.',
      form: {
        signature: z.string().max(200).meta({ label: 'Your full name, as your signature' }),
        company: z.string().max(200).optional().meta({ label: 'The company that you work for' }),
      },
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
    }),
    createAccounts: activity('createAccounts', {
      after: approvals,
      start: businessDays(-2),
      settings: (onboarding) => ({ applications: selectApplications(onboarding) }),
    }),
    assignEquipment: activity('assignEquipment', { after: approvals, start: businessDays(-5) }),
    notifyManager: activity('notifyManager', {
      after: ['createAccounts', 'assignEquipment'],
      redoWhenRescheduled: true,
    }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'], redoWhenRescheduled: true }),
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment', 'agreeToRules'],
      start: dayOneAt('07:00'),
      redoWhenRescheduled: true,
    }),
  },
);
