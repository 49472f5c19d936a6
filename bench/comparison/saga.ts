import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { SYSTEMS } from '../support/systems';
import type { SagaActivities, SagaInput } from './saga-activities';

const activities = proxyActivities<SagaActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const approveSignal = defineSignal('approve');

/** Hand-written equivalent of the benchmark plan: an approval, then six activities with compensation on failure. */
export async function saga(input: SagaInput): Promise<void> {
  let isApproved = false;
  setHandler(approveSignal, () => {
    isApproved = true;
  });
  await condition(() => isApproved);

  const compensations: Compensation[] = [];
  try {
    await prepareFirstDay(input, compensations);
  } catch (error) {
    for (const compensate of compensations) await compensate();
    throw error;
  }
}

type Compensation = () => Promise<void>;

/** Prepends each compensation before its activity runs, so that they undo in reverse order. */
async function prepareFirstDay(input: SagaInput, compensations: Compensation[]): Promise<void> {
  compensations.unshift(() => activities.releaseEquipment(input));
  const [{ accounts, training }, equipment] = await Promise.all([
    createAccountsAndTraining(input, compensations),
    activities.assignEquipment(input),
  ]);
  const results = { ...accounts, assignEquipment: equipment, scheduleTraining: training };
  await activities.notifyManager({ ...input, results });
}

async function createAccountsAndTraining(input: SagaInput, compensations: Compensation[]) {
  compensations.unshift(() => activities.releaseUsername(input));
  const claimUsername = await activities.claimUsername(input);
  const createAccount = await Promise.all(
    SYSTEMS.map((system) => {
      compensations.unshift(() => activities.removeAccount({ ...input, system }));
      return activities.createAccount({ ...input, system, claimUsername });
    }),
  );
  compensations.unshift(() => activities.cancelTraining(input));
  const training = await activities.scheduleTraining(input);
  return { accounts: { claimUsername, createAccount }, training };
}
