import { formatEmployeeName } from '../../../domain/employee-name';
import type { OnboardingView } from '../../../domain/onboarding/view';
import type { ApiResponseBodies } from '../../api-client';
import { Field, type FormValues, TextArea, FormErrorSummary } from '../../ui/forms';
import { getFormatters } from '../../i18n/formatters';
import { fieldLabels } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { ReadinessBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { getStepTitle } from './format-note';
import { HoldingList } from './sections';
import { onboardingMessages } from './messages';

interface ChangeFormProps {
  view: OnboardingView;
  formValues: FormValues;
  locale: Locale;
}

const getOnboardingPath = ({ id }: OnboardingView): string => `/onboardings/${id}`;

/** Lists the holdings and tasks that the cancellation will undo. */
export function CancelForm({
  view,
  formValues,
  locale,
  holdings: holdings,
}: ChangeFormProps & { holdings: ApiResponseBodies['GET /onboardings/{id}/holdings'] }) {
  const messages = onboardingMessages(locale);
  const tasksToUndo = view.steps.filter(({ kind, armed }) => kind === 'task' && armed);
  return (
    <section class="narrow">
      <h1>{`${messages.cancelTitle}: ${formatEmployeeName(view.request)}`}</h1>
      <h2>{messages.willBeUndone}</h2>
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
          label={messages.reason}
          hint={messages.reasonHint}
          formValues={formValues}
          required
          rows={2}
          maxLength={2000}
        />
        <div class="actions">
          <button class="careful">{messages.cancelNow}</button>
          <a href={getOnboardingPath(view)}>{messages.back}</a>
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
  const messages = onboardingMessages(locale);
  const startDate = formValues.values.startDate;
  return (
    <section>
      <h1>{`${messages.reschedule}: ${formatEmployeeName(view.request)}`}</h1>
      <form method="get" action={`${getOnboardingPath(view)}/reschedule`} class="narrow">
        <Field name="startDate" type="date" label={messages.startDate} formValues={formValues} required />
        <div class="actions">
          <button class={difference ? 'secondary outline' : undefined}>{messages.look}</button>
          <a href={getOnboardingPath(view)}>{messages.back}</a>
        </div>
      </form>
      {difference && (
        <>
          <DifferenceTable view={view} difference={difference} locale={locale} />
          <form method="post" action={`${getOnboardingPath(view)}/reschedule`}>
            <input type="hidden" name="startDate" value={startDate} />
            <button>{`${messages.moveNow}: ${getFormatters(locale).formatDate(startDate ?? view.startDate)}`}</button>
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
  view: OnboardingView;
  difference: RescheduleDifference;
  locale: Locale;
}) {
  const messages = onboardingMessages(locale);
  const formatMovedInstant = (at?: string) =>
    at === undefined ? '–' : getFormatters(locale).formatInstant(at, view.timeZone);
  const rows = difference.moved.map(({ step, field, from, to }) => ({
    key: `${step}/${field}`,
    cells: [`${getStepTitle(view, step)}, ${messages[field]}`, formatMovedInstant(from), formatMovedInstant(to)],
  }));
  return (
    <>
      <p>
        <ReadinessBadge readiness={difference.readiness} locale={locale} />{' '}
        {difference.readinessCause && messages.because(getStepTitle(view, difference.readinessCause))}
      </p>
      {difference.isDayOff && <p>{messages.isDayOff}</p>}
      {difference.requiresReapproval && <p>{messages.requiresReapproval}</p>}
      {difference.moved.length === 0 && <p>{messages.nothingMoves}</p>}
      {difference.moved.length > 0 && <Table head={[messages.what, messages.before, messages.after]} rows={rows} />}
    </>
  );
}

export function AmendForm({ view, formValues, locale }: ChangeFormProps) {
  const messages = onboardingMessages(locale);
  const { note, ...fields } = messages.fields;
  return (
    <section class="narrow">
      <h1>{`${messages.amendTitle}: ${formatEmployeeName(view.request)}`}</h1>
      <p>{messages.amendHint}</p>
      <FormErrorSummary
        formValues={formValues}
        fieldNames={Object.keys(messages.fields)}
        labels={fieldLabels(locale)}
      />
      <form method="post" action={`${getOnboardingPath(view)}/amend`}>
        {Object.entries(fields).map(([name, label]) => (
          <Field key={name} name={name} label={label} formValues={formValues} maxLength={500} />
        ))}
        <TextArea name="note" label={note} formValues={formValues} rows={3} maxLength={2000} />
        <div class="actions">
          <button>{messages.amendNow}</button>
          <a href={getOnboardingPath(view)}>{messages.back}</a>
        </div>
      </form>
    </section>
  );
}
