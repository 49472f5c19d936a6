import { type FieldError, FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';
import type { FormValues } from '../../ui/forms';
import { loadTitles } from '../../ui/load-titles';
import type { PreviewOutcome } from './preview';
import { mapErrorsToFields, buildRequest } from './build-request';

/** Previews a submission. Returns validation errors by form field instead of throwing. */
export async function loadPreview(
  callApi: ApiClient,
  values: FormValues['values'],
): Promise<{ outcome: PreviewOutcome; errors: FieldError[] }> {
  try {
    const [preview, titles] = await Promise.all([
      callApi('POST /onboardings/preview', { body: buildRequest(values) }),
      loadTitles(callApi),
    ]);
    const planTitle = titles.getPlanTitle(preview.plan);
    const isPlanChosen = Boolean(values.plan?.trim());
    return {
      outcome: { kind: 'planned', preview, planTitle, isPlanChosen, now: new Date().toISOString() },
      errors: [],
    };
  } catch (error) {
    if (!(error instanceof FirstdayError) || !['invalid-request', 'not-plannable'].includes(error.code)) throw error;
    const errors = mapErrorsToFields(error.fields, values);
    const isEmpty = ({ field }: FieldError) => !values[field]?.trim();
    const invalid = errors.filter((fieldError) => !isEmpty(fieldError));
    const detail = error.code === 'not-plannable' ? error.detail : undefined;
    return { outcome: { kind: 'invalid', missing: errors.filter(isEmpty), invalid, detail }, errors };
  }
}
