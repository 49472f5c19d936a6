import { definePlan } from '../../src/planning/define-plan';
import { createReason } from '../../src/domain/reasons/reason';
import { activity, approval, approvals, type ElementList } from '../../src/planning/dsl';
import { SYSTEMS } from './systems';

export const BENCH_PLAN = 'bench';

const BENCH_ACCOUNTS: ElementList = {
  reason: createReason('each.account', {}),
  list: () =>
    SYSTEMS.map((system) => ({ code: system, title: system, settings: { system, title: system, groups: [] } })),
};

/** Equivalent of the saga in `../comparison/saga.ts`: one approval and six activities, without start dates. */
export const benchPlan = definePlan(
  BENCH_PLAN,
  { title: 'Benchmark' },
  {
    managerApproval: approval({ from: 'manager' }),
    claimUsername: activity('claimUsername', { after: approvals }),
    createAccounts: activity('createAccount', { after: ['claimUsername'], forEach: BENCH_ACCOUNTS }),
    assignEquipment: activity('assignEquipment', { after: approvals }),
    scheduleTraining: activity('scheduleTraining', { after: ['createAccounts'] }),
    notifyManager: activity('notifyManager', { after: ['assignEquipment', 'scheduleTraining'] }),
  },
);
