import type { Role } from '../../../src/domain/status';
import type { ErrorCode } from '../../../src/lib/errors';
import { createRequestFor } from '../support/test-api';

/** A malformed, hostile or contradictory request, and the problem expected as the answer. */
export interface HostileRequest {
  description: string;
  expectedCode: ErrorCode;
  /** Field that the problem must name. */
  field?: string;
  method?: string;
  path?: string;
  as?: Role | { token: string } | 'nobody';
  body?: unknown;
  headers?: Record<string, string>;
}

/** Well-formed id that does not exist. */
export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

/** Valid request, which each attempt corrupts. */
export const VALID_REQUEST = createRequestFor('victim@example.org');

/** Valid request as JSON text, with a raw fragment inserted. */
export const insertRawJson = (insert: string): string => JSON.stringify(VALID_REQUEST).replace(/^\{/, `{${insert},`);
