import type { StepStatus } from '../../contract/status';
import type { StepView } from '../../contract/view';
import { onboardingsWaitingFor } from '../../database/onboardings';
import type { Answer, Call } from '../route';

const WAITS: readonly StepStatus[] = ['waiting', 'failed', 'undo-failed'];

/** The steps that wait for the caller, over all open onboardings. `limit` counts onboardings. */
export async function myTasks({ context, actor, query }: Call<unknown, { limit: number }>): Promise<Answer> {
  const rows = await onboardingsWaitingFor(context.database, actor.email, query.limit);
  const items = rows.flatMap(({ id, employee_name, start_date, status, view, updated_at }) =>
    view.steps
      .filter((step) => waitsFor(step, actor.email))
      .map((step) => ({
        onboardingId: id,
        employeeName: employee_name,
        startDate: start_date,
        status,
        step,
        asOf: updated_at,
      })),
  );
  return { status: 200, body: { items } };
}

/** A wait for a date names nobody and waits for nobody; a failed undo that names nobody is for whom the row names. */
const waitsFor = ({ status, people }: StepView, email: string): boolean =>
  people ? WAITS.includes(status) && people.some((person) => person.email === email) : status === 'undo-failed';
