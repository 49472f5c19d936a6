import { definePlan } from '../../src/planning/define';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneAt,
  employedAs,
  equipmentCostsMoreThan,
} from '../../src/planning/language';
import { applications } from './applications';

/** For contractors: any equipment of ours is finance's matter, and there are no trainings. */
export const contractor = definePlan(
  'contractor',
  { title: 'Contractor onboarding', suits: employedAs('contractor') },
  {
    managerApproval: approval({ from: 'manager' }),
    budgetApproval: approval({ from: 'finance', when: equipmentCostsMoreThan(0) }),
    createAccounts: activity('createAccounts', {
      after: approvals,
      start: businessDays(-2),
      settings: (onboarding) => ({ applications: applications(onboarding) }),
    }),
    assignEquipment: activity('assignEquipment', { after: approvals, start: businessDays(-5) }),
    notifyManager: activity('notifyManager', { after: ['createAccounts', 'assignEquipment'] }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'] }),
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment'],
      start: dayOneAt('07:00'),
    }),
  },
);
