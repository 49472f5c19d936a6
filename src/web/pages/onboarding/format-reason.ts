import type { OnboardingView } from '../../../domain/onboarding/view';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale, MessageKey } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { translateApiText } from '../../i18n/translate-api-text';
import { INCIDENT_PHRASEBOOKS } from './incident-phrasebooks';

const DEADLINE_REASON_PATTERN = /^not complete by (\S+)$/;
const STEP_REASON_PATTERN = /^(.+?)(: .+| was declined| failed)$/s;
const CANCELLED_IN_TEMPORAL = 'cancelled in Temporal';
/** By the part of the engine's English reason after the step title. Any other part is an error message. */
const KEYS_BY_SUFFIX: Readonly<Record<string, MessageKey>> = {
  ': nobody decided in time': 'terminations.undecided',
  ' was declined': 'terminations.declined',
  ' failed': 'terminations.failed',
};

/** Translates a termination reason of the engine. Text written by a person stays as is. */
export function formatTerminationReason(locale: Locale, reason: string, { steps, timeZone }: OnboardingView): string {
  const t = getTranslator(locale);
  const deadline = DEADLINE_REASON_PATTERN.exec(reason)?.[1];
  if (deadline !== undefined)
    return t('notes.notCompleteBy', { when: getFormatters(locale).formatInstant(deadline, timeZone) });
  if (reason === CANCELLED_IN_TEMPORAL) return t('terminations.cancelled-in-temporal');
  const [, stepTitle = '', suffix = ''] = STEP_REASON_PATTERN.exec(reason) ?? [];
  const step = translateApiText(locale, stepTitle);
  if (!steps.some(({ title }) => title === step)) return reason;
  const key = KEYS_BY_SUFFIX[suffix];
  return key === undefined ? `${step}: ${translateApiText(locale, suffix.slice(2))}` : t(key, { step });
}

export const formatIncident = (locale: Locale, incident: string): string =>
  INCIDENT_PHRASEBOOKS[locale](incident) ?? incident;
