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
  const words = terminationMessages(locale);
  const [, named = '', what = ''] = STEP_REASON_PATTERN.exec(reason) ?? [];
  const step = translate(locale, named);
  if (!steps.some(({ title }) => title === step)) return words[reason] ?? reason;
  const error = what.startsWith(': ') ? `: ${translate(locale, what.slice(2))}` : what;
  return step + (words[what] ?? error);
}

export const formatIncident = (locale: Locale, obstacle: string): string =>
  incidentPhrasebooks(locale)(obstacle) ?? obstacle;
