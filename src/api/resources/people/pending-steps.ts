import { z } from 'zod';
import { getCurrentTitle } from '../../../domain/onboarding/pending-people';
import { instantSchema } from '../../../domain/text/schemas';
import type { Database } from '../../../database/client';
import { listOpenTasks } from '../../../database/tasks';
import { textSchema } from '../../http/text-schema';

const MAX_PENDING_STEPS = 200;

export const pendingStepsSchema = z.array(
  z.object({
    onboardingId: z.uuid(),
    employeeName: z.string(),
    step: z.string(),
    kind: z.enum(['activity', 'approval', 'task']),
    title: textSchema,
    dueAt: instantSchema().optional(),
  }),
);

/** Lists open requests to this person by name, earliest due date first. */
export async function listPendingSteps(database: Database, email: string) {
  const rows = await listOpenTasks(database, { email, roles: [] }, MAX_PENDING_STEPS);
  return rows.map(({ id, employee_name, step, due_at }) => ({
    onboardingId: id,
    employeeName: employee_name,
    step: step.id,
    kind: step.kind,
    title: getCurrentTitle(step),
    dueAt: due_at ?? undefined,
  }));
}
