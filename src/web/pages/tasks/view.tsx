import { formatEmployeeName } from '../../../domain/employee-name';
import type { StepAction } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import { getCurrentTitle } from '../../../domain/onboarding/pending-people';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState } from '../../ui/empty-state';
import type { FormValues } from '../../ui/forms';
import type { TitleLookup } from '../../ui/load-titles';
import { Table } from '../../ui/table';
import type { CauseLink } from './cause-links';
import { StepActions } from './step-actions';
import { HireFacts } from './hire-facts';
import { Schedule } from './schedule';
import { StepAnswers } from './step-responses';

type Task = ApiResponseBodies['GET /tasks']['items'][number];

export const getTaskPath = (onboardingId: string, step: string): string => `/tasks/${onboardingId}/${step}`;

export function TaskList({ items, locale }: { items: readonly Task[]; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <>
      <h1>{t('tasks.title')}</h1>
      {items.length === 0 ? (
        <EmptyState text={t('tasks.nothing')} links={[{ href: '/onboardings', label: t('layout.onboardings') }]} />
      ) : (
        <TaskTable items={items} locale={locale} />
      )}
    </>
  );
}

function TaskTable({ items, locale }: { items: readonly Task[]; locale: Locale }) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const rows = items.map(({ onboardingId, step, kind, employeeName, startDate, dueAt, timeZone }) => ({
    key: `${onboardingId}/${step.id}`,
    cells: [
      <>
        <a href={getTaskPath(onboardingId, step.id)}>{getCurrentTitle(step)}</a>
        <span class="more">{t(`tasks.kinds.${kind}`)}</span>
      </>,
      employeeName,
      formatters.formatDate(startDate),
      <>
        {dueAt ? formatters.formatInstant(dueAt, timeZone) : t('tasks.noDue')}
        {dueAt && <span class="more">{formatters.formatRelativeTime(dueAt, timeZone)}</span>}
      </>,
    ],
  }));
  return <Table head={[t('tasks.what'), t('tasks.who'), t('tasks.firstDay'), t('tasks.due')]} rows={rows} />;
}

interface TaskDetailsProps {
  view: OnboardingResponse;
  step: StepResponse;
  submitPath: string;
  formValues: FormValues;
  assignedItems?: readonly { model: string; tag: string }[];
  titles: TitleLookup;
  locale: Locale;
  allowedActions: readonly StepAction[];
  causeLinks?: readonly CauseLink[];
  canViewOnboarding?: boolean;
}

export function TaskDetails({
  view,
  step,
  submitPath,
  formValues,
  assignedItems,
  titles,
  locale,
  allowedActions,
  causeLinks,
  canViewOnboarding,
}: TaskDetailsProps) {
  const t = getTranslator(locale);
  return (
    <>
      <h1>{`${getCurrentTitle(step)}: ${formatEmployeeName(view.request)}`}</h1>
      <div class="columns">
        <section>
          <HireFacts view={view} step={step} assignedItems={assignedItems} titles={titles} locale={locale} />
        </section>
        <section>
          <StepAnswers step={step} locale={locale} />
          <StepActions
            view={view}
            step={step}
            allowedActions={allowedActions}
            causeLinks={causeLinks}
            submitPath={submitPath}
            formValues={formValues}
            locale={locale}
          />
        </section>
      </div>
      <h2>{t('tasks.schedule')}</h2>
      <Schedule view={view} locale={locale} />
      {canViewOnboarding && (
        <p>
          <a href={`/onboardings/${view.id}`}>{t('tasks.all')}</a>
        </p>
      )}
    </>
  );
}
