import { Context } from '@temporalio/activity';
import { assignEquipment } from '../activities/assign-equipment';
import { createAccounts } from '../activities/create-accounts';
import type { NeededResults } from '../activities/define-activity';
import { notifyManager } from '../activities/notify-manager';
import { scheduleTraining } from '../activities/schedule-training';
import type { DayOne } from '../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../src/domain/request';
import type { Database } from '../src/database/client';
import { createEmbeddedSystems } from '../src/integrations/embedded-systems';
import type { Mailer } from '../src/integrations/mail/mailer';
import { APPLICATIONS } from './request';

export interface SagaInput {
  id: string;
  request: OnboardingRequest;
  dayOne: DayOne;
}

type NotifyManagerResults = NeededResults<NonNullable<typeof notifyManager.needs>>;

export type SagaActivities = ReturnType<typeof createSagaActivities>;

/** Calls the bodies of our activities as a hand-written saga would: without a ledger. */
export function createSagaActivities(database: Database, mailer: Mailer) {
  const systems = createEmbeddedSystems(mailer);

  const buildContext = ({ id: onboardingId, request, dayOne }: SagaInput, step: string, db: Database) => ({
    key: `${onboardingId}/${step}`,
    onboardingId,
    step,
    generation: 1,
    request,
    dayOne,
    systems: systems.bindTo(db),
    signal: Context.current().cancellationSignal,
  });
  const inTransaction = <T>(work: (tx: Database) => Promise<T>): Promise<T> =>
    database.transaction().execute((tx) => work(tx));

  const emptyInputs = { results: {}, answers: {} };

  return {
    createAccounts: (call: SagaInput) =>
      inTransaction((tx) => {
        const settings = { applications: APPLICATIONS };
        return createAccounts.run({ ...buildContext(call, 'accounts', tx), settings, ...emptyInputs });
      }),
    removeAccounts: (call: SagaInput) =>
      inTransaction((tx) => systems.bindTo(tx).directory.remove(`${call.id}/accounts`)),

    assignEquipment: (call: SagaInput) =>
      inTransaction((tx) =>
        assignEquipment.run({ ...buildContext(call, 'equipment', tx), settings: { equipment: [] }, ...emptyInputs }),
      ),
    releaseEquipment: (call: SagaInput) =>
      inTransaction((tx) => systems.bindTo(tx).inventory.release(`${call.id}/equipment`)),

    scheduleTraining: (call: SagaInput) =>
      inTransaction((tx) =>
        scheduleTraining.run({
          ...buildContext(call, 'training', tx),
          settings: { trainings: [], overridesRequest: false },
          ...emptyInputs,
        }),
      ),
    cancelTraining: (call: SagaInput) =>
      inTransaction((tx) => systems.bindTo(tx).training.release(`${call.id}/training`)),

    notifyManager: ({ results, ...call }: SagaInput & { results: NotifyManagerResults }) =>
      notifyManager.run({ ...buildContext(call, 'notify', database), settings: {}, results, answers: {} }),
  };
}
