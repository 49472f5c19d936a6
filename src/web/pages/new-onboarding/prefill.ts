import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { isFinal } from '../../../domain/status';
import { toAccessFields } from '../../ui/access-choices';
import type { FormValues } from '../../ui/forms';

type TextFields = FormValues['values'];

/** True for an onboarding whose person has not been hired: it is submitted again rather than copied for another person. */
export const canBeResubmitted = ({ status }: Pick<OnboardingResponse, 'status'>): boolean =>
  isFinal(status) && status !== 'completed';

/**
 * Fills the form from an earlier request: all of it to submit the same person again, all but the person and the date for
 * another one. A start date before `today` (YYYY-MM-DD) is left out.
 */
export function prefillForm(view: Pick<OnboardingResponse, 'status' | 'request'>, today: string): TextFields {
  const { employee, startDate, access = {}, ...reusable } = view.request;
  const fields = { ...toTextFields(reusable), ...toAccessFields(access) };
  if (!canBeResubmitted(view)) return { ...fields, note: undefined };
  return { ...fields, ...toTextFields({ employee }), startDate: startDate < today ? undefined : startDate };
}

function toTextFields(values: object, prefix = ''): TextFields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]: [string, unknown]): [string, string | undefined][] => {
      const name = `${prefix}${key}`;
      if (Array.isArray(value)) return [[name, value.join(', ')]];
      if (typeof value === 'object' && value !== null) return Object.entries(toTextFields(value, `${name}.`));
      return [[name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)]];
    }),
  );
}
