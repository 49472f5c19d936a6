import type { OnboardingView } from '../../../domain/onboarding/view';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { sentenceIn } from '../../i18n/errors';
import { noteWords } from './note-messages';
import { endedWords, obstacleIn } from './reason-messages';

const TOO_LATE = /^not complete by (\S+)$/;
const OF_A_STEP = /^(.+?)(: .+| was declined| failed)$/s;

/** Why an onboarding ended: what the engine says in the reader's words; what a person wrote stays as it is. */
export function endingIn(locale: Locale, reason: string, { steps, timeZone }: OnboardingView): string {
  const deadline = TOO_LATE.exec(reason)?.[1];
  if (deadline !== undefined) return noteWords(locale).notCompleteBy(formatsOf(locale).instant(deadline, timeZone));
  const words = endedWords(locale);
  const [, named = '', what = ''] = OF_A_STEP.exec(reason) ?? [];
  const step = sentenceIn(locale, named);
  if (!steps.some(({ title }) => title === step)) return words[reason] ?? reason;
  const error = what.startsWith(': ') ? `: ${sentenceIn(locale, what.slice(2))}` : what;
  return step + (words[what] ?? error);
}

/** Why it does not go on by itself. */
export const whyItStands = (locale: Locale, obstacle: string): string => obstacleIn(locale)(obstacle) ?? obstacle;
