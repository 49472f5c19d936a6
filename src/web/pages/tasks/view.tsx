import { formatEmployeeName } from '../../../domain/employee-name';
import type { StepAction } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { getCurrentTitle } from '../../../domain/onboarding/pending-people';
import type { ApiResponseBodies } from '../../api-client';
import type { FormValues } from '../../ui/forms';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import type { TitleLookup } from '../../ui/load-titles';
import { Table } from '../../ui/table';
import { StepActions } from './step-actions';
import { HireFacts } from './hire-facts';
import { Schedule } from './schedule';
import { taskMessages } from './messages';

type Task = ApiResponseBodies['GET /tasks']['items'][number];

export const getTaskPath = (onboardingId: string, step: string): string => `/tasks/${onboardingId}/${step}`;

export function TaskList({ items, locale }: { items: readonly Task[]; locale: Locale }) {
  const messages = taskMessages(locale);
  return (
    <>
      <h1>{messages.title}</h1>
      {items.length === 0 ? <p>{messages.nothing}</p> : <TaskTable items={items} locale={locale} />}
    </>
  );
}

function TaskTable({ items, locale }: { items: readonly Task[]; locale: Locale }) {
  const messages = taskMessages(locale);
  const formatters = getFormatters(locale);
  const rows = items.map(({ onboardingId, step, kind, employeeName, startDate, dueAt, timeZone }) => ({
    key: `${onboardingId}/${step.id}`,
    cells: [
      <>
        <a href={getTaskPath(onboardingId, step.id)}>{getCurrentTitle(step)}</a>
        <span class="more">{messages.kinds[kind]}</span>
      </>,
      employeeName,
      formatters.formatDate(startDate),
      <>
        {dueAt ? formatters.formatInstant(dueAt, timeZone) : messages.noDue}
        {dueAt && <span class="more">{formatters.formatRelativeTime(dueAt)}</span>}
      </>,
    ],
  }));
  return <Table head={[messages.what, messages.who, messages.firstDay, messages.due]} rows={rows} />;
}

interface TaskDetailsProps {
  view: OnboardingView;
  step: StepView;
  submitPath: string;
  formValues: FormValues;
  titles: TitleLookup;
  locale: Locale;
  allowedActions: readonly StepAction[];
  canViewOnboarding?: boolean;
}

export function TaskDetails({
  view,
  step,
  submitPath,
  formValues,
  titles,
  locale,
  allowedActions,
  canViewOnboarding,
}: TaskDetailsProps) {
  const messages = taskMessages(locale);
  return (
    <>
      <h1>{`${getCurrentTitle(step)}: ${formatEmployeeName(view.request)}`}</h1>
      <div class="columns">
        <section>
          <HireFacts view={view} step={step} titles={titles} locale={locale} />
        </section>
        <section>
          <StepActions
            view={view}
            step={step}
            allowedActions={allowedActions}
            submitPath={submitPath}
            formValues={formValues}
            locale={locale}
          />
        </section>
      </div>
      <h2>{messages.schedule}</h2>
      <Schedule view={view} locale={locale} />
      {canViewOnboarding && (
        <p>
          <a href={`/onboardings/${view.id}`}>{messages.all}</a>
        </p>
      )}
    </>
  );
}
