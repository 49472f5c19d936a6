import type { StepView } from '../../../domain/onboarding/view';
import { listOpenTasks } from '../../../database/tasks';
import { createReasonReader } from '../../../i18n/render-reason';
import { addMessages } from '../../http/add-messages';
import type { ApiResponse, ApiCall } from '../../http/route';

/** Includes steps that wait for one of the caller's roles, over all open onboardings. */
export async function getMyTasks({
  context,
  principal,
  query,
  locale,
}: ApiCall<unknown, { limit: number }>): Promise<ApiResponse> {
  const rows = await listOpenTasks(context.database, principal, query.limit);
  const items = rows.map(({ id, employee_name, start_date, status, step, due_at, time_zone, updated_at }) => ({
    onboardingId: id,
    employeeName: employee_name,
    startDate: start_date,
    status,
    kind: classifyTask(step),
    dueAt: due_at ?? undefined,
    timeZone: time_zone,
    step: addMessages(step, createReasonReader({ steps: [step], timeZone: time_zone }, locale)),
    asOf: updated_at,
  }));
  return { status: 200, body: { items } };
}

function classifyTask({ kind, status }: StepView): 'approval' | 'task' | 'undo-task' | 'failure' {
  if (status === 'failed' || status === 'undo-failed') return 'failure';
  if (status === 'undoing') return 'undo-task';
  return kind === 'approval' ? 'approval' : 'task';
}
