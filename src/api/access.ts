import type { Role } from '../contract/status';

const ANY: readonly Role[] = ['hr', 'manager', 'it', 'finance', 'admin'];
const HR: readonly Role[] = ['hr', 'admin'];

/**
 * Every route there is, and which roles may use it. `public` needs no token. Below that, whoever is neither HR nor an
 * administrator sees and decides only on onboardings whose plan names them (`viewerOf`), and who may take an open
 * approval is for the workflow to judge: the plan says who.
 */
export const ACCESS = {
  'POST /onboardings': HR,
  'POST /onboardings/preview': HR,
  'GET /onboardings': ANY,
  'GET /onboardings/{id}': ANY,
  'GET /onboardings/{id}/events': ANY,
  'GET /onboardings/{id}/holdings': ANY,
  'POST /onboardings/{id}/steps/{step}/approve': ANY,
  'POST /onboardings/{id}/steps/{step}/decline': ANY,
  'POST /onboardings/{id}/steps/{step}/retry': ['hr', 'it', 'admin'],
  'POST /onboardings/{id}/steps/{step}/accept': ['hr', 'it', 'admin'],
  'POST /onboardings/{id}/cancel': HR,
  'GET /tasks': ANY,
  'GET /plans': ANY,
  'GET /plans/{name}': ANY,
  'GET /inventory': ANY,
  'POST /inventory': ['it', 'admin'],
  'GET /trainings': ANY,
  'POST /trainings': HR,
  'GET /people': ['hr', 'it', 'admin'],
  'POST /people': HR,
  'PUT /people/{email}': HR,
  'GET /tokens': ['admin'],
  'POST /tokens': ['admin'],
  'DELETE /tokens/{id}': ['admin'],
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /problems/{code}': 'public',
} as const satisfies Record<string, readonly Role[] | 'public'>;

export type RouteName = keyof typeof ACCESS;

/** Who is calling. */
export interface Actor {
  email: string;
  name: string;
  roles: readonly Role[];
  tokenId: string;
}

/** Whether the caller's roles open this route. */
export function mayUse(actor: Actor, route: RouteName): boolean {
  const roles: readonly Role[] | 'public' = ACCESS[route];
  return roles === 'public' || actor.roles.some((role) => roles.includes(role));
}

/** Whose onboardings the caller sees: `undefined` for all, else those that name this address. */
export const viewerOf = (actor: Actor): string | undefined =>
  actor.roles.some((role) => HR.includes(role)) ? undefined : actor.email;
