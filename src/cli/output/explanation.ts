import type { Reason } from '../../domain/reasons/reason';
import type { Locale } from '../../i18n/locales';
import { renderReason, type ReasonReader } from '../../i18n/render-reason';
import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';
import { LOCAL_TIME_ZONE } from './times';

/** Steps by their id, which commands take, and times in the local time zone. */
const createTerminalReader = (locale: Locale): ReasonReader => ({
  locale,
  timeZone: LOCAL_TIME_ZONE,
  getStepTitle: (id) => id,
});

export const formatReason = (
  { locale }: Pick<TextSettings, 'locale'>,
  reason: Reason,
  reader = createTerminalReader(locale),
): string => sanitizeText(renderReason(reason, reader));

/** Formats the reason, then the comment of the person; empty if there is neither. */
export function formatExplanation(
  settings: TextSettings,
  { reason, comment }: { reason?: Reason; comment?: string },
  reader?: ReasonReader,
): string {
  const parts = [reason && formatReason(settings, reason, reader), comment && quoteComment(settings, comment)];
  return parts.filter(Boolean).join(' ');
}

export const quoteComment = ({ t }: TextSettings, comment: string): string =>
  t('cli-output.quote', { text: sanitizeText(comment) });
