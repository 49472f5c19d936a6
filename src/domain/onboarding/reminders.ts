import type { Principal } from '../principal';
import { createReason, type Reason } from '../reasons/reason';
import type { OnboardingRequest, Person } from '../request';
import { hasAnyRole, HR_ROLES } from '../roles';

/** Keeps impatient people from filling the inbox of an assignee. */
const REMINDER_INTERVAL_MS = 3_600_000;

/** Allows HR and the new hire's manager, if the request is open to somebody else by name. */
export const mayRemind = (
  { request }: { request: Pick<OnboardingRequest, 'manager'> },
  step: { people?: readonly Person[] },
  principal: Principal,
): boolean =>
  (hasAnyRole(principal, HR_ROLES) || principal.email === request.manager.email) &&
  listReminderRecipients(step, principal).length > 0;

/** Leaves out the person who reminds. */
export const listReminderRecipients = (
  { people = [] }: { people?: readonly Person[] },
  { email: ownEmail }: Principal,
): Person[] => people.filter(({ email }) => email !== ownEmail);

/** Returns the reason if the assignees were reminded less than an hour ago, by a person or by the plan. */
export function checkReminderInterval(
  { id, remindedAt }: { id: string; remindedAt?: string },
  now: string,
): Reason | undefined {
  if (remindedAt === undefined) return undefined;
  const next = Date.parse(remindedAt) + REMINDER_INTERVAL_MS;
  if (Date.parse(now) >= next) return undefined;
  return createReason('not-waiting.reminded', { step: id, at: remindedAt, next: new Date(next).toISOString() });
}
