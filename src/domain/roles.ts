import type { Role } from './status';

/** Who takes care of every onboarding: submits, changes and ends it, and hands on what waits for others. */
export const HR_ROLES: readonly Role[] = ['hr', 'admin'];

/** Who may settle any failure; whoever else a failure asks may settle that one. */
export const FAILURE_RESOLVER_ROLES: readonly Role[] = ['hr', 'it', 'admin'];

/** Whether somebody has one of these roles. */
export const hasAnyRole = ({ roles }: { roles: readonly Role[] }, wanted: readonly Role[]): boolean =>
  roles.some((role) => wanted.includes(role));
