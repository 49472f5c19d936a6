import { formatEmployeeName } from '../../../domain/employee-name';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { FormErrorSummary, TextArea } from '../../ui/forms';
import { type ChangeFormProps, getOnboardingPath } from './change-form';
import { HoldingList } from './sections';

/** Lists the holdings and tasks that the cancellation will undo. */
export function CancelForm({
  view,
  formValues,
  locale,
  holdings,
}: ChangeFormProps & { holdings: ApiResponseBodies['GET /onboardings/{id}/holdings'] }) {
  const t = getTranslator(locale);
  const tasksToUndo = view.steps.filter(({ kind, armed }) => kind === 'task' && armed);
  return (
    <section class="narrow">
      <h1>{`${t('onboarding.cancelTitle')}: ${formatEmployeeName(view.request)}`}</h1>
      <h2>{t('onboarding.willBeUndone')}</h2>
      <HoldingList holdings={holdings} view={view} locale={locale} />
      {tasksToUndo.length > 0 && (
        <ul>
          {tasksToUndo.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
      <FormErrorSummary formValues={formValues} fieldNames={['reason']} />
      <form method="post" action={`${getOnboardingPath(view)}/cancel`}>
        <TextArea
          name="reason"
          label={t('onboarding.reason')}
          hint={t('onboarding.reasonHint')}
          formValues={formValues}
          required
          rows={2}
          maxLength={2000}
        />
        <div class="actions">
          <button class="careful">{t('onboarding.cancelNow')}</button>
          <a href={getOnboardingPath(view)}>{t('onboarding.back')}</a>
        </div>
      </form>
    </section>
  );
}
