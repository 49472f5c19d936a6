import { ONBOARDING_STATUSES, type OnboardingStatus, type Readiness } from '../../../domain/status';
import type { ApiResponseBodies } from '../../api-client';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { timelineMessages } from '../onboarding/timeline-messages';
import { formatAssignees, ReadinessBadge, StatusBadge, statusMessages } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import type { TitleLookup } from '../../ui/load-titles';
import { buildListUrl, type Filters } from './filters';
import { onboardingListMessages } from './messages';

type OnboardingSummary = ApiResponseBodies['GET /onboardings']['items'][number];
type Counts = ApiResponseBodies['GET /onboardings/counts'];

/** Listed before all other statuses. */
const URGENT_STATUSES: readonly OnboardingStatus[] = ['needs-attention', 'awaiting-approval'];
const ENDANGERED_READINESS: readonly Readiness[] = ['late', 'at-risk'];

export function StatusCounts({ counts: { byStatus, byReadiness }, locale }: { counts: Counts; locale: Locale }) {
  const order = [...URGENT_STATUSES, ...ONBOARDING_STATUSES.filter((status) => !URGENT_STATUSES.includes(status))];
  const { onboarding, readiness: readinessLabels } = statusMessages(locale);
  const formatNumber = getFormatters(locale).formatNumber;
  return (
    <ul class="counts" aria-label={onboardingListMessages(locale).status}>
      {ENDANGERED_READINESS.filter((readiness) => byReadiness[readiness]).map((readiness) => (
        <li key={readiness}>
          <a href={buildListUrl({ readiness })} class={`badge is-${readiness}`}>
            {`${formatNumber(byReadiness[readiness] ?? 0)} ${readinessLabels[readiness]}`}
          </a>
        </li>
      ))}
      {order
        .filter((status) => byStatus[status])
        .map((status) => (
          <li key={status}>
            <a href={buildListUrl({ status })} class={`badge is-${status}`}>
              {`${formatNumber(byStatus[status] ?? 0)} ${onboarding[status]}`}
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
  const messages = onboardingListMessages(locale);
  if (items.length === 0) return <p>{messages.nothing}</p>;
  const head = [messages.employee, messages.firstDay, messages.status, messages.progress, messages.nextPending];
  return <Table head={head} rows={items.map((item) => toOnboardingRow(item, titles, locale))} />;
}

function toOnboardingRow(item: OnboardingSummary, titles: TitleLookup, locale: Locale) {
  const messages = onboardingListMessages(locale);
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
        <progress value={progress.completed} max={Math.max(progress.total, 1)} aria-label={messages.progress} />
        <span class="more">{messages.progressOf(progress.completed, progress.total)}</span>
      </>,
      <NextPendingSummary key="nextPending" item={item} locale={locale} />,
    ],
  };
}

function NextPendingSummary({ item: { nextPending, incident }, locale }: { item: OnboardingSummary; locale: Locale }) {
  if (incident !== undefined) return <strong>{timelineMessages(locale)[incident]}</strong>;
  if (nextPending === undefined) return null;
  const messages = onboardingListMessages(locale);
  const { formatRelativeTime } = getFormatters(locale);
  const assignees = formatAssignees(nextPending, locale);
  return (
    <>
      {nextPending.title}
      {assignees && <span class="more">{assignees}</span>}
      {nextPending.since && <span class="more">{messages.since(formatRelativeTime(nextPending.since))}</span>}
      {nextPending.from && <span class="more">{messages.fromThen(formatRelativeTime(nextPending.from))}</span>}
    </>
  );
}

export function PageLinks({
  filters: filters,
  nextCursor: nextCursor,
  locale,
}: {
  filters: Filters;
  nextCursor?: string;
  locale: Locale;
}) {
  const messages = onboardingListMessages(locale);
  return (
    <nav class="actions" aria-label={messages.more}>
      {filters.cursor && <a href={buildListUrl({ ...filters, cursor: undefined })}>{messages.first}</a>}
      {nextCursor && (
        <a href={buildListUrl({ ...filters, cursor: nextCursor })} rel="next">
          {messages.more}
        </a>
      )}
    </nav>
  );
}
