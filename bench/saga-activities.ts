import { Context } from '@temporalio/activity';
import { assignEquipment } from '../activities/assign-equipment';
import { createAccounts } from '../activities/create-accounts';
import type { NeededResults } from '../activities/define';
import { notifyManager } from '../activities/notify-manager';
import { scheduleTraining } from '../activities/schedule-training';
import type { DayOne } from '../src/domain/plan/types';
import type { OnboardingRequest } from '../src/domain/request';
import type { Database } from '../src/database/client';
import { embeddedSystems } from '../src/integrations/embedded';
import type { Mailer } from '../src/integrations/mail/mailer';
import { APPLICATIONS } from './request';

export interface SagaCall {
  id: string;
  request: OnboardingRequest;
  dayOne: DayOne;
}

type Results = NeededResults<NonNullable<typeof notifyManager.needs>>;

export type SagaActivities = ReturnType<typeof sagaActivities>;

/** The bodies of our own activities, called as a hand-written saga would: each in a transaction, with no ledger. */
export function sagaActivities(database: Database, mailer: Mailer) {
  const systems = embeddedSystems(mailer);

  const contextOf = ({ id: onboardingId, request, dayOne }: SagaCall, step: string, db: Database) => ({
    key: `${onboardingId}/${step}`,
    onboardingId,
    step,
    generation: 1,
    request,
    dayOne,
    systems: systems.within(db),
    signal: Context.current().cancellationSignal,
  });
  const inTransaction = <T>(work: (tx: Database) => Promise<T>): Promise<T> =>
    database.transaction().execute((tx) => work(tx));

  const nothing = { results: {}, answers: {} };

  return {
    createAccounts: (call: SagaCall) =>
      inTransaction((tx) => {
        const settings = { applications: APPLICATIONS };
        return createAccounts.run({ ...contextOf(call, 'accounts', tx), settings, ...nothing });
      }),
    removeAccounts: (call: SagaCall) =>
      inTransaction((tx) => systems.within(tx).directory.remove(`${call.id}/accounts`)),

    assignEquipment: (call: SagaCall) =>
      inTransaction((tx) =>
        assignEquipment.run({ ...contextOf(call, 'equipment', tx), settings: { equipment: [] }, ...nothing }),
      ),
    releaseEquipment: (call: SagaCall) =>
      inTransaction((tx) => systems.within(tx).inventory.release(`${call.id}/equipment`)),

    scheduleTraining: (call: SagaCall) =>
      inTransaction((tx) =>
        scheduleTraining.run({
          ...contextOf(call, 'training', tx),
          settings: { trainings: [], instead: false },
          ...nothing,
        }),
      ),
    cancelTraining: (call: SagaCall) =>
      inTransaction((tx) => systems.within(tx).training.release(`${call.id}/training`)),

    notifyManager: ({ results, ...call }: SagaCall & { results: Results }) =>
      notifyManager.run({ ...contextOf(call, 'notify', database), settings: {}, results, answers: {} }),
  };
}
