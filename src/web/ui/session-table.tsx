import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';
import type { ApiResponseBodies } from '../api-client';
import { describeBrowser } from './describe-browser';
import { Table } from './table';

type Session = ApiResponseBodies['GET /people/{email}/sessions']['items'][number];

interface SessionTableProps {
  sessions: readonly Session[];
  /** `<path>/<id>/end` ends a session. */
  path: string;
  locale: Locale;
}

/** Active sessions of a person, each but the current one with a button that ends it. */
export function SessionTable({ sessions, path, locale }: SessionTableProps) {
  const t = getTranslator(locale);
  const { formatInstant, formatRelativeTime } = getFormatters(locale);
  const toRow = ({ id, userAgent, ip, createdAt, lastSeenAt, current }: Session) => {
    const browser = describeBrowser(userAgent) ?? t('account.unknown');
    const endControl = current ? (
      <span class="badge good">{t('account.here')}</span>
    ) : (
      <form method="post" class="inline" action={`${path}/${id}/end`}>
        <button class="plain" aria-label={`${t('account.end')}: ${browser}`}>
          {t('account.end')}
        </button>
      </form>
    );
    const times = [`${formatInstant(createdAt)} UTC`, formatRelativeTime(lastSeenAt)];
    return { key: id, cells: [browser, ip ?? t('account.unknown'), ...times, endControl] };
  };
  return (
    <Table
      head={[t('account.browser'), t('account.ip'), t('account.since'), t('account.seen'), t('account.action')]}
      rows={sessions.map(toRow)}
    />
  );
}
