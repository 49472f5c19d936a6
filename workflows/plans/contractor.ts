import { definePlan } from '../../src/planning/define';
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
} from '../../src/planning/language';
import { applications } from './applications';

/**
 * For contractors: a long contract needs a second yes, any equipment of ours is finance's matter, and there are no
 * trainings. Where something is missing there is no way around it: all is rolled back.
 */
export const contractor = definePlan(
  'contractor',
  {
    title: 'Contractor onboarding',
    suits: employedAs('contractor'),
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
    createAccounts: activity('createAccounts', {
      after: approvals,
      start: businessDays(-2),
      settings: (onboarding) => ({ applications: applications(onboarding) }),
    }),
    assignEquipment: activity('assignEquipment', { after: approvals, start: businessDays(-5) }),
    notifyManager: activity('notifyManager', {
      after: ['createAccounts', 'assignEquipment'],
      redoWhenRescheduled: true,
    }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'], redoWhenRescheduled: true }),
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment'],
      start: dayOneAt('07:00'),
      redoWhenRescheduled: true,
    }),
  },
);
