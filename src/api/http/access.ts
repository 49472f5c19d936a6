import type { Principal } from '../../domain/principal';
import { hasAnyOf, HR } from '../../domain/roles';
import type { Role } from '../../domain/status';
import type { Viewer } from '../../database/onboardings';

const ANY: readonly Role[] = ['hr', 'manager', 'it', 'finance', 'admin'];

/**
 * Every route there is, and which roles may use it. `public` needs no token. Below that, whoever is neither HR nor an
 * administrator sees and decides only on onboardings whose plan names them, or that ask them or their role (`viewerOf`).
 * Who may take an open approval or task is for the workflow to judge: the plan says who.
 */
export const ACCESS = {
  'POST /onboardings': HR,
  'POST /onboardings/preview': HR,
  'GET /onboardings': ANY,
  'GET /onboardings/counts': ANY,
  'GET /onboardings/{id}': ANY,
  'GET /onboardings/{id}/events': ANY,
  'GET /onboardings/{id}/holdings': ANY,
  'POST /onboardings/{id}/steps/{step}/approve': ANY,
  'POST /onboardings/{id}/steps/{step}/decline': ANY,
  'POST /onboardings/{id}/steps/{step}/delegate': ANY,
  'POST /onboardings/{id}/steps/{step}/complete': ANY,
  'POST /onboardings/{id}/steps/{step}/retry': ANY,
  'POST /onboardings/{id}/steps/{step}/skip': ANY,
  'POST /onboardings/{id}/steps/{step}/accept': ANY,
  'POST /onboardings/{id}/cancel': HR,
  'POST /onboardings/{id}/rollback': HR,
  'POST /onboardings/{id}/reschedule': HR,
  'POST /onboardings/{id}/reschedule/preview': HR,
  'PATCH /onboardings/{id}': HR,
  'POST /cohorts': HR,
  'GET /cohorts': HR,
  'GET /cohorts/template': HR,
  'GET /cohorts/{id}': HR,
  'POST /cohorts/{id}/cancel': HR,
  'POST /cohorts/{id}/resume': HR,
  'GET /tasks': ANY,
  'GET /plans': ANY,
  'GET /plans/{name}': ANY,
  'GET /locations': ANY,
  'GET /inventory': ANY,
  'GET /inventory/models': ANY,
  'POST /inventory': ['it', 'admin'],
  'POST /inventory/import': ['it', 'admin'],
  'POST /inventory/{tag}/retire': ['it', 'admin'],
  'POST /inventory/{tag}/restore': ['it', 'admin'],
  'GET /trainings': ANY,
  'GET /trainings/courses': ANY,
  'POST /trainings': HR,
  'GET /people': ['hr', 'it', 'admin'],
  'POST /people': HR,
  'PUT /people/{email}': HR,
  'GET /people/{email}/absences': ANY,
  'POST /people/{email}/absences': ANY,
  'DELETE /people/{email}/absences/{id}': ANY,
  'GET /reports': ['hr', 'finance', 'admin'],
  'GET /reports.csv': ['hr', 'finance', 'admin'],
  'GET /tokens': ['admin'],
  'POST /tokens': ['admin'],
  'DELETE /tokens/{id}': ['admin'],
  'GET /webhooks': ['admin'],
  'POST /webhooks': ['admin'],
  'PATCH /webhooks/{id}': ['admin'],
  'DELETE /webhooks/{id}': ['admin'],
  'POST /webhooks/{id}/test': ['admin'],
  'GET /webhooks/{id}/deliveries': ['admin'],
  'POST /webhooks/{id}/deliveries/{delivery}/repeat': ['admin'],
  'GET /audit': ['admin'],
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /problems/{code}': 'public',
} as const satisfies Record<string, readonly Role[] | 'public'>;

export type RouteName = keyof typeof ACCESS;

/** The principal of a call, and the credential that proved it. */
export interface Actor extends Principal {
  name: string;
  tokenId: string;
}

/** Whoever calls without a token, where that is enough. */
export const NOBODY: Actor = { email: 'anonymous', name: 'Anonymous', roles: [], tokenId: 'none' };

/** Whether the caller's roles open this route. */
export function mayUse(actor: Actor, route: RouteName): boolean {
  const roles: readonly Role[] | 'public' = ACCESS[route];
  return roles === 'public' || hasAnyOf(actor, roles);
}

/** As whom the caller sees onboardings: `undefined` sees all, others what names or asks them. */
export const viewerOf = (actor: Actor): Viewer => (hasAnyOf(actor, HR) ? undefined : actor);
