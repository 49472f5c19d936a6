import { z } from 'zod';
import { IDEMPOTENCY_DAYS, type IdempotencyKey } from '../../database/submissions';
import { FirstdayError } from '../../lib/errors';
import { hashBody } from '../../application/submit-request';
import type { ApiCall } from './route';

export const idempotencyHeadersSchema = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
    .optional()
    .meta({
      description: `Repeat the call with the same key and body, and the first answer is given again, for ${IDEMPOTENCY_DAYS} days.`,
      example: 'hire-2027-0042',
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
  const parsed = idempotencyHeadersSchema.safeParse({ 'Idempotency-Key': idempotencyKey });
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'is not valid';
    throw new FirstdayError('invalid-request', undefined, [{ field: 'Idempotency-Key', message }]);
  }
  const key = parsed.data['Idempotency-Key'];
  return key === undefined ? undefined : { caller: principal.email, key, bodyHash: hashBody(body) };
}
