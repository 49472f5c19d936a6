import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import type { StepAction } from '../../../domain/onboarding/allowed-actions';
import type { Locale } from '../../../i18n/locales';
import type { FormValues } from '../../ui/forms';
import type { CauseLink } from './cause-links';

export interface StepActionsProps {
  view: OnboardingResponse;
  step: StepResponse;
  /** Actions of the principal; no other form is rendered. */
  allowedActions: readonly StepAction[];
  submitPath: string;
  formValues: FormValues;
  locale: Locale;
  /** Pages on which the cause of a failure can be fixed. */
  causeLinks?: readonly CauseLink[];
}
