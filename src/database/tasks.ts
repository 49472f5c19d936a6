import { sql } from 'kysely';
import type { OnboardingStatus } from '../domain/status';
import type { StepView } from '../domain/onboarding/view';
import type { Database } from './client';
import type { Principal } from '../domain/principal';
import { isWaitingForPrincipal } from './onboardings';

/** A step with an open request, and its onboarding. */
export interface TaskRow {
  id: string;
  employee_name: string;
  start_date: string;
  status: OnboardingStatus;
  step: StepView;
  /** RFC 3339. Null if the plan sets no due date. */
  due_at: string | null;
  time_zone: string;
  updated_at: Date;
}

/**
 * Open requests to this person or one of their roles, earliest due date first. A failure is due when its owner's time
 * to decide is over, an approval when it escalates or expires. Excludes steps with an unreachable workflow, and
 * approvals of the principal's own submission (src/domain/onboarding/allowed-actions.ts).
 */
export async function listOpenTasks(database: Database, principal: Principal, limit: number): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select id, employee_name, start_date, status, step, due_at, view ->> 'timeZone' time_zone, updated_at
    from onboardings,
      jsonb_path_query(view, '$.steps[*] ? (
        @.status == "undoing" || @.status == "undo-failed"
        || ((@.status == "waiting" || @.status == "failed") && !exists($.termination)))') step,
      coalesce(step ->> 'decideBy', step ->> 'dueAt', step ->> 'escalateAt', step ->> 'expireAt') due_at
    where closed_at is null and ${isWaitingForPrincipal(principal)}
      and coalesce(view #>> '{incident,kind}', 'stuck') = 'stuck'
      and not (submitted_by = ${principal.email} and step ->> 'kind' = 'approval')
      and (step -> 'people' @> ${JSON.stringify([{ email: principal.email }])}::jsonb or step -> 'roles' ?| ${principal.roles}::text[])
    order by due_at::timestamptz nulls last, start_date, id
    limit ${limit}`.execute(database);
  return rows;
}
