import { z } from 'zod';
import { definePlan } from '../src/planning/define-plan';
import {
  activity,
  anyOf,
  approval,
  approvals,
  businessDays,
  contractLongerThan,
  dayOneStart,
  days,
  employedAs,
  equipmentCostsMoreThan,
  grantedAccounts,
  hasAccounts,
  listLicences,
  task,
} from '../src/planning/dsl';
import { ACCESS_APPROVAL, ACTIVATE_WITH_LICENCES, ORDER_LICENCES } from './access-steps';
import { ASKS_HR, ASKS_IT } from './failure-owners';

/**
 * Plan for contractors: a long contract needs a second approval, any equipment needs finance's approval, accounts
 * become active only after the contractor agrees to our rules, and there are no trainings. No failure has a branch: one
 * of the accounts leads to a rollback, any other asks its owner.
 */
export const contractor = definePlan(
  'contractor',
  {
    title: { en: 'Contractor onboarding', de: 'Onboarding für freie Mitarbeit' },
    appliesTo: employedAs('contractor'),
    gives: ['accounts', 'equipment'],
    completeWithin: { moment: days(14), then: 'rollback' },
  },
  {
    managerApproval: approval({
      title: { en: 'Manager approval', de: 'Genehmigung durch Führungskraft' },
      from: 'manager',
      remindAfter: '1 business day',
      escalateAfter: '3 business days',
      escalateTo: anyOf('managersManager', 'hr'),
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    contractApproval: approval({
      title: { en: 'Contract approval', de: 'Vertragsgenehmigung' },
      from: anyOf('managersManager', 'hr'),
      when: contractLongerThan({ months: 6 }),
      after: ['managerApproval'],
      remindAfter: '2 business days',
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    budgetApproval: approval({
      title: { en: 'Budget approval', de: 'Budgetgenehmigung' },
      from: 'finance',
      when: equipmentCostsMoreThan(0),
      remindAfter: '2 business days',
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    accessApproval: ACCESS_APPROVAL,
    agreeToRules: task({
      for: 'newHire',
      title: { en: 'Accept contractor terms', de: 'Bedingungen für freie Mitarbeit akzeptieren' },
      after: approvals,
      instructions: {
        en: 'What you see and hear while working with us is confidential. Use our accounts and equipment only for your work for us, and return them when it ends.',
        de: 'Was Sie bei der Arbeit für uns sehen und hören, ist vertraulich. Nutzen Sie unsere Konten und unsere Ausstattung nur für diese Arbeit, und geben Sie alles zurück, wenn sie endet.',
      },
      form: {
        signature: z
          .string()
          .max(200)
          .meta({ label: { en: 'Your full name, as your signature', de: 'Ihr vollständiger Name als Unterschrift' } }),
        company: z
          .string()
          .max(200)
          .optional()
          .meta({ label: { en: 'Your company', de: 'Ihre Firma' } }),
      },
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
    }),
    claimUsername: activity('claimUsername', { when: hasAccounts, after: approvals, start: businessDays(-2) }),
    createAccounts: activity('createAccount', {
      forEach: grantedAccounts,
      after: ['claimUsername'],
      start: businessDays(-2),
    }),
    assignEquipment: activity('assignEquipment', {
      after: approvals,
      start: businessDays(-5),
      settings: ({ access }) => ({ equipment: access.equipment }),
      ...ASKS_IT,
    }),
    notifyManager: activity('notifyManager', {
      after: ['createAccounts', 'assignEquipment'],
      redoWhenRescheduled: true,
      ...ASKS_HR,
    }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'], redoWhenRescheduled: true, ...ASKS_HR }),
    activateAccounts: activity('activateAccounts', {
      when: hasAccounts,
      after: ['createAccounts', 'assignEquipment', 'agreeToRules'],
      start: dayOneStart(-2),
      redoWhenRescheduled: true,
      settings: listLicences,
      onFailure: { NoLicence: 'orderLicences' },
    }),
    orderLicences: ORDER_LICENCES,
    activateWithLicences: ACTIVATE_WITH_LICENCES,
  },
);
