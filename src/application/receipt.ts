import { z } from 'zod';
import { ONBOARDING_STATUSES, READINESS_LEVELS } from '../domain/status';
import { instantSchema, isoDateSchema } from '../domain/text/schemas';
import type { OnboardingView } from '../domain/onboarding/view';

/** Response to a submission, replayed for a repeated Idempotency-Key. */
export const receiptSchema = z
  .object({
    id: z.uuid(),
    status: z.enum(ONBOARDING_STATUSES),
    readiness: z.enum(READINESS_LEVELS),
    plan: z.string(),
    startDate: isoDateSchema(),
    submittedAt: instantSchema(),
  })
  .meta({ id: 'Receipt' });

export type Receipt = z.infer<typeof receiptSchema>;

export const toReceipt = ({ id, status, readiness, plan, startDate, submittedAt }: OnboardingView): Receipt => ({
  id,
  status,
  readiness,
  plan,
  startDate,
  submittedAt,
});
