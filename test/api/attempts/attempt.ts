import type { Role } from '../../../src/domain/status';
import type { ErrorCode } from '../../../src/lib/errors';
import { createRequestFor } from '../support/test-api';

/** A malformed, hostile or contradictory request, and the problem that must answer it. */
export interface Attempt {
  what: string;
  is: ErrorCode;
  /** A field that the problem must name. */
  field?: string;
  method?: string;
  path?: string;
  as?: Role | { token: string } | 'nobody';
  body?: unknown;
  headers?: Record<string, string>;
}

/** An id that nothing has. */
export const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** The request that each attempt spoils. */
export const VALID = createRequestFor('victim@example.org');

/** It with something put in as raw JSON. */
export const raw = (insert: string): string => JSON.stringify(VALID).replace(/^\{/, `{${insert},`);
