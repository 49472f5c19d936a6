import type { StepView } from '../../domain/onboarding/view';
import { getReasonClass, type Reason } from '../../domain/reasons/reason';
import { DEFAULT_LOCALE, type Locale } from '../../i18n/locales';
import { createReasonReader, renderReason } from '../../i18n/render-reason';
import { type ErrorCode, FirstdayError } from '../../lib/errors';

/** By the class of a rejection. */
const ERROR_CODES: Readonly<Record<string, ErrorCode>> = {
  'not-entitled': 'forbidden',
  unverified: 'forbidden',
  'already-decided': 'already-decided',
  closed: 'closed',
  malformed: 'invalid-request',
  'invalid-request': 'invalid-request',
  'not-possible': 'not-possible',
  'not-plannable': 'not-plannable',
  'already-open': 'already-open',
  unavailable: 'unavailable',
};

interface RejectedOnboarding {
  steps: readonly Pick<StepView, 'id' | 'title'>[];
  timeZone: string;
}

/** Rejected decision or change. The problem has the reason as a member, and its words as `detail`. */
export class RejectionError extends FirstdayError {
  constructor(
    private readonly reason: Reason,
    private readonly onboarding: RejectedOnboarding,
    extra: Record<string, unknown> = {},
  ) {
    const detail = renderReason(reason, createReasonReader(onboarding, DEFAULT_LOCALE));
    super(ERROR_CODES[getReasonClass(reason)] ?? 'not-waiting', detail, [], { ...extra, reason });
  }

  /** Words the reason for the caller. */
  describe(locale: Locale): string {
    return renderReason(this.reason, createReasonReader(this.onboarding, locale));
  }
}
