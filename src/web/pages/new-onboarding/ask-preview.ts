import { type FieldError, FirstdayError } from '../../../lib/errors';
import type { Ask } from '../../api-client';
import type { Filled } from '../../ui/forms';
import { titlesFrom } from '../../ui/plan-titles';
import type { Outcome } from './preview';
import { byField, requestOf } from './request';

/** What a submission of this would do, as the API says; `errors`: what is in the way, by the fields of the form. */
export async function previewed(
  ask: Ask,
  values: Filled['values'],
): Promise<{ outcome: Outcome; errors: FieldError[] }> {
  try {
    const [preview, titles] = await Promise.all([
      ask('POST /onboardings/preview', { body: requestOf(values) }),
      titlesFrom(ask),
    ]);
    const planTitle = titles.plan(preview.plan);
    const isChosen = Boolean(values.plan?.trim());
    return { outcome: { is: 'planned', preview, planTitle, isChosen, now: new Date().toISOString() }, errors: [] };
  } catch (error) {
    if (!(error instanceof FirstdayError) || !['invalid-request', 'not-plannable'].includes(error.code)) throw error;
    const errors = byField(error.fields, values);
    const isEmpty = ({ field }: FieldError) => !values[field]?.trim();
    const wrong = errors.filter((fault) => !isEmpty(fault));
    const detail = error.code === 'not-plannable' ? error.detail : undefined;
    return { outcome: { is: 'refused', missing: errors.filter(isEmpty), wrong, detail }, errors };
  }
}
