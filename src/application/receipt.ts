import { z } from 'zod';
import { ONBOARDING_STATUSES, READINESS } from '../domain/status';
import { instant, isoDate } from '../domain/text/schemas';
import type { OnboardingView } from '../domain/onboarding/view';

/** What is told right after a submission, and again whenever its Idempotency-Key comes again. */
export const receiptSchema = z
  .object({
    id: z.uuid(),
    status: z.enum(ONBOARDING_STATUSES),
    readiness: z.enum(READINESS),
    plan: z.string(),
    startDate: isoDate(),
    submittedAt: instant(),
  })
  .meta({ id: 'Receipt' });

export type Receipt = z.infer<typeof receiptSchema>;

export const receiptOf = ({ id, status, readiness, plan, startDate, submittedAt }: OnboardingView): Receipt => ({
  id,
  status,
  readiness,
  plan,
  startDate,
  submittedAt,
});
