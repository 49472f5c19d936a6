import { ONBOARDING_STATUSES, type OnboardingStatus, type Readiness } from '../../../domain/status';
import { getFormatters, measureElapsedTime } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { formatAssignees, ReadinessBadge, StatusBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import type { TitleLookup } from '../../ui/load-titles';
import { buildListUrl, type Filters } from './filters';

type OnboardingSummary = ApiResponseBodies['GET /onboardings']['items'][number];
type Counts = ApiResponseBodies['GET /onboardings/counts'];

/** Listed before all other statuses. */
const URGENT_STATUSES: readonly OnboardingStatus[] = ['needs-attention', 'awaiting-approval'];
const ENDANGERED_READINESS: readonly Readiness[] = ['late', 'at-risk'];

export function StatusCounts({ counts: { byStatus, byReadiness }, locale }: { counts: Counts; locale: Locale }) {
  const order = [...URGENT_STATUSES, ...ONBOARDING_STATUSES.filter((status) => !URGENT_STATUSES.includes(status))];
  const t = getTranslator(locale);
  const formatNumber = getFormatters(locale).formatNumber;
  return (
    <ul class="counts" aria-label={t('onboarding-list.status')}>
      {ENDANGERED_READINESS.filter((readiness) => byReadiness[readiness]).map((readiness) => (
        <li key={readiness}>
          <a href={buildListUrl({ readiness })} class={`badge is-${readiness}`}>
            {`${formatNumber(byReadiness[readiness] ?? 0)} ${t(`status.readiness.${readiness}`)}`}
          </a>
        </li>
      ))}
      {order
        .filter((status) => byStatus[status])
        .map((status) => (
          <li key={status}>
            <a href={buildListUrl({ status })} class={`badge is-${status}`}>
              {`${formatNumber(byStatus[status] ?? 0)} ${t(`status.onboarding.${status}`)}`}
            </a>
          </li>
        ))}
    </ul>
  );
}

interface OnboardingTableProps {
  items: readonly OnboardingSummary[];
  titles: TitleLookup;
  locale: Locale;
}

export function OnboardingTable({ items, titles, locale }: OnboardingTableProps) {
  const t = getTranslator(locale);
  const head = [
    t('onboarding-list.employee'),
    t('onboarding-list.firstDay'),
    t('onboarding-list.status'),
    t('onboarding-list.progress'),
    t('onboarding-list.nextPending'),
  ];
  return <Table head={head} rows={items.map((item) => toOnboardingRow(item, titles, locale))} />;
}

function toOnboardingRow(item: OnboardingSummary, titles: TitleLookup, locale: Locale) {
  const t = getTranslator(locale);
  const { progress } = item;
  return {
    key: item.id,
    cells: [
      <>
        <a href={`/onboardings/${item.id}`}>{item.employeeName}</a>
        <span class="more">{`${item.department}, ${titles.getLocationTitle(item.location)}`}</span>
      </>,
      getFormatters(locale).formatDate(item.startDate),
      <>
        <StatusBadge status={item.status} locale={locale} />{' '}
        {item.closedAt === undefined && <ReadinessBadge readiness={item.readiness} locale={locale} />}
      </>,
      <>
        <progress
          value={progress.completed}
          max={Math.max(progress.total, 1)}
          aria-label={t('onboarding-list.progress')}
        />
        <span class="more">
          {t('onboarding-list.progressOf', { completed: progress.completed, total: progress.total })}
        </span>
      </>,
      <NextPendingSummary key="nextPending" item={item} locale={locale} />,
    ],
  };
}

function NextPendingSummary({ item: { nextPending, incident }, locale }: { item: OnboardingSummary; locale: Locale }) {
  const t = getTranslator(locale);
  if (incident !== undefined) return <strong>{t(`timeline.${incident}`)}</strong>;
  if (nextPending === undefined) return null;
  const { formatRelativeTime } = getFormatters(locale);
  const assignees = formatAssignees(nextPending, locale);
  return (
    <>
      {nextPending.title}
      {assignees && <span class="more">{assignees}</span>}
      {nextPending.since && (
        <span class="more">{t('onboarding-list.since', measureElapsedTime(nextPending.since))}</span>
      )}
      {nextPending.from && (
        <span class="more">{t('onboarding-list.fromThen', { when: formatRelativeTime(nextPending.from) })}</span>
      )}
    </>
  );
}

export function PageLinks({ filters, nextCursor, locale }: { filters: Filters; nextCursor?: string; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <nav class="actions" aria-label={t('onboarding-list.more')}>
      {filters.cursor && <a href={buildListUrl({ ...filters, cursor: undefined })}>{t('onboarding-list.first')}</a>}
      {nextCursor && (
        <a href={buildListUrl({ ...filters, cursor: nextCursor })} rel="next">
          {t('onboarding-list.more')}
        </a>
      )}
    </nav>
  );
}
