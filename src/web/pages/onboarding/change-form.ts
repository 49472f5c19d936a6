import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import type { Locale } from '../../../i18n/locales';
import type { FormValues } from '../../ui/forms';

export interface ChangeFormProps {
  view: OnboardingResponse;
  formValues: FormValues;
  locale: Locale;
}

export const getOnboardingPath = ({ id }: { id: string }): string => `/onboardings/${id}`;
