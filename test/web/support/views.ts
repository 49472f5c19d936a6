import type { OnboardingView, StepView } from '../../../src/domain/onboarding/view';
import { listPendingEmails } from '../../../src/domain/onboarding/pending-people';
import { toOnboardingColumns } from '../../../src/database/onboarding-columns';
import type { TestApi } from '../../api/support/test-api';

/** Replaces the projected view and its columns, as the projection does. */
export async function changeView(api: TestApi, id: string, changes: Partial<OnboardingView>): Promise<void> {
  const view = { ...(await loadView(api, id)), ...changes };
  await api.testDb.database
    .updateTable('onboardings')
    .set({ ...toOnboardingColumns(view), view: JSON.stringify(view), pending_people: listPendingEmails(view) })
    .where('id', '=', id)
    .execute();
}

export async function changeStep(api: TestApi, id: string, step: string, changes: Partial<StepView>): Promise<void> {
  const { steps } = await loadView(api, id);
  await changeView(api, id, { steps: steps.map((one) => (one.id === step ? { ...one, ...changes } : one)) });
}

async function loadView(api: TestApi, id: string): Promise<OnboardingView> {
  const row = await api.testDb.database
    .selectFrom('onboardings')
    .select('view')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.view;
}
