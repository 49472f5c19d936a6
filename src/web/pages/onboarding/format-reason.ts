import type { OnboardingView } from '../../../domain/onboarding/view';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { noteMessages } from './note-messages';
import { terminationMessages, incidentPhrasebooks } from './reason-messages';

const DEADLINE_REASON_PATTERN = /^not complete by (\S+)$/;
const STEP_REASON_PATTERN = /^(.+?)(: .+| was declined| failed)$/s;

/** Translates a termination reason of the engine. Text written by a person stays as is. */
export function formatTerminationReason(locale: Locale, reason: string, { steps, timeZone }: OnboardingView): string {
  const deadline = DEADLINE_REASON_PATTERN.exec(reason)?.[1];
  if (deadline !== undefined)
    return noteMessages(locale).notCompleteBy(getFormatters(locale).formatInstant(deadline, timeZone));
  const messages = terminationMessages(locale);
  const [, stepTitle = '', suffix = ''] = STEP_REASON_PATTERN.exec(reason) ?? [];
  const step = translate(locale, stepTitle);
  if (!steps.some(({ title }) => title === step)) return messages[reason] ?? reason;
  const error = suffix.startsWith(': ') ? `: ${translate(locale, suffix.slice(2))}` : suffix;
  return step + (messages[suffix] ?? error);
}

export const formatIncident = (locale: Locale, incident: string): string =>
  incidentPhrasebooks(locale)(incident) ?? incident;
