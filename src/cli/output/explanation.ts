import type { Reason } from '../../domain/reasons/reason';
import { renderReason, type ReasonReader } from '../../i18n/render-reason';
import { sanitizeText } from './text';

/** Steps by their id, which commands take, and times in the local time zone. */
const TERMINAL_READER: ReasonReader = {
  locale: 'en',
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  getStepTitle: (id) => id,
};

export const formatReason = (reason: Reason, reader = TERMINAL_READER): string =>
  sanitizeText(renderReason(reason, reader));

/** Formats the reason, then the comment of the person; empty if there is neither. */
export const formatExplanation = (
  { reason, comment }: { reason?: Reason; comment?: string },
  reader = TERMINAL_READER,
): string =>
  [...(reason ? [formatReason(reason, reader)] : []), ...(comment ? [`“${sanitizeText(comment)}”`] : [])].join(' ');
