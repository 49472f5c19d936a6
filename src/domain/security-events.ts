/**
 * Events of the security log: refused calls by the code of the problem, sign-ins that failed, reads of a personal file,
 * `decode` for payloads of Temporal, and `dropped` for refusals beyond those that the log takes per second.
 */
export const SECURITY_EVENT_KINDS = [
  'unauthorized',
  'forbidden',
  'cross-site',
  'step-up-required',
  'link-expired',
  'too-many-requests',
  'sign-in-failed',
  'read',
  'decode',
  'dropped',
] as const;
export type SecurityEventKind = (typeof SECURITY_EVENT_KINDS)[number];
