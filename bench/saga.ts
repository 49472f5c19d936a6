import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { SagaActivities, SagaCall } from './saga-activities';

const act = proxyActivities<SagaActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const approve = defineSignal('approve');

/** What one would write by hand for this one case: wait for the approval, do four things, undo them where one fails. */
export async function saga(call: SagaCall): Promise<void> {
  let approved = false;
  setHandler(approve, () => {
    approved = true;
  });
  await condition(() => approved);

  const compensations: (() => Promise<void>)[] = [];
  try {
    const accountsAndTraining = async () => {
      compensations.unshift(() => act.removeAccounts(call));
      const accounts = await act.createAccounts(call);
      compensations.unshift(() => act.cancelTraining(call));
      const training = await act.scheduleTraining(call);
      return { accounts, training };
    };
    compensations.unshift(() => act.releaseEquipment(call));
    const [{ accounts, training }, equipment] = await Promise.all([accountsAndTraining(), act.assignEquipment(call)]);
    const results = { createAccounts: accounts, assignEquipment: equipment, scheduleTraining: training };
    await act.notifyManager({ ...call, results });
  } catch (error) {
    for (const compensate of compensations) await compensate();
    throw error;
  }
}
