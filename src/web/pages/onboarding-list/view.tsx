import { ONBOARDING_STATUSES, type OnboardingStatus, type Readiness } from '../../../domain/status';
import type { Answers } from '../../api-client';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { timelineWords } from '../onboarding/timeline-messages';
import { namesOf, ReadinessBadge, StatusBadge, statusWords } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import type { Titles } from '../../ui/plan-titles';
import { addressOf, type Filters } from './filters';
import { overviewWords } from './messages';

type Summary = Answers['GET /onboardings']['items'][number];
type Counts = Answers['GET /onboardings/counts'];

/** What wants looking after comes first. */
const FIRST: readonly OnboardingStatus[] = ['needs-attention', 'awaiting-approval'];
const BAD: readonly Readiness[] = ['late', 'at-risk'];

/** How many there are of each kind, each a way to them. */
export function CountsOf({ counts: { byStatus, byReadiness }, locale }: { counts: Counts; locale: Locale }) {
  const order = [...FIRST, ...ONBOARDING_STATUSES.filter((status) => !FIRST.includes(status))];
  const { onboarding, readiness: readinesses } = statusWords(locale);
  const number = formatsOf(locale).number;
  return (
    <ul class="counts" aria-label={overviewWords(locale).status}>
      {BAD.filter((readiness) => byReadiness[readiness]).map((readiness) => (
        <li key={readiness}>
          <a href={addressOf({ readiness })} class={`badge is-${readiness}`}>
            {`${number(byReadiness[readiness] ?? 0)} ${readinesses[readiness]}`}
          </a>
        </li>
      ))}
      {order
        .filter((status) => byStatus[status])
        .map((status) => (
          <li key={status}>
            <a href={addressOf({ status })} class={`badge is-${status}`}>
              {`${number(byStatus[status] ?? 0)} ${onboarding[status]}`}
            </a>
          </li>
        ))}
    </ul>
  );
}

interface Listed {
  items: readonly Summary[];
  titles: Titles;
  locale: Locale;
}

export function OnboardingTable({ items, titles, locale }: Listed) {
  const words = overviewWords(locale);
  if (items.length === 0) return <p>{words.nothing}</p>;
  const head = [words.employee, words.firstDay, words.status, words.progress, words.awaits];
  return <Table head={head} rows={items.map((item) => rowOf(item, titles, locale))} />;
}

function rowOf(item: Summary, titles: Titles, locale: Locale) {
  const words = overviewWords(locale);
  const { progress } = item;
  return {
    key: item.id,
    cells: [
      <>
        <a href={`/onboardings/${item.id}`}>{item.employeeName}</a>
        <span class="more">{`${item.department}, ${titles.place(item.location)}`}</span>
      </>,
      formatsOf(locale).date(item.startDate),
      <>
        <StatusBadge status={item.status} locale={locale} />{' '}
        {item.closedAt === undefined && <ReadinessBadge readiness={item.readiness} locale={locale} />}
      </>,
      <>
        <progress value={progress.settled} max={Math.max(progress.of, 1)} aria-label={words.progress} />
        <span class="more">{words.progressOf(progress.settled, progress.of)}</span>
      </>,
      <Awaits key="awaits" item={item} locale={locale} />,
    ],
  };
}

function Awaits({ item: { awaits, obstacle }, locale }: { item: Summary; locale: Locale }) {
  if (obstacle !== undefined) return <strong>{timelineWords(locale)[obstacle]}</strong>;
  if (awaits === undefined) return null;
  const words = overviewWords(locale);
  const { distance } = formatsOf(locale);
  const who = namesOf(awaits, locale);
  return (
    <>
      {awaits.title}
      {who && <span class="more">{who}</span>}
      {awaits.since && <span class="more">{words.since(distance(awaits.since))}</span>}
      {awaits.from && <span class="more">{words.fromThen(distance(awaits.from))}</span>}
    </>
  );
}

export function Paging({ wanted, next, locale }: { wanted: Filters; next?: string; locale: Locale }) {
  const words = overviewWords(locale);
  return (
    <nav class="actions" aria-label={words.more}>
      {wanted.cursor && <a href={addressOf({ ...wanted, cursor: undefined })}>{words.first}</a>}
      {next && (
        <a href={addressOf({ ...wanted, cursor: next })} rel="next">
          {words.more}
        </a>
      )}
    </nav>
  );
}
