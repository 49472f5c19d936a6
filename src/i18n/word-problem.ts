import type { FieldError } from '../domain/field-errors/field-error';
import type { Reason } from '../domain/reasons/reason';
import type { Locale } from './locales';
import { createReasonReader, renderReason, type ReasonReader } from './render-reason';
import { findMessage } from './translate';

/** The parts of a `FirstdayError` that have words. */
interface UnwordedProblem {
  code: string;
  reason?: Reason;
  fields: readonly FieldError[];
  subject?: Parameters<typeof createReasonReader>[0];
}

export type WordedFieldError = FieldError & { message: string };

export interface WordedProblem {
  title: string;
  /** The title again if there is no reason. */
  detail: string;
  errors: WordedFieldError[];
}

/** Reader of problems about no onboarding: steps have their ids, times are UTC. */
const NO_SUBJECT: NonNullable<UnwordedProblem['subject']> = { steps: [], timeZone: 'UTC' };

/** Words a problem for its reader: the only place that does. */
export function wordProblem({ code, reason, fields, subject }: UnwordedProblem, locale: Locale): WordedProblem {
  const reader = createReasonReader(subject ?? NO_SUBJECT, locale);
  const title = findMessage(locale, `problems.${code}`) ?? code;
  return { title, detail: reason ? renderReason(reason, reader) : title, errors: wordFieldErrors(fields, reader) };
}

/** Also words warnings, which need no field. */
export const wordFieldErrors = <Item extends Reason>(
  errors: readonly Item[],
  reader: ReasonReader,
): (Item & { message: string })[] => errors.map((error) => ({ ...error, message: renderReason(error, reader) }));
