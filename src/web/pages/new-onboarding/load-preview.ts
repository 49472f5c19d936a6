import type { Locale } from '../../../i18n/locales';
import { wordProblem } from '../../../i18n/word-problem';
import { type ErrorCode, FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';
import type { FormError, FormValues } from '../../ui/forms';
import { loadTitles } from '../../ui/load-titles';
import type { PreviewOutcome } from './preview';
import { buildRequest, mapErrorsToFields, parseCodeList } from './build-request';

/** Problems whose detail says more than the messages at the fields. */
export const PLANNING_PROBLEMS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not-plannable', 'plan-fault']);

/** Previews a submission. Returns validation errors by form field instead of throwing. */
export async function loadPreview(
  { callApi, locale }: { callApi: ApiClient; locale: Locale },
  values: FormValues['values'],
): Promise<{ outcome: PreviewOutcome; errors: FormError[] }> {
  try {
    const [preview, titles] = await Promise.all([
      callApi('POST /onboardings/preview', { body: buildRequest(values) }),
      loadTitles(callApi),
    ]);
    const planTitle = titles.getPlanTitle(preview.plan);
    const requested = { equipment: parseCodeList('equipment', values), trainings: parseCodeList('trainings', values) };
    const isPlanChosen = Boolean(values.plan?.trim());
    return {
      outcome: { kind: 'planned', preview, requested, planTitle, isPlanChosen, now: new Date().toISOString() },
      errors: [],
    };
  } catch (error) {
    if (!(error instanceof FirstdayError) || !(error.code === 'invalid-request' || PLANNING_PROBLEMS.has(error.code)))
      throw error;
    const problem = wordProblem(error, locale);
    const errors = mapErrorsToFields(problem.errors, values);
    const isEmpty = ({ field }: FormError) => !values[field]?.trim();
    const invalid = errors.filter((fieldError) => !isEmpty(fieldError));
    const detail = PLANNING_PROBLEMS.has(error.code) ? problem.detail : undefined;
    return { outcome: { kind: 'invalid', missing: errors.filter(isEmpty), invalid, detail }, errors };
  }
}
