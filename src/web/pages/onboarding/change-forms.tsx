import { formatEmployeeName } from '../../../domain/employee-name';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader } from '../../../i18n/render-reason';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { getFieldLabel } from '../../i18n/field-labels';
import { Field, type FormValues, TextArea, FormErrorSummary } from '../../ui/forms';
import { ReadinessBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { WarningList } from '../../ui/warning-list';
import { HoldingList } from './sections';

interface ChangeFormProps {
  view: OnboardingResponse;
  formValues: FormValues;
  locale: Locale;
}

const getOnboardingPath = ({ id }: OnboardingResponse): string => `/onboardings/${id}`;

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

type RescheduleDifference = ApiResponseBodies['POST /onboardings/{id}/reschedule/preview'];

/** Previews a new start date before it is submitted. */
export function RescheduleForm({
  view,
  formValues,
  locale,
  difference,
}: ChangeFormProps & { difference?: RescheduleDifference }) {
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
          <DifferenceTable view={view} difference={difference} locale={locale} />
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

function DifferenceTable({
  view,
  difference,
  locale,
}: {
  view: OnboardingResponse;
  difference: RescheduleDifference;
  locale: Locale;
}) {
  const t = getTranslator(locale);
  const { getStepTitle } = createReasonReader(view, locale);
  const formatMovedInstant = (at?: string) =>
    at === undefined ? '–' : getFormatters(locale).formatInstant(at, view.timeZone);
  const rows = difference.moved.map(({ step, field, from, to }) => ({
    key: `${step}/${field}`,
    cells: [`${getStepTitle(step)}, ${t(`onboarding.${field}`)}`, formatMovedInstant(from), formatMovedInstant(to)],
  }));
  return (
    <>
      <p>
        <ReadinessBadge readiness={difference.readiness} locale={locale} />{' '}
        {difference.readinessCause && t('onboarding.because', { step: getStepTitle(difference.readinessCause) })}
      </p>
      <WarningList warnings={difference.warnings} locale={locale} />
      {difference.requiresReapproval && <p>{t('onboarding.requiresReapproval')}</p>}
      {difference.moved.length === 0 && <p>{t('onboarding.nothingMoves')}</p>}
      {difference.moved.length > 0 && (
        <Table head={[t('onboarding.what'), t('onboarding.before'), t('onboarding.after')]} rows={rows} />
      )}
    </>
  );
}

const AMENDABLE_TEXT_FIELDS = [
  'job.title',
  'job.department',
  'manager.name',
  'manager.email',
  'equipment',
  'trainings',
] as const;

export function AmendForm({ view, formValues, locale }: ChangeFormProps) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{`${t('onboarding.amendTitle')}: ${formatEmployeeName(view.request)}`}</h1>
      <p>{t('onboarding.amendHint')}</p>
      <FormErrorSummary
        formValues={formValues}
        fieldNames={[...AMENDABLE_TEXT_FIELDS, 'employee.address', 'note']}
        getLabel={(field) => getFieldLabel(locale, field)}
      />
      <form method="post" action={`${getOnboardingPath(view)}/amend`}>
        {AMENDABLE_TEXT_FIELDS.map((name) => (
          <Field
            key={name}
            name={name}
            label={t(`onboarding.fields.${name}`)}
            formValues={formValues}
            maxLength={500}
          />
        ))}
        <TextArea
          name="employee.address"
          label={getFieldLabel(locale, 'employee.address')}
          formValues={formValues}
          rows={3}
          maxLength={500}
        />
        <TextArea name="note" label={t('onboarding.fields.note')} formValues={formValues} rows={3} maxLength={2000} />
        <div class="actions">
          <button>{t('onboarding.amendNow')}</button>
          <a href={getOnboardingPath(view)}>{t('onboarding.back')}</a>
        </div>
      </form>
    </section>
  );
}
