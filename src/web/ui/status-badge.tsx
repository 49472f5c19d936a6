import type { OnboardingStatus, Readiness } from '../../domain/status';
import type { StepResponse } from '../../api/resources/onboardings/view-schema';
import type { Locale } from '../../i18n/locales';
import { translate } from '../../i18n/translate';
import type { StepAppearance } from './step-appearance';

/** People by name, then roles. */
export const formatAssignees = (
  { people = [], roles = [] }: Pick<StepResponse, 'people' | 'roles'>,
  locale: Locale,
): string =>
  [...people.map(({ name }) => name), ...roles.map((role) => translate(locale, `status.role.${role}`))].join(', ');

/** The text carries the meaning; the colour only supports it. */
export const StatusBadge = ({ status, locale }: { status: OnboardingStatus; locale: Locale }) => (
  <span class={`badge is-${status}`}>{translate(locale, `status.onboarding.${status}`)}</span>
);

export const StepStatusBadge = ({ status, locale }: { status: StepAppearance; locale: Locale }) => (
  <span class={`badge is-${status}`}>{translate(locale, `status.step.${status}`)}</span>
);

export const ReadinessBadge = ({ readiness, locale }: { readiness: Readiness; locale: Locale }) => (
  <span class={`badge is-${readiness}`}>{translate(locale, `status.readiness.${readiness}`)}</span>
);
