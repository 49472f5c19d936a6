import type { StepView } from '../../../domain/onboarding/view';
import { tasksFor } from '../../../database/tasks';
import type { Answer, Call } from '../../http/route';

/** The steps that wait for the caller, by e-mail address or role, over all open onboardings. */
export async function myTasks({ context, actor, query }: Call<unknown, { limit: number }>): Promise<Answer> {
  const rows = await tasksFor(context.database, actor, query.limit);
  const items = rows.map(({ id, employee_name, start_date, status, step, due_at, time_zone, updated_at }) => ({
    onboardingId: id,
    employeeName: employee_name,
    startDate: start_date,
    status,
    asks: whatItAsks(step),
    dueAt: due_at ?? undefined,
    timeZone: time_zone,
    step,
    asOf: updated_at,
  }));
  return { status: 200, body: { items } };
}

function whatItAsks({ kind, status }: StepView): 'approval' | 'task' | 'counter-task' | 'failure' {
  if (status === 'failed' || status === 'undo-failed') return 'failure';
  if (status === 'undoing') return 'counter-task';
  return kind === 'approval' ? 'approval' : 'task';
}
