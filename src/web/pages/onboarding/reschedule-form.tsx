import { formatEmployeeName } from '../../../domain/employee-name';
import { getFormatters } from '../../../i18n/formatters';
import { getTranslator } from '../../../i18n/translate';
import { Field } from '../../ui/forms';
import { type ChangeFormProps, getOnboardingPath } from './change-form';
import { type PlanDifference, PlanDifferenceSection } from './plan-difference';

/** Previews a new start date before it is submitted. */
export function RescheduleForm({
  view,
  formValues,
  locale,
  difference,
}: ChangeFormProps & { difference?: PlanDifference }) {
  const t = getTranslator(locale);
  const startDate = formValues.values.startDate;
  return (
    <section>
      <h1>{`${t('onboarding.reschedule')}: ${formatEmployeeName(view.request)}`}</h1>
      <form method="get" action={`${getOnboardingPath(view)}/reschedule`} class="narrow">
        <Field name="startDate" type="date" label={t('onboarding.startDate')} formValues={formValues} required />
        <div class="actions">
          <button class={difference ? 'secondary outline' : undefined}>{t('onboarding.look')}</button>
          <a href={getOnboardingPath(view)}>{t('onboarding.back')}</a>
        </div>
      </form>
      {difference && (
        <>
          <PlanDifferenceSection view={view} difference={difference} locale={locale} />
          <form method="post" action={`${getOnboardingPath(view)}/reschedule`}>
            <input type="hidden" name="startDate" value={startDate} />
            <button>
              {t('onboarding.moveNow', { date: getFormatters(locale).formatDate(startDate ?? view.startDate) })}
            </button>
          </form>
        </>
      )}
    </section>
  );
}
