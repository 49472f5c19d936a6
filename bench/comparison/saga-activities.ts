import { Context } from '@temporalio/activity';
import { assignEquipment } from '../../activities/assign-equipment';
import { claimUsername } from '../../activities/claim-username';
import { createAccount } from '../../activities/create-account';
import type { NeededResults } from '../../activities/define-activity';
import { notifyManager } from '../../activities/notify-manager';
import { scheduleTraining } from '../../activities/schedule-training';
import type { DayOne } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import type { Database } from '../../src/database/client';
import { createEmbeddedSystems, type SystemsProvider } from '../../src/integrations/embedded-systems';
import type { Mailer } from '../../src/integrations/mail/mailer';
import type { Systems } from '../../src/integrations/systems';

export interface SagaInput {
  id: string;
  request: OnboardingRequest;
  dayOne: DayOne;
}

type SagaAccount = SagaInput & { system: string };

type NotifyManagerResults = NeededResults<NonNullable<typeof notifyManager.needs>>;

export type SagaActivities = ReturnType<typeof createSagaActivities>;

const EMPTY_INPUTS = { results: {}, answers: {} };

/** Calls the bodies of our activities as a hand-written saga would: without a ledger. */
export function createSagaActivities(database: Database, mailer: Mailer) {
  const systems = createEmbeddedSystems({
    mailer,
    getNewHirePageUrl: (id) => Promise.resolve(`https://firstday.invalid/hire/${id}`),
    getOnboardingUrl: (id) => `https://firstday.invalid/o/${id}`,
  });
  return {
    ...createAccountActivities(database, systems),
    ...createEquipmentActivities(database, systems),
    ...createTrainingActivities(database, systems),
    notifyManager: ({ results, ...call }: SagaInput & { results: NotifyManagerResults }) =>
      notifyManager.run({
        ...buildContext(call, 'notify', systems.bindTo(database)),
        settings: {},
        results,
        answers: {},
      }),
  };
}

const createAccountActivities = (database: Database, systems: SystemsProvider) => ({
  claimUsername: (call: SagaInput) =>
    database
      .transaction()
      .execute((tx) =>
        claimUsername.run({ ...buildContext(call, 'username', systems.bindTo(tx)), settings: {}, ...EMPTY_INPUTS }),
      ),
  releaseUsername: (call: SagaInput) =>
    database.transaction().execute((tx) => systems.bindTo(tx).directory.releaseUsername(`${call.id}/username`)),
  createAccount: ({ system, claimUsername, ...call }: SagaAccount & { claimUsername: { username: string } }) =>
    database.transaction().execute((tx) =>
      createAccount.run({
        ...buildContext(call, system, systems.bindTo(tx)),
        settings: { system, title: system, groups: [] },
        results: { claimUsername },
        answers: {},
      }),
    ),
  removeAccount: ({ id, system }: SagaAccount) =>
    database.transaction().execute((tx) => systems.bindTo(tx).directory.removeAccount(`${id}/${system}`)),
});

const createEquipmentActivities = (database: Database, systems: SystemsProvider) => ({
  assignEquipment: (call: SagaInput) =>
    database.transaction().execute((tx) => {
      const settings = { equipment: [] };
      return assignEquipment.run({ ...buildContext(call, 'equipment', systems.bindTo(tx)), settings, ...EMPTY_INPUTS });
    }),
  releaseEquipment: (call: SagaInput) =>
    database.transaction().execute((tx) => systems.bindTo(tx).inventory.release(`${call.id}/equipment`)),
});

const createTrainingActivities = (database: Database, systems: SystemsProvider) => ({
  scheduleTraining: (call: SagaInput) =>
    database.transaction().execute((tx) => {
      const settings = { trainings: [], overridesRequest: false };
      return scheduleTraining.run({ ...buildContext(call, 'training', systems.bindTo(tx)), settings, ...EMPTY_INPUTS });
    }),
  cancelTraining: (call: SagaInput) =>
    database.transaction().execute((tx) => systems.bindTo(tx).training.release(`${call.id}/training`)),
});

const buildContext = ({ id: onboardingId, request, dayOne }: SagaInput, step: string, systems: Systems) => ({
  key: `${onboardingId}/${step}`,
  onboardingId,
  step,
  generation: 1,
  request,
  dayOne,
  systems,
  signal: Context.current().cancellationSignal,
});
