import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { SagaActivities, SagaInput } from './saga-activities';

const activities = proxyActivities<SagaActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const approveSignal = defineSignal('approve');

/** Hand-written equivalent of the benchmark plan: an approval, then four activities with compensation on failure. */
export async function saga(input: SagaInput): Promise<void> {
  let isApproved = false;
  setHandler(approveSignal, () => {
    isApproved = true;
  });
  await condition(() => isApproved);

  const compensations: (() => Promise<void>)[] = [];
  try {
    const createAccountsAndTraining = async () => {
      compensations.unshift(() => activities.removeAccounts(input));
      const accounts = await activities.createAccounts(input);
      compensations.unshift(() => activities.cancelTraining(input));
      const training = await activities.scheduleTraining(input);
      return { accounts, training };
    };
    compensations.unshift(() => activities.releaseEquipment(input));
    const [{ accounts, training }, equipment] = await Promise.all([
      createAccountsAndTraining(),
      activities.assignEquipment(input),
    ]);
    const results = { createAccounts: accounts, assignEquipment: equipment, scheduleTraining: training };
    await activities.notifyManager({ ...input, results });
  } catch (error) {
    for (const compensate of compensations) await compensate();
    throw error;
  }
}
