import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { ActiveSession } from '../../../auth/active-sessions';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { describeBrowser } from './describe-browser';
import { Table } from '../../ui/table';

interface AccountProps {
  principal: AuthenticatedPrincipal;
  sessions: readonly ActiveSession[];
  currentSessionId?: string;
  locale: Locale;
}

export function Account({ principal, sessions, currentSessionId, locale }: AccountProps) {
  const t = getTranslator(locale);
  const roles = principal.roles.map((role) => t(`status.role.${role}`)).join(', ');
  return (
    <>
      <h1>{t('account.title')}</h1>
      <dl class="facts">
        <dt>{t('account.name')}</dt>
        <dd>{principal.name}</dd>
        <dt>{t('account.email')}</dt>
        <dd>{principal.email}</dd>
        <dt>{t('account.roles')}</dt>
        <dd>{roles}</dd>
      </dl>
      <p>
        <a href="/absences">{t('account.absences')}</a>
      </p>
      <h2>{t('account.sessions')}</h2>
      <Table
        head={[t('account.browser'), t('account.ip'), t('account.since'), t('account.seen'), t('account.action')]}
        rows={sessions.map((session) => toSessionRow(session, session.id === currentSessionId, locale))}
      />
      {sessions.some(({ id }) => id !== currentSessionId) && (
        <form method="post" action="/account/sessions/end-others" class="actions">
          <button class="careful">{t('account.endOthers')}</button>
        </form>
      )}
    </>
  );
}

function toSessionRow(session: ActiveSession, isCurrent: boolean, locale: Locale) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const browser = describeBrowser(session.user_agent) ?? t('account.unknown');
  const endControl = isCurrent ? (
    <span class="badge good">{t('account.here')}</span>
  ) : (
    <form method="post" class="inline" action={`/account/sessions/${session.id}/end`}>
      <button class="plain" aria-label={`${t('account.end')}: ${browser}`}>
        {t('account.end')}
      </button>
    </form>
  );
  return {
    key: session.id,
    cells: [
      browser,
      session.ip ?? t('account.unknown'),
      `${formatters.formatInstant(session.created_at.toISOString())} UTC`,
      formatters.formatRelativeTime(session.last_seen_at.toISOString()),
      endControl,
    ],
  };
}
