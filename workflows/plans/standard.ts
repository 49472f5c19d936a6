import { definePlan } from '../../src/planning/define';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneAt,
  equipmentCostsMoreThan,
} from '../../src/planning/language';
import { applications } from './applications';

/** What most people get: accounts, equipment, trainings, and a manager who knows. */
export const standard = definePlan(
  'standard',
  { title: 'Standard onboarding' },
  {
    managerApproval: approval({ from: 'manager' }),
    budgetApproval: approval({ from: 'finance', when: equipmentCostsMoreThan(3000), after: ['managerApproval'] }),
    createAccounts: activity('createAccounts', {
      after: approvals,
      start: businessDays(-5),
      settings: (onboarding) => ({ applications: applications(onboarding) }),
    }),
    assignEquipment: activity('assignEquipment', { after: approvals, start: businessDays(-10) }),
    scheduleTraining: activity('scheduleTraining', { after: ['createAccounts'] }),
    notifyManager: activity('notifyManager', { after: ['assignEquipment', 'scheduleTraining'] }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'] }),
    // Last of what can fail for good: once somebody works with the accounts, no failure may take them away by itself.
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment', 'scheduleTraining'],
      start: dayOneAt('07:00'),
    }),
  },
);
