import { definePlan } from '../../src/planning/define-plan';
import { activity, approval, approvals } from '../../src/planning/dsl';
import { APPLICATIONS } from './request';

export const BENCH_PLAN = 'bench';

/** Equivalent of the saga in `../comparison/saga.ts`: one approval and four activities, without start dates. */
export const benchPlan = definePlan(
  BENCH_PLAN,
  { title: 'Benchmark' },
  {
    managerApproval: approval({ from: 'manager' }),
    createAccounts: activity('createAccounts', { after: approvals, settings: () => ({ applications: APPLICATIONS }) }),
    assignEquipment: activity('assignEquipment', { after: approvals }),
    scheduleTraining: activity('scheduleTraining', { after: ['createAccounts'] }),
    notifyManager: activity('notifyManager', { after: ['assignEquipment', 'scheduleTraining'] }),
  },
);
