import { z } from 'zod';
import { IDEMPOTENCY_DAYS, type IdempotencyKey } from '../../database/submissions';
import { failWith } from '../../domain/field-errors/fail-with';
import { hashBody } from '../../application/submit-request';
import type { ApiCall } from './route';
import { validateInput } from './validate-input';

const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;

export const idempotencyHeadersSchema = z.object({
  'Idempotency-Key': z
    .string()
    .refine((key) => KEY_PATTERN.test(key), failWith('format.idempotency-key', {}))
    .optional()
    .meta({
      description: `Repeat the call with the same key and body, and the first answer is given again, for ${IDEMPOTENCY_DAYS} days.`,
      example: 'hire-2027-0042',
      pattern: KEY_PATTERN.source,
    }),
});

/**
 * Validates the header. `body` is the validated body; its hash detects reuse of the key with another body.
 * @throws FirstdayError `invalid-request`
 */
export function parseIdempotencyKey(
  { idempotencyKey, principal }: Pick<ApiCall, 'idempotencyKey' | 'principal'>,
  body: unknown,
): IdempotencyKey | undefined {
  const { 'Idempotency-Key': key } = validateInput(idempotencyHeadersSchema, { 'Idempotency-Key': idempotencyKey });
  return key === undefined ? undefined : { caller: principal.email, key, bodyHash: hashBody(body) };
}
