import { definePlan } from '../src/planning/define-plan';
import { activity, approval, approvals } from '../src/planning/dsl';
import { APPLICATIONS } from './request';

/** One approval and four activities, nothing of it bound to a date: what the saga in `saga.ts` does by hand. */
export const benchPlan = definePlan(
  'bench',
  { title: 'Benchmark' },
  {
    managerApproval: approval({ from: 'manager' }),
    createAccounts: activity('createAccounts', { after: approvals, settings: () => ({ applications: APPLICATIONS }) }),
    assignEquipment: activity('assignEquipment', { after: approvals }),
    scheduleTraining: activity('scheduleTraining', { after: ['createAccounts'] }),
    notifyManager: activity('notifyManager', { after: ['assignEquipment', 'scheduleTraining'] }),
  },
);
